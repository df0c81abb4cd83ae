"""What did customers answer, and how sure is that?

Shares carry a Wilson interval, the promoter score the adjusted Wald bounds (three answers added: the best of the
methods compared by Rocks, 2016), means a t interval. Do not compare two groups by looking whether their intervals
overlap, and show no share of fewer than five answers.

>>> csat = estimate_top_share([1] * 20 + [2] * 30 + [3] * 50 + [4] * 140 + [5] * 160, best=(4, 5))
>>> f"{csat.value:.2%} [{csat.low:.2%}, {csat.high:.2%}]"
'75.00% [70.53%, 78.99%]'
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from wortel.analysis.intervals import LEVEL, Estimate, estimate_share, normal_quantile, student_quantile

CSAT_BEST = (4, 5)
CES_BEST = (5, 6, 7)
FRIENDLY = (8, 9, 10)
PROMOTERS = (9, 10)
DETRACTORS = range(7)
_ADDED = 3
_ADDED_EACH = 0.75


@dataclass(frozen=True, slots=True)
class PromoterScore:
    """The plain score in points with adjusted bounds; `adjusted` is the middle of those bounds."""

    score: Estimate
    adjusted: float | None
    promoters: int
    passives: int
    detractors: int


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Answers that were satisfied, and those of them about a cause that still stands."""

    satisfied: int
    hollow: int

    @property
    def hollow_share(self) -> Estimate:
        """Satisfied customers whose problem will come back: the score is pleased, the cause is not gone."""
        return estimate_share(self.hollow, self.satisfied)


def estimate_top_share(scores: Iterable[int], *, best: Collection[int]) -> Estimate:
    """The share of answers among the best ones: CSAT (4-5 of 5), effort (5-7 of 7), friendliness (8-10 of 10)."""
    answers = list(scores)
    return estimate_share(sum(score in best for score in answers), len(answers))


def estimate_promoters(scores: Iterable[int]) -> PromoterScore:
    """Promoters less detractors in points of 100, from answers of 0 to 10.

    >>> nps = estimate_promoters([9] * 160 + [7] * 140 + [3] * 100)
    >>> f"{nps.score.value:+.1f}, {nps.adjusted:.2f} [{nps.score.low:.2f}, {nps.score.high:.2f}]"
    '+15.0, 14.89 [7.16, 22.62]'
    """
    answers = list(scores)
    n, up = len(answers), sum(score in PROMOTERS for score in answers)
    down = sum(score in DETRACTORS for score in answers)
    if not n:
        return PromoterScore(Estimate(None, None, None, 0), None, 0, 0, 0)
    middle, low, high = wald(up + _ADDED_EACH, down + _ADDED_EACH, n + _ADDED)
    return PromoterScore(Estimate(100 * (up - down) / n, low, high, n), middle, up, n - up - down, down)


def wald(up: float, down: float, n: float) -> tuple[float, float, float]:
    """The difference of two shares of one whole, in points, with its Wald bounds.

    >>> [round(points, 2) for points in wald(160, 100, 400)]
    [15.0, 7.24, 22.76]
    """
    middle = (up - down) / n
    half = normal_quantile(0.5 + LEVEL / 2) * sqrt(((up + down) / n - middle**2) / n)
    return 100 * middle, 100 * (middle - half), 100 * (middle + half)


def estimate_mean(scores: Sequence[float]) -> Estimate:
    """The mean answer with a t interval; one answer has no interval.

    >>> ces = estimate_mean([1] * 10 + [2] * 15 + [3] * 25 + [4] * 50 + [5] * 100 + [6] * 120 + [7] * 80)
    >>> f"{ces.value:.4f} [{ces.low:.4f}, {ces.high:.4f}]"
    '5.2375 [5.0930, 5.3820]'
    """
    n = len(scores)
    if n < 2:
        return Estimate(scores[0] if n else None, None, None, n)
    middle = fmean(scores)
    half = student_quantile(0.5 + LEVEL / 2, n - 1) * stdev(scores) / sqrt(n)
    return Estimate(middle, middle - half, middle + half, n)


def count_hollow(answers: Iterable[tuple[int, bool]]) -> Satisfaction:
    """Count satisfied answers, given each with whether the cause of its contact is still open.

    >>> count_hollow([(5, True), (4, False), (2, True)]).hollow_share.value
    0.5
    """
    satisfied = [is_open for score, is_open in answers if score in CSAT_BEST]
    return Satisfaction(len(satisfied), sum(satisfied))
