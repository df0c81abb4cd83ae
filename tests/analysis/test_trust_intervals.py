"""Laws that any honest comparison obeys, and how often its interval is right."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.truth._returning import is_back_all, learn
from benchmarks.truth._worlds import (
    Cell,
    compare_all,
    find_works,
    find_works_alone,
    hold_against,
    make_weeks,
    series_of,
)
from benchmarks.truth.effect import find_power, know_by, look_weekly, score_cell
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.rates import test_poisson_2indep as poisson_p_value
from tests import fixture_a

from wortel.analysis.effect import Effect, WeeklySeries, compare_counts, compare_weeks
from wortel.problems.rules import Level, is_back

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


@pytest.mark.parametrize("cell", [Cell(30, 0.02, 0.4), Cell(300, 0.05, 0.4, 0.8), Cell(40, topics=4, ratio=0.5)])
def test_the_campaign_judges_as_the_product_does(cell: Cell) -> None:
    weeks = make_weeks(cell, 25, np.random.default_rng(5))
    middle, se, _ = hold_against(weeks, cell.after)
    topic, works = compare_all(weeks.topic, cell.before, cell.after), find_works(weeks, cell.after, 0.99)
    for world in range(25):
        effect = compare_weeks(series_of(weeks, world), level=0.99)
        assert effect.controlled is not None
        assert effect.topic is not None
        assert np.exp(middle[world]) == pytest.approx(effect.controlled.ratio)
        assert se[world] == pytest.approx(effect.controlled.se)
        assert (topic.phi[world], topic.rho[world]) == pytest.approx((effect.topic.phi, effect.topic.rho))
        assert works[world] == (effect.verdict == "works")


def test_the_campaign_judges_few_contacts_as_the_product_does() -> None:
    weeks = make_weeks(Cell(1.5, ratio=0.3), 60, np.random.default_rng(5))
    works = find_works_alone(weeks, 12)
    alone = [replace(series_of(weeks, world), control_pre=(), control_post=()) for world in range(60)]
    assert [compare_weeks(series).verdict == "works" for series in alone] == works.tolist()
    assert 0 < works.sum() < 60


def test_the_campaign_opens_causes_as_the_product_does() -> None:
    random = np.random.default_rng(3)
    before, after = random.poisson(40, (4, 26)).astype(float), random.poisson([[0.5], [3], [9], [30]], (4, 12))
    levels = learn(before, after.astype(float))
    counts = np.tile(np.arange(80.0), (4, 1))
    told = [
        [is_back(n, Level(levels.mean[one], levels.seen[one], levels.phi[one])) for n in range(80)] for one in range(4)
    ]
    assert is_back_all(counts, levels).tolist() == told


@pytest.mark.parametrize(
    ("cell", "least"),
    [
        (Cell(30), 0.93),
        (Cell(30, 0.02), 0.93),
        (Cell(300, 0.02), 0.93),
        (Cell(30, 0.02, 0.4), 0.92),
        (Cell(300, 0.02, 0.4), 0.91),
        (Cell(300, 0.05, 0.4), 0.91),
    ],
)
def test_the_interval_holds_the_truth_about_as_often_as_it_says(cell: Cell, least: float) -> None:
    score = score_cell(cell, worlds=4_000, seed=7)
    assert least <= score.controlled <= 0.98


def test_without_extra_variation_the_interval_would_be_far_too_sure() -> None:
    score = score_cell(Cell(300, 0.02), worlds=2_000, seed=7)
    assert score.poisson < 0.65 < 0.93 < score.quasi <= score.chosen


@pytest.mark.parametrize("cell", [Cell(30), Cell(30, 0.02, 0.4), Cell(300, 0.02, 0.4), Cell(300, 0.05, 0.4)])
def test_looking_every_week_seldom_praises_a_fix_that_does_nothing(cell: Cell) -> None:
    looks = look_weekly(cell, worlds=4_000, seed=7)
    assert looks.shown <= 0.05
    assert looks.early <= 0.02
    assert looks.plain > looks.shown + 0.01


def test_a_fix_that_halves_is_mostly_seen_before_the_end() -> None:
    by = know_by(Cell(30, 0.02, ratio=0.5), worlds=2_000, seed=7)
    assert by == sorted(by)
    assert by[4] > 0.85
    assert by[-1] > 0.99


@pytest.mark.parametrize(("reduction", "contacts"), [(0.2, 355), (0.3, 150)])
def test_with_the_contacts_of_the_table_a_fix_is_seen_three_times_in_four(reduction: float, contacts: int) -> None:
    assert 0.70 <= find_power(reduction, 24, contacts, worlds=4_000, seed=7) < 0.80
    assert find_power(reduction, 24, 1.2 * contacts, worlds=4_000, seed=7) > 0.78


def _close(one: Effect, other: Effect) -> bool:
    return one.as_json() == pytest.approx(other.as_json())
