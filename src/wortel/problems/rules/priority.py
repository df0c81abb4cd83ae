"""Which problem comes first? Reckoned from money and trend; nobody types a priority in.

Priority is what the problem cost in the last seven whole days, times how its contacts of the last four weeks compare
with those of the four weeks before. The comparison starts from twenty contacts on either side, so that three contacts
after one are no tripling, and it at most doubles or halves.

>>> reckon_priority(100.0, [10] * 8).score
100.0
>>> reckon_priority(100.0, [10] * 4 + [20] * 4).trend
1.6666666666666667
"""

from collections.abc import Sequence
from dataclasses import dataclass

STEADY = 20
MOST, LEAST = 2.0, 0.5
FLAT = 0.1


@dataclass(frozen=True)
class Priority:
    """A number to sort by, and what it was made of."""

    eur: float
    trend: float

    @property
    def score(self) -> float:
        return self.eur * self.trend

    @property
    def is_growing(self) -> bool:
        return self.trend > 1 + FLAT

    @property
    def is_shrinking(self) -> bool:
        return self.trend < 1 - FLAT


def reckon_priority(eur_a_week: float, weeks: Sequence[int]) -> Priority:
    """`weeks` are the contacts of eight weeks, the latest last."""
    half = len(weeks) // 2
    before, after = sum(weeks[:half]), sum(weeks[half:])
    return Priority(eur_a_week, min(max((after + STEADY) / (before + STEADY), LEAST), MOST))
