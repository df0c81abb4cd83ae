"""Laws that any honest comparison obeys, and how often its interval is right."""

from dataclasses import replace

import pytest
from benchmarks.truth.effect import Cell, score_cell
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.rates import test_poisson_2indep as poisson_p_value
from tests import fixture_a

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


@pytest.mark.parametrize(
    ("cell", "least"),
    [
        (Cell(30), 0.95),
        (Cell(30, 0.02), 0.93),
        (Cell(300, 0.02, 0.4), 0.87),
        (Cell(300, 0.02, 0.0, 0.8), 0.93),
    ],
)
def test_the_interval_holds_the_truth_about_as_often_as_it_says(cell: Cell, least: float) -> None:
    score = score_cell(cell, worlds=400, seed=7)
    assert least <= score.chosen <= 0.995
    assert least <= score.controlled <= 0.995


def test_without_extra_variation_the_interval_would_be_far_too_sure() -> None:
    score = score_cell(Cell(300, 0.02), worlds=200, seed=7)
    assert score.poisson < 0.70 < 0.90 < score.quasi <= score.chosen


def test_a_fix_that_does_nothing_is_seldom_praised_and_one_that_halves_mostly() -> None:
    idle, halving = (score_cell(Cell(30, 0.02, ratio=ratio), worlds=200, seed=7) for ratio in (1.0, 0.5))
    assert idle.works + idle.worse <= 0.08
    assert halving.works >= 0.95


def _close(one: Effect, other: Effect) -> bool:
    return one.as_json() == pytest.approx(other.as_json())
