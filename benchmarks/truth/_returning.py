"""How often a closed cause opens by itself although nothing came back."""

from dataclasses import dataclass

import numpy as np
from benchmarks.results import table
from benchmarks.truth._worlds import AFTER, BEFORE, Numbers
from scipy import stats

from wortel.analysis.effect.compare import FEW_CONTACTS
from wortel.problems.rules.returning import FEWEST, SMALLEST_MEAN, UNLIKELY

DAYS = 7
NIGHTS = 364
MEANS = (1.0, 5.0, 30.0, 120.0)
SPREADS = (0.0, 0.02)
GROWTH = 2.0
TRUE_RATIO = 0.4


def count_false_returns(*, years: int, seed: int) -> str:
    """The table: causes that are gone and causes that doubled, watched every night."""
    rows = [_row(mean, extra, years, seed) for mean in MEANS for extra in SPREADS]
    headings = ("mean a week", "extra", "false openings a year", "doubling seen in 14 days", "in 28 days")
    return (
        "### Does a closed cause open when nothing came back?\n\n"
        f"{years:,} years of {NIGHTS} nights a row; level and spread are learned from the {BEFORE} weeks before and "
        f"{AFTER} after a fix that left {TRUE_RATIO:.0%}. "
        "A cause opens when the latest seven days are likely less than once in a thousand at that level.\n\n"
        f"{table(headings, rows)}"
    )


def _row(mean: float, extra: float, years: int, seed: int) -> tuple[str, ...]:
    random = np.random.default_rng(seed)
    learned = learn(
        _weeks(mean / TRUE_RATIO, extra, (years, BEFORE), random), _weeks(mean, extra, (years, AFTER), random)
    )
    quiet = _nights(mean, extra, years, NIGHTS, random)
    back = _nights(GROWTH * mean, extra, years, 28 + DAYS, random)
    false = _alarms(quiet, learned).any(axis=1)
    # The first nights of the return still hold days of before it; they are counted from the first day.
    before = _nights(mean, extra, years, DAYS, random)
    seen = _alarms(np.concatenate([before, back], axis=1), learned)
    found = [f"{seen[:, :nights].any(axis=1).mean():.0%}" for nights in (15, 29)]
    return f"{mean:g}", f"{extra} m²" if extra else "none", f"{false.mean():.1%}", *found


def _weeks(mean: float, extra: float, shape: tuple[int, int], random: np.random.Generator) -> Numbers:
    return random.poisson(mean * _good_or_bad(extra, shape, random)).astype(float)


def _nights(mean: float, extra: float, years: int, days: int, random: np.random.Generator) -> Numbers:
    """Contacts a day; the days of one week share its luck."""
    weeks = _good_or_bad(extra, (years, days // 7 + 1), random)
    return random.poisson(mean / 7 * np.repeat(weeks, 7, axis=1)[:, :days]).astype(float)


def _good_or_bad(extra: float, shape: tuple[int, int], random: np.random.Generator) -> Numbers:
    drawn: Numbers = random.gamma(1 / extra, extra, shape) if extra else np.ones(shape)
    return drawn


@dataclass(frozen=True)
class Levels:
    """What each closed cause is held against: contacts a week, how many they were learned from, and their spread."""

    mean: Numbers
    seen: Numbers
    phi: Numbers


def learn(before: Numbers, after: Numbers) -> Levels:
    """As a measurement keeps it: the rate after the fix, the spread of all its weeks, none where contacts are few."""
    squares = sum(
        ((weeks - weeks.mean(axis=1, keepdims=True)) ** 2).sum(axis=1) / np.maximum(weeks.mean(axis=1), 1e-9)
        for weeks in (before, after)
    )
    few = np.minimum(before.sum(axis=1), after.sum(axis=1)) < FEW_CONTACTS
    phi = np.where(few, 1, np.maximum(squares / (BEFORE + AFTER - 2), 1))
    return Levels(np.maximum(after.mean(axis=1), SMALLEST_MEAN), after.sum(axis=1), phi)


def _alarms(days: Numbers, levels: Levels) -> Numbers:
    """What `is_back` says each night, a row a cause."""
    counts = np.cumsum(days, axis=1)
    counts = counts[:, DAYS - 1 :] - np.pad(counts, ((0, 0), (1, 0)))[:, : days.shape[1] - DAYS + 1]
    return is_back_all(counts, levels)


def is_back_all(counts: Numbers, levels: Levels) -> Numbers:
    """`is_back` for a row of counts a cause; a test holds the two together."""
    mean, phi = levels.mean, levels.phi
    variance = np.maximum(phi * mean + mean**2 * phi / np.maximum(levels.seen, 1), mean * (1 + 1e-9))
    size = mean**2 / (variance - mean)
    chance = stats.nbinom.sf(counts - 1, size[:, None], (size / (size + mean))[:, None])
    alarms: Numbers = (counts >= FEWEST) & (chance < UNLIKELY)
    return alarms
