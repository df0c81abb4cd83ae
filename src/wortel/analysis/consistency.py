"""Did one question get two answers?

The chance that two customers, picked at random among those who asked the same, got different answers. Do not use it
over several reasons at once: different questions should get different answers.

Where all answers were the same, the limit is what an answer that was never seen could still make of it.

Reference: Simpson's index without replacement (Simpson, 1949), with his large-sample standard error.

>>> sameness = compare_answers({"A": 700, "B": 300, "C": 200, "D": 50})
>>> f"{sameness.different.value:.4f}, most given {sameness.most_given:.2%}"
'0.6021, most given 56.00%'
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from wortel.analysis.intervals import LEVEL, Estimate, exact_share, normal_quantile


@dataclass(frozen=True, slots=True)
class Sameness:
    """How often two customers hear something different, and the share of the answer given most."""

    different: Estimate
    most_given: float | None
    answers: int


def compare_answers(given: Mapping[str, int]) -> Sameness:
    """Compare how often each answer was given to one question; a single answer says nothing yet."""
    counts = [count for count in given.values() if count > 0]
    n = sum(counts)
    if n < 2:
        return Sameness(Estimate(None, None, None, n), 1.0 if n else None, len(counts))
    different = 1 - sum(count * (count - 1) for count in counts) / (n * (n - 1))
    shares = [count / n for count in counts]
    squares, cubes = sum(share**2 for share in shares), sum(share**3 for share in shares)
    half = normal_quantile(0.5 + LEVEL / 2) * sqrt(max(4 * (cubes - squares**2) / n, 0.0))
    low, high = max(0.0, different - half), min(1.0, different + half)
    if different == 0:
        high = _most_missed(n)
    return Sameness(Estimate(different, low, high, n), max(shares), len(counts))


def _most_missed(n: int) -> float:
    """The chance when as many answers were other ones as could have stayed unseen in `n`, by the exact limit.

    >>> round(_most_missed(30), 4)
    0.2046
    """
    unseen = exact_share(0, n)[1]
    return 0.5 if unseen > 0.5 else 2 * unseen * (1 - unseen)
