"""What did customers answer about one thing, and is that different from before?

The answers to every survey question of one group of contacts, each with its interval, and the difference of two
shares of different people. Do not use the difference for the same people asked twice, and show no figure of fewer
than five answers: `is_enough` says so.

Reference: the difference of two shares by Newcombe (1998), method 10, from two Wilson intervals.

>>> before = tell_voice({"csat": {2: 40, 4: 30, 5: 30}})
>>> after = tell_voice({"csat": {2: 15, 4: 25, 5: 60}})
>>> f"{before.csat.value:.0%} to {after.csat.value:.0%}"
'60% to 85%'
>>> change = compare_shares(before.csat, after.csat)
>>> f"{change.value:+.4f} [{change.low:+.4f}, {change.high:+.4f}]"
'+0.2500 [+0.1272, +0.3633]'
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from wortel.analysis.intervals import Estimate
from wortel.analysis.surveys import (
    CSAT_BEST,
    FRIENDLY,
    estimate_mean,
    estimate_promoters,
    estimate_top_share,
)

FEWEST = 5
SCALES: Mapping[str, range] = {"csat": range(1, 6), "nps": range(11), "ces": range(1, 8), "friendliness": range(1, 11)}

type Answers = Mapping[str, Mapping[int, int]]
"""For each question how often each score was given."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the figure it is told by, its mean, and how often each score was given, lowest score first."""

    question: str
    figure: Estimate
    mean: Estimate
    spread: tuple[int, ...]

    @property
    def is_enough(self) -> bool:
        return self.figure.n >= FEWEST


@dataclass(frozen=True, slots=True)
class Voice:
    """What one group of customers answered; a question that nobody answered stands in it with n = 0."""

    csat: Estimate
    questions: tuple[Asked, ...]

    def find(self, question: str) -> Asked:
        return next(one for one in self.questions if one.question == question)

    @property
    def answers(self) -> int:
        """Answers to the question that most people answered."""
        return max(one.figure.n for one in self.questions)


def tell_voice(answers: Answers) -> Voice:
    """Sum up each question by its own figure: shares, the promoter score in points, the mean of effort."""
    asked = tuple(_ask(question, answers.get(question, {})) for question in SCALES)
    return Voice(asked[0].figure, asked)


def compare_shares(before: Estimate, after: Estimate) -> Estimate:
    """After less before, as a part of one; nothing asked on either side gives no value.

    >>> compare_shares(Estimate(None, None, None, 0), Estimate(0.5, 0.3, 0.7, 20)).value is None
    True
    """
    if before.value is None or after.value is None:
        return Estimate(None, None, None, min(before.n, after.n))
    lows, highs = (before.low or 0.0, after.low or 0.0), (before.high or 0.0, after.high or 0.0)
    change = after.value - before.value
    down = sqrt((after.value - lows[1]) ** 2 + (highs[0] - before.value) ** 2)
    up = sqrt((highs[1] - after.value) ** 2 + (before.value - lows[0]) ** 2)
    return Estimate(change, change - down, change + up, min(before.n, after.n))


def _ask(question: str, counts: Mapping[int, int]) -> Asked:
    scores = [score for score, n in sorted(counts.items()) for _ in range(n)]
    mean = estimate_mean(scores)
    figures = {
        "csat": lambda: estimate_top_share(scores, best=CSAT_BEST),
        "nps": lambda: estimate_promoters(scores).score,
        "ces": lambda: mean,
        "friendliness": lambda: estimate_top_share(scores, best=FRIENDLY),
    }
    return Asked(question, figures[question](), mean, tuple(counts.get(score, 0) for score in SCALES[question]))
