"""Looking every week before the end does not make a fix that does nothing look good."""

from math import sqrt

import pytest
from scipy import stats
from tests import fixture_a
from tests.analysis.rows import weeks

from wortel.analysis.effect import WeeklySeries, compare_weeks, look_level

B = WeeklySeries.from_json(fixture_a.effect_b())


def first_weeks(seen: int) -> WeeklySeries:
    return WeeklySeries(
        orders_pre=B.orders_pre, topic_pre=B.topic_pre, control_pre=B.control_pre,
        orders_post=B.orders_post[:seen], topic_post=B.topic_post[:seen], control_post=B.control_post[:seen],
    )  # fmt: skip


def test_the_limit_is_that_of_o_brien_and_fleming_for_looking_without_pause() -> None:
    share = (1 / 26 + 1 / 12) / (1 / 26 + 1 / 6)
    beyond = 2 * stats.norm.sf(stats.norm.isf(0.005) / sqrt(share))
    assert 1 - look_level(weeks_before=26, weeks_seen=6, weeks_planned=12) == pytest.approx(beyond)


def test_each_look_asks_less_than_the_one_before_and_the_end_is_judged_plainly() -> None:
    levels = [look_level(weeks_before=26, weeks_seen=seen, weeks_planned=12) for seen in range(4, 13)]
    assert levels == sorted(levels, reverse=True)
    assert levels[-2] > 0.99
    assert levels[-1] == 0.95


@pytest.mark.parametrize("seen", [0, 1, 3])
def test_before_four_weeks_a_look_is_as_strict_as_after_four(seen: int) -> None:
    level = look_level(weeks_before=26, weeks_seen=seen, weeks_planned=12)
    assert level == look_level(weeks_before=26, weeks_seen=4, weeks_planned=12)


def test_a_measurement_without_weeks_before_it_still_has_a_level() -> None:
    assert 0.95 <= look_level(weeks_before=0, weeks_seen=5, weeks_planned=12) < 1


def test_an_early_look_has_the_same_ratio_and_a_wider_interval() -> None:
    level = look_level(weeks_before=26, weeks_seen=6, weeks_planned=12)
    plain, look = compare_weeks(first_weeks(6)).headline, compare_weeks(first_weeks(6), level=level).headline
    assert plain is not None
    assert look is not None
    assert look.ratio == plain.ratio
    assert plain.low is not None
    assert plain.high is not None
    assert look.low is not None
    assert look.high is not None
    assert look.low < plain.low < plain.high < look.high
    assert (plain.se, plain.freedom) == (look.se, look.freedom)


def test_the_new_invoice_is_so_good_that_four_weeks_are_enough() -> None:
    level = look_level(weeks_before=26, weeks_seen=4, weeks_planned=12)
    assert compare_weeks(first_weeks(4), level=level).verdict == "works"


def test_what_would_just_do_at_the_end_does_not_do_at_an_early_look() -> None:
    series = weeks(100, 90, pre=26, post=6)
    assert compare_weeks(series).verdict == "works"
    level = look_level(weeks_before=26, weeks_seen=6, weeks_planned=12)
    assert compare_weeks(series, level=level).verdict == "too_early"


def test_few_contacts_are_looked_at_exactly_and_as_strictly() -> None:
    series = weeks(2, 0.75, pre=26, post=12)
    assert compare_weeks(series).verdict == "works"
    level = look_level(weeks_before=26, weeks_seen=12, weeks_planned=24)
    look = compare_weeks(series, level=level)
    assert look.verdict == "too_early"
    assert look.topic is not None
    low, high = stats.binomtest(9, 61).proportion_ci(level, "exact")
    odds = [share / (1 - share) * 26 / 12 for share in (low, high)]
    assert [look.topic.low, look.topic.high] == pytest.approx(odds)


def test_two_weeks_have_no_interval_that_a_computer_can_hold() -> None:
    series = WeeklySeries(orders_pre=[9, 9], topic_pre=[900, 1], orders_post=[9], topic_post=[90])
    look = compare_weeks(series, level=1 - 1e-7)
    assert look.topic is not None
    assert (look.topic.low, look.topic.high, look.verdict) == (None, None, "too_early")
