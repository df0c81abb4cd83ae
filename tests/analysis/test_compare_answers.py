"""The limits of the chance that two customers heard different things hold it as often as they say."""

import random
from collections import Counter
from collections.abc import Sequence
from functools import cache
from math import comb

import pytest

from wortel.analysis.consistency import compare_answers

SIZES = (20, 50, 200)
DRAWS = 600


@cache
def limits(*counts: int) -> tuple[float, float]:
    found = compare_answers({str(place): count for place, count in enumerate(counts)}).different
    assert found.low is not None
    assert found.high is not None
    return found.low, found.high


def holds(chance: float, *counts: int) -> bool:
    low, high = limits(*sorted(counts))
    return low <= chance + 1e-6 and chance <= high + 1e-6


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("share", [0.03, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.45, 0.5])
def test_of_two_answers_95_in_100_limits_hold_the_true_chance(share: float, n: int) -> None:
    within = sum(
        comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1) if holds(2 * share * (1 - share), k, n - k)
    )
    assert 0.92 < within < 0.985


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize(
    "shares", [(0.56, 0.24, 0.16, 0.04), (0.8, 0.15, 0.05), (0.45, 0.45, 0.1), (0.2,) * 5, (0.5, *[0.01] * 50)], ids=str
)
def test_of_more_answers_at_least_nine_in_ten(shares: Sequence[float], n: int) -> None:
    draw = random.Random(f"{shares} {n}")
    drawn = (Counter(draw.choices(range(len(shares)), shares, k=n)) for _ in range(DRAWS))
    within = sum(holds(1 - sum(share**2 for share in shares), *counts.values()) for counts in drawn)
    assert within > 0.9 * DRAWS


def test_what_was_found_lies_within_its_limits() -> None:
    for counts in ((10, 10), (1, 19), (5, 5, 5, 5), (2, *[1] * 18), (1,) * 20, (700, 300, 200, 50)):
        low, high = limits(*counts)
        n = sum(counts)
        assert 0 <= low <= 1 - sum(count * (count - 1) for count in counts) / (n * (n - 1)) <= high <= 1
