"""Which verdict a fix gets, and what `wortel effect` answers at the borders."""

from dataclasses import replace

import pytest
from scipy import stats
from tests import fixture_a
from tests.analysis.rows import weeks

from wortel.analysis.effect import UnevenWeeks, WeeklySeries, compare_weeks, contacts_needed

B = WeeklySeries.from_json(fixture_a.effect_b())
KEYS = [
    *("rr", "rr_low", "rr_high", "control_rr", "controlled_rr", "controlled_low", "controlled_high"),
    *("avoided", "avoided_low", "avoided_high", "phi", "rho", "verdict", "mde"),
]


def test_the_answer_has_the_promised_keys() -> None:
    assert [*compare_weeks(B).as_json()] == KEYS
    assert [*compare_weeks(weeks(0, 5)).as_json()] == KEYS


@pytest.mark.parametrize(
    ("series", "verdict"),
    [
        (weeks(100, 50), "works"),
        (weeks(50, 100), "worse"),
        (weeks(1_000, 1_000), "no_effect"),
        (weeks(1_000, 960), "works"),  # inside 0.90 to 1.10, yet surely below 1
        (weeks(10, 10), "too_early"),
        (weeks(100, 50, pre=11), "too_early"),
        (weeks(100, 50, pre=12), "works"),
        (weeks(100, 50, post=3), "too_early"),
        (weeks(100, 50, post=4), "works"),
        (weeks(3, 0), "works"),
        (weeks(0, 3), "too_early"),
        (weeks(1_000, 500, control=(2_000, 1_000)), "no_effect"),  # everything halved, so the fix did nothing
        (weeks(100, 100, control=(100, 200)), "works"),
    ],
)
def test_the_verdict_follows_the_interval(series: WeeklySeries, verdict: str) -> None:
    assert compare_weeks(series).verdict == verdict


def test_raw_numbers_may_fall_while_nothing_happened() -> None:
    quiet = replace(weeks(1_000, 600, control=(2_000, 1_200)), orders_post=[600] * 12)
    effect = compare_weeks(quiet)
    assert effect.topic is not None
    assert (round(effect.topic.ratio, 4), effect.verdict) == (1.0, "no_effect")


def test_nothing_before_has_no_ratio() -> None:
    assert compare_weeks(weeks(0, 5)).as_json() == dict.fromkeys(KEYS) | {"verdict": "too_early"}


def test_nothing_after_spared_everything_that_was_to_come() -> None:
    answer = compare_weeks(weeks(2, 0)).as_json()
    assert (answer["rr"], answer["rr_low"], answer["verdict"]) == (0.0, 0.0, "works")
    assert answer["avoided"] == pytest.approx(24)
    assert answer["avoided_low"] == pytest.approx(stats.chi2.ppf(0.025, 104) / 2 * 12 / 26)


def test_few_weeks_still_give_their_numbers() -> None:
    answer = compare_weeks(weeks(100, 50, pre=3, post=2)).as_json()
    assert (answer["rr"], answer["verdict"]) == (0.5, "too_early")
    assert answer["rr_low"] is not None


def test_one_week_on_each_side_gives_a_ratio_without_an_interval() -> None:
    answer = compare_weeks(weeks(100, 50, pre=1, post=1)).as_json()
    assert (answer["rr"], answer["rr_low"], answer["mde"]) == (0.5, None, None)


@pytest.mark.parametrize("control", [None, (0, 50), (50, 0)])
def test_without_a_control_the_plain_ratio_decides(control: tuple[int, int] | None) -> None:
    answer = compare_weeks(weeks(100, 50, control=control)).as_json()
    assert (answer["control_rr"], answer["controlled_rr"], answer["verdict"]) == (None, None, "works")


def test_below_thirty_contacts_the_plain_ratio_decides_exactly() -> None:
    effect = compare_weeks(weeks(10, 2, control=(100, 50)))
    assert (effect.controlled, effect.verdict) == (None, "works")
    assert effect.as_json()["control_rr"] == 0.5
    assert effect.as_json()["mde"] is None


@pytest.mark.parametrize(
    "change",
    [{"topic_pre": [1]}, {"control_post": [1]}, {"orders_pre": [-1] * 26}, {"topic_post": [float("nan")] * 12}],
)
def test_uneven_weeks_are_refused(change: dict[str, list[float]]) -> None:
    with pytest.raises(UnevenWeeks):
        replace(weeks(100, 50, control=(100, 50)), **change)


def test_the_smallest_visible_reduction_is_about_what_would_just_be_seen() -> None:
    mde = compare_weeks(weeks(30, 30)).mde
    assert mde is not None
    assert 0.10 < mde < 0.20


# total contacts before the fix, for equal, half and a third of the exposure after it
@pytest.mark.parametrize(
    ("reduction", "table"),
    [
        (0.1, (1_493, 2_279, 3_064)),
        (0.2, (355, 552, 749)),
        (0.3, (150, 238, 327)),
        (0.5, (50, 82, 115)),
        (0.7, (24, 42, 60)),
        (0.8, (19, 34, 49)),
    ],
)
def test_the_contacts_needed_are_those_of_the_table(reduction: float, table: tuple[int, ...]) -> None:
    assert tuple(contacts_needed(reduction, post_per_pre=m) for m in (1, 1 / 2, 1 / 3)) == table
