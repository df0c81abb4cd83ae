"""Did one question get two answers?

The chance that two customers, picked at random among those who asked the same, got different answers. Do not use it
over several reasons at once: different questions should get different answers.

Its limits are the chances from which what was found lies no further than sampling explains. For another chance the
answers are thought to be given more evenly, or less so. Where all answers were the same, the limit is what an answer
that was never seen could still make of it. Of few answers that nearly all differ the limits are too narrow.

References: Simpson's index without replacement, with its exact sampling variance (Simpson, 1949); limits at which that
variance holds (Wilson, 1927), along tilted shares (Efron, 1981; DiCiccio and Romano, 1990).

>>> sameness = compare_answers({"A": 700, "B": 300, "C": 200, "D": 50})
>>> f"{sameness.different.value:.4f}, most given {sameness.most_given:.2%}"
'0.6021, most given 56.00%'
>>> half = compare_answers({"14 days": 10, "30 days": 10}).different
>>> f"{half.value:.3f} [{half.low:.3f}, {half.high:.3f}]"
'0.526 [0.309, 0.596]'
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from wortel.analysis.intervals import LEVEL, Estimate, exact_share, normal_quantile

_HALVINGS = 100
# A tilt by which nearly all hear the first answer, and by how little it leads those that were given as often.
_NEARLY_ALL, _LEAD = 1e9, 1e-6


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
    low, high = (0.0, _most_missed(n)) if different == 0 else _find_limits(counts, different)
    return Sameness(Estimate(different, low, high, n), max(counts) / n, len(counts))


def _most_missed(n: int) -> float:
    """The chance when as many answers were other ones as could have stayed unseen in `n`, by the exact limit.

    >>> round(_most_missed(30), 4)
    0.2046
    """
    unseen = exact_share(0, n)[1]
    return 0.5 if unseen > 0.5 else 2 * unseen * (1 - unseen)


def _find_limits(counts: Sequence[int], different: float) -> tuple[float, float]:
    n, same, z = sum(counts), 1 - different, normal_quantile(0.5 + LEVEL / 2)
    tilt = _tilting(counts)

    def explains(by: float) -> bool:
        two, three = tilt(by)
        variance = (4 * (n - 2) * (three - two**2) + 2 * (two - two**2)) / (n * (n - 1))
        return (same - two) ** 2 <= z**2 * variance

    here = _halve(lambda by: tilt(by)[0] <= same, -1.0, _NEARLY_ALL)
    uneven, even = _halve(explains, here, _NEARLY_ALL), _halve(explains, here, -1.0)
    return 1 - tilt(uneven)[0], 1 - tilt(even)[0]


def _tilting(counts: Sequence[int]) -> Callable[[float], tuple[float, float]]:
    """The chances that two and that three customers hear the same, were answers given less evenly than they were.

    By 1 they are as they were; by 0 all are given as often, and below that ever more of them, until at -1 no two
    customers hear the same. Of answers given as often one is thought to come first.
    """
    most, kinds = max(counts), len(counts)
    steps = Counter(log(count / most) for count in counts)
    steps[0.0] -= 1
    steps[_LEAD] += 1

    def tilt(by: float) -> tuple[float, float]:
        if by <= 0:
            return (1 + by) / kinds, ((1 + by) / kinds) ** 2
        weights = [(exp(by * (step - _LEAD)), amount) for step, amount in steps.items()]
        whole = sum(weight * amount for weight, amount in weights)
        shares = [(weight / whole, amount) for weight, amount in weights]
        return sum(share**2 * amount for share, amount in shares), sum(share**3 * amount for share, amount in shares)

    return tilt


def _halve(holds: Callable[[float], bool], inside: float, outside: float) -> float:
    """Where on the way from inside to outside it no longer holds."""
    if holds(outside):
        return outside
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if holds(middle) else (inside, middle)
    return inside
