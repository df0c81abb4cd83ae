"""How often the interval around the effect of a fix holds the truth, in worlds whose truth is known."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from benchmarks.results import record, table
from numpy.typing import NDArray

from wortel.analysis.effect import Effect, Ratio, WeeklySeries, compare_weeks
from wortel.analysis.intervals import student_quantile

BEFORE, AFTER = 26, 12
CONTROL_PER_TOPIC = 1.3


@dataclass(frozen=True, slots=True)
class Cell:
    """A kind of world: contacts a week, variance beyond chance in squared means, likeness of weeks, true ratio."""

    mean: float
    extra: float = 0.0
    rho: float = 0.0
    ratio: float = 1.0


CELLS = (
    Cell(30),
    Cell(30, 0.02),
    Cell(30, 0.02, 0.4),
    Cell(300),
    Cell(300, 0.02),
    Cell(300, 0.02, 0.4),
    Cell(300, 0.05, 0.4),
    Cell(30, 0.02, 0.0, 0.5),
    Cell(30, 0.02, 0.0, 0.8),
    Cell(300, 0.02, 0.4, 0.8),
)
HEADINGS = (
    *("mean a week", "extra", "rho", "true ratio", "Poisson", "quasi-Poisson", "chosen", "chosen, controlled"),
    *("works", "worse"),
)


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of the worlds: intervals that hold the truth, and verdicts that were given."""

    poisson: float
    quasi: float
    chosen: float
    controlled: float
    works: float
    worse: float


def score_cell(cell: Cell, *, worlds: int, seed: int) -> Score:
    """Judge the fix in many worlds of one kind."""
    effects = [compare_weeks(world) for world in make_worlds(cell, worlds, np.random.default_rng(seed))]
    marks = np.array([_mark(effect, cell.ratio) for effect in effects], float)
    return Score(*(float(share) for share in marks.mean(axis=0)))


def make_worlds(cell: Cell, worlds: int, random: np.random.Generator) -> Iterator[WeeklySeries]:
    """Weekly counts of a topic that is treated and of one that is not, with equal orders."""
    fixed = np.repeat([1.0, cell.ratio], [BEFORE, AFTER])
    for _ in range(worlds):
        topic = random.poisson(cell.mean * fixed * _sway(cell, random))
        control = random.poisson(cell.mean * CONTROL_PER_TOPIC * _sway(cell, random))
        yield WeeklySeries(
            orders_pre=[1_000] * BEFORE,
            topic_pre=topic[:BEFORE].tolist(),
            control_pre=control[:BEFORE].tolist(),
            orders_post=[1_000] * AFTER,
            topic_post=topic[BEFORE:].tolist(),
            control_post=control[BEFORE:].tolist(),
        )


def main(cells: Sequence[Cell] = CELLS, worlds: int = 2_000, seed: int = 1) -> str:
    """Print and record the table."""
    lines = table(HEADINGS, (_row(cell, score_cell(cell, worlds=worlds, seed=seed)) for cell in cells))
    words = (
        f"Share of {worlds:,} simulated worlds ({BEFORE} weeks before, {AFTER} after, seed {seed}) in which the "
        "nominal 95% interval holds the true ratio, and in which the verdict is that the fix works or makes it worse."
    )
    report = f"{words}\n\n{lines}"
    print(report)
    record("effect", report)
    return report


def _sway(cell: Cell, random: np.random.Generator) -> NDArray[np.float64]:
    """Good and bad weeks that resemble their neighbours, with a mean of one."""
    deviation = sqrt(log(1 + cell.extra))
    steps = random.standard_normal(BEFORE + AFTER)
    mood = np.empty_like(steps)
    mood[0] = steps[0]
    for week in range(1, len(steps)):
        mood[week] = cell.rho * mood[week - 1] + sqrt(1 - cell.rho**2) * steps[week]
    swayed: NDArray[np.float64] = np.exp(deviation * mood - deviation**2 / 2)
    return swayed


def _mark(effect: Effect, truth: float) -> tuple[bool, ...]:
    topic, controlled = effect.topic, effect.controlled
    assert topic is not None
    assert controlled is not None
    assert topic.se is not None
    assert topic.phi is not None
    assert topic.rho is not None
    quasi = topic.se / sqrt((1 + topic.rho) / (1 - topic.rho))
    plain = quasi / sqrt(max(1.0, topic.phi))
    reach = student_quantile(0.975, topic.freedom)
    return (
        _holds(topic.ratio * exp(-1.96 * plain), topic.ratio * exp(1.96 * plain), truth),
        _holds(topic.ratio * exp(-reach * quasi), topic.ratio * exp(reach * quasi), truth),
        _covers(topic, truth),
        _covers(controlled, truth),
        effect.verdict == "works",
        effect.verdict == "worse",
    )


def _covers(ratio: Ratio, truth: float) -> bool:
    return ratio.low is not None and ratio.high is not None and _holds(ratio.low, ratio.high, truth)


def _holds(low: float, high: float, truth: float) -> bool:
    return low <= truth <= high


def _row(cell: Cell, score: Score) -> Iterable[str]:
    shares = (score.poisson, score.quasi, score.chosen, score.controlled, score.works, score.worse)
    spread = f"{cell.extra} m²" if cell.extra else "none"
    return f"{cell.mean:g}", spread, f"{cell.rho:g}", f"{cell.ratio:g}", *(f"{share:.1%}" for share in shares)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    main(worlds=wanted.worlds, seed=wanted.seed)
