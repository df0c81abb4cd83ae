"""Weeks of contacts in worlds whose truth is known, many at once, judged as `wortel.analysis.effect` judges one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from wortel.analysis.effect import WeeklySeries
from wortel.analysis.effect.compare import FEW_CONTACTS
from wortel.analysis.effect.ratio import LARGEST_RHO
from wortel.analysis.intervals import LEVEL

type Numbers = NDArray[np.float64]
type Marks = NDArray[np.bool_]

BEFORE, AFTER = 26, 12
CONTROL_PER_TOPIC = 1.3
AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A kind of world: contacts a week, variance beyond chance in squared means, likeness of weeks, true ratio.

    `topics` is the number of untreated topics whose sum is the control; each sways by itself.
    """

    mean: float
    extra: float = 0.0
    rho: float = 0.0
    ratio: float = 1.0
    topics: int = 1
    before: int = BEFORE
    after: int = AFTER


@dataclass(frozen=True)
class Weeks:
    """A row a world, a column a week."""

    topic: Numbers
    control: Numbers
    before: int


@dataclass(frozen=True)
class Compared:
    """The logarithm of each world's ratio, its variance without and with what weeks make of it, and the freedom."""

    log_ratio: Numbers
    plain: Numbers
    phi: Numbers
    rho: Numbers
    freedom: int

    @property
    def quasi(self) -> Numbers:
        return self.plain * np.maximum(1, self.phi)

    @property
    def chosen(self) -> Numbers:
        return self.quasi * (1 + self.rho) / (1 - self.rho)


def make_weeks(cell: Cell, worlds: int, random: np.random.Generator) -> Weeks:
    """Weekly counts of a topic that is treated and of topics that are not, with equal orders."""
    fixed = np.repeat([1.0, cell.ratio], [cell.before, cell.after])
    topic = random.poisson(cell.mean * fixed * _sway(cell, worlds, random))
    each = cell.mean * CONTROL_PER_TOPIC / cell.topics
    control = sum(random.poisson(each * _sway(cell, worlds, random)) for _ in range(cell.topics))
    return Weeks(topic.astype(float), np.asarray(control, float), cell.before)


def make_batches(cell: Cell, worlds: int, seed: int) -> Iterator[Weeks]:
    """So many worlds in portions that fit in a cache."""
    random = np.random.default_rng(seed)
    for done in range(0, worlds, AT_ONCE):
        yield make_weeks(cell, min(AT_ONCE, worlds - done), random)


def compare_all(series: Numbers, before: int, after: int) -> Compared:
    """What `compare_series` does for one world, for every row; a test holds the two together."""
    pre, post = series[:, :before], series[:, before : before + after]
    rate0, rate1 = (np.maximum(part.mean(axis=1), 1e-9) for part in (pre, post))
    residuals = np.concatenate(
        [(part - rate[:, None]) / np.sqrt(rate)[:, None] for part, rate in ((pre, rate0), (post, rate1))], axis=1
    )
    freedom = before + after - 2
    squares = (residuals**2).sum(axis=1)
    likeness = (residuals[:, 1:] * residuals[:, :-1]).sum(axis=1) / np.maximum(squares, 1e-300)
    plain = 1 / (rate0 * before) + 1 / (rate1 * after)
    return Compared(np.log(rate1 / rate0), plain, squares / freedom, np.clip(likeness, 0, LARGEST_RHO), freedom)


def hold_against(weeks: Weeks, after: int) -> tuple[Numbers, Numbers, int]:
    """The controlled logarithm of the ratio, its standard error and the freedom, with `after` weeks in."""
    topic, control = (compare_all(part, weeks.before, after) for part in (weeks.topic, weeks.control))
    return topic.log_ratio - control.log_ratio, np.sqrt(topic.chosen + control.chosen), topic.freedom


def find_works(weeks: Weeks, after: int, level: float = LEVEL) -> Marks:
    """In which worlds the fix is said to work at this look."""
    log_ratio, se, freedom = hold_against(weeks, after)
    works: Marks = log_ratio + student(0.5 + level / 2, freedom) * se < 0
    return works


def find_works_alone(weeks: Weeks, after: int) -> Marks:
    """The same without control, exact where contacts are few."""
    pre, post = (part.sum(axis=1) for part in (weeks.topic[:, : weeks.before], weeks.topic[:, weeks.before :]))
    compared = compare_all(weeks.topic, weeks.before, after)
    by_weeks = compared.log_ratio + student(0.5 + LEVEL / 2, compared.freedom) * np.sqrt(compared.chosen) < 0
    highest = stats.beta.ppf(0.5 + LEVEL / 2, post + 1, np.maximum(pre, 1e-9))
    exactly = highest / (1 - highest) * weeks.before / after < 1
    works: Marks = np.where(np.minimum(pre, post) < FEW_CONTACTS, exactly, by_weeks) & (pre > 0)
    return works


def series_of(weeks: Weeks, world: int) -> WeeklySeries:
    """One world as the product takes it."""
    topic, control = weeks.topic[world].tolist(), weeks.control[world].tolist()
    split, after = weeks.before, len(topic) - weeks.before
    return WeeklySeries(
        orders_pre=[1_000] * split, topic_pre=topic[:split], control_pre=control[:split],
        orders_post=[1_000] * after, topic_post=topic[split:], control_post=control[split:],
    )  # fmt: skip


@cache
def student(share: float, freedom: int) -> float:
    return float(stats.t.ppf(share, freedom))


def _sway(cell: Cell, worlds: int, random: np.random.Generator) -> Numbers:
    """Good and bad weeks that resemble their neighbours, with a mean of one."""
    deviation = sqrt(log(1 + cell.extra))
    steps = random.standard_normal((worlds, cell.before + cell.after))
    mood = np.empty_like(steps)
    mood[:, 0] = steps[:, 0]
    for week in range(1, steps.shape[1]):
        mood[:, week] = cell.rho * mood[:, week - 1] + sqrt(1 - cell.rho**2) * steps[:, week]
    swayed: Numbers = np.exp(deviation * mood - deviation**2 / 2)
    return swayed
