"""The planted world: the same seed and day give the same contacts, and its fixes do what they are said to do."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from benchmarks.truth._planted import FIXED, first_right, weekly

from wortel.analysis.bursts import find_bursts, read_days
from wortel.analysis.effect import compare_weeks
from wortel.demo.world.build import build
from wortel.demo.world.plan import EMERGING, Calendar, Cause
from wortel.demo.world.remaining import is_cause_open
from wortel.demo.world.season import Season
from wortel.demo.world.topics import TOPIC

ZONE = ZoneInfo("Europe/Amsterdam")
TODAY = date(2026, 3, 4)


def test_the_same_seed_and_day_give_the_same_world() -> None:
    def told() -> list[object]:
        world = build(7, TODAY, ZONE)
        first = world.calendar.start
        return [(world.orders_of(day), world.contacts_of(day)) for day in world.days(first, first + timedelta(days=40))]

    assert told() == told()


def test_another_seed_gives_another_world() -> None:
    first, second = (build(seed, TODAY, ZONE).contacts_of(TODAY - timedelta(days=300)) for seed in (1, 2))
    assert [said.customer for said in first] != [said.customer for said in second]


@pytest.mark.parametrize("cause", FIXED, ids=lambda cause: cause.problem)
@pytest.mark.parametrize("seed", [1, 2, 3, 2026])
@pytest.mark.parametrize("today", [TODAY, date(2026, 11, 21), date(2027, 1, 1)])
def test_a_planted_fix_is_judged_as_it_was_planted(cause: Cause, seed: int, today: date) -> None:
    effect = compare_weeks(weekly(Season(seed, Calendar(today)), cause))
    assert effect.verdict == cause.verdict
    assert effect.controlled is not None
    assert effect.controlled.ratio == pytest.approx(cause.true_rr, abs=0.05)


@pytest.mark.parametrize("cause", FIXED, ids=lambda cause: cause.problem)
@pytest.mark.parametrize("seed", [1, 5, 2026])
def test_no_weekly_look_at_a_planted_fix_says_otherwise(cause: Cause, seed: int) -> None:
    first, is_wrong = first_right(weekly(Season(seed, Calendar(TODAY)), cause), cause)
    assert first is not None
    assert not is_wrong


def test_raw_numbers_fall_after_the_fix_that_did_nothing() -> None:
    idle = next(cause for cause in FIXED if cause.verdict == "no_effect")
    series = weekly(Season(1, Calendar(TODAY)), idle)
    before, after = sum(series.topic_pre) / 26, sum(series.topic_post) / len(series.topic_post)
    assert after < 0.9 * before


def test_the_emerging_topic_rises_in_the_last_days() -> None:
    season = Season(1, Calendar(TODAY))
    counts = [season.contacts_on(TOPIC[EMERGING], TODAY - timedelta(days=back)) for back in range(6)]
    earlier = [season.contacts_on(TOPIC[EMERGING], TODAY - timedelta(days=back)) for back in range(6, 60)]
    assert sum(counts) > 15
    assert max(earlier) <= 1


@pytest.mark.parametrize("seed", range(1, 8))
def test_the_emerging_topic_raises_an_alarm_whatever_day_it_is(seed: int) -> None:
    today = TODAY + timedelta(days=seed)
    season = Season(seed, Calendar(today))
    days = [today - timedelta(days=back) for back in range(77, 0, -1)]
    counts = [(day, code, season.contacts_on(TOPIC[code], day)) for day in days for code in TOPIC]
    found = find_bursts(read_days(counts, {day: season.orders_on(day) for day in days}))
    yesterday = [alarm.topic for alarm in found if alarm.day == days[-1]]
    assert yesterday == [EMERGING]


def test_the_emerging_cause_was_open_only_since_it_emerged() -> None:
    world = build(1, TODAY, ZONE)
    told = [said for day in world.days(TODAY - timedelta(days=60), TODAY) for said in world.contacts_of(day)]
    emerging = [said for said in told if said.topic == EMERGING]
    since = world.calendar.emerging_from
    assert {said.started_at.date() >= since for said in emerging} == {True, False}
    assert all(is_cause_open(said, world) == (said.started_at.date() >= since) for said in emerging)


def test_a_year_brings_some_twenty_thousand_contacts_over_seven_channels() -> None:
    world = build(1, TODAY, ZONE)
    channels: dict[str, int] = {}
    for day in world.days(world.calendar.start, TODAY):
        world.orders_of(day)
        for said in world.contacts_of(day):
            channels[said.channel] = channels.get(said.channel, 0) + 1
    assert len(channels) == 7
    assert 18_000 < sum(channels.values()) < 23_000
