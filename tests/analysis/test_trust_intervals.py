"""Laws that any honest comparison obeys, and how often its interval is right."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.rates import test_poisson_2indep as poisson_p_value
from tests import fixture_a
from tests.analysis.rows import weeks

from wortel.analysis.effect import Effect, WeeklySeries, compare_counts, compare_weeks

B = WeeklySeries.from_json(fixture_a.effect_b())


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.2, 5))
def test_the_exact_interval_agrees_with_the_exact_test(before: int, after: int, growth: float) -> None:
    assume(before)
    ratio = compare_counts(before, after, 1_000, 1_000 * growth)
    p = poisson_p_value(after, growth, before, 1, method="exact-cond").pvalue
    # The test sums what is no likelier, the interval halves the tails: they may differ only near the border.
    assume(not 0.02 < p < 0.12)
    assert (p > 0.05) == (ratio.low <= 1 <= ratio.high)  # type: ignore[operator]  # an exact ratio has limits


@given(st.integers(2, 50))
def test_counting_orders_in_another_unit_changes_nothing(factor: int) -> None:
    orders = {name: [o * factor for o in getattr(B, name)] for name in ("orders_pre", "orders_post")}
    scaled = replace(B, **orders)
    assert _close(compare_weeks(scaled), compare_weeks(B))


@given(st.lists(st.integers(1, 80), min_size=16, max_size=30), st.integers(4, 12))
@settings(max_examples=50)
def test_a_fix_undone_gives_the_inverse(counts: list[int], post: int) -> None:
    pre = counts[:-post]
    there = WeeklySeries(orders_pre=[9] * len(pre), topic_pre=pre, orders_post=[9] * post, topic_post=counts[-post:])
    back = WeeklySeries(orders_pre=[9] * post, topic_pre=counts[-post:], orders_post=[9] * len(pre), topic_post=pre)
    assert compare_weeks(there).topic.ratio == pytest.approx(1 / compare_weeks(back).topic.ratio)  # type: ignore[union-attr]


@given(st.permutations(range(12)))
@settings(max_examples=30)
def test_the_order_of_weeks_moves_only_their_resemblance(order: list[int]) -> None:
    mixed = replace(
        B,
        orders_post=[B.orders_post[n] for n in order],
        topic_post=[B.topic_post[n] for n in order],
        control_post=[B.control_post[n] for n in order],
    )
    one, other = compare_weeks(B), compare_weeks(mixed)
    assert one.headline is not None
    assert other.headline is not None
    assert other.headline.ratio == pytest.approx(one.headline.ratio)
    assert other.topic is not None
    assert other.topic.phi == pytest.approx(1.2939, abs=1e-4)


def test_an_interval_of_a_fix_that_does_nothing_covers_one_about_95_times_in_100() -> None:
    covered = _coverage(600, _steady_world)
    assert 0.945 <= covered <= 0.99


def test_the_same_numbers_without_extra_variation_would_be_too_sure() -> None:
    assert _coverage(400, _restless_world) >= 0.92


def _coverage(worlds: int, draw: Callable[[Random], list[int]]) -> float:
    random, covered = Random(7), 0
    for _ in range(worlds):
        counts = draw(random)
        topic = compare_weeks(replace(weeks(1, 1), topic_pre=counts[:26], topic_post=counts[26:])).topic
        covered += (
            topic is not None and topic.low is not None and topic.high is not None and topic.low <= 1 <= topic.high
        )
    return covered / worlds


def _steady_world(random: Random) -> list[int]:
    return [_poisson(random, 30) for _ in range(38)]


def _restless_world(random: Random) -> list[int]:
    return [_poisson(random, 30 * random.gammavariate(50, 1 / 50)) for _ in range(38)]


def _poisson(random: Random, mean: float) -> int:
    """How many exponential waits fit in one week."""
    count, passed = -1, 0.0
    while passed < mean:
        passed += random.expovariate(1)
        count += 1
    return count


def _close(one: Effect, other: Effect) -> bool:
    return one.as_json() == pytest.approx(other.as_json())
