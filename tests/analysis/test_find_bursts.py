"""Example E, when an alarm is raised, and what it does to later days."""

from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests
from tests import fixture_a

from wortel.analysis.bursts import Alarm, find_bursts, judge_day, read_days
from wortel.analysis.bursts.days import rank_surprises

MONDAY = date(2025, 6, 30)
# day: count, 3 days with p, 7 days with p, alarm
EXAMPLE_E = {
    1: (2, (4, ".353"), (9, ".278"), False),
    2: (3, (7, ".0375"), (11, ".111"), False),
    3: (2, (7, ".0375"), (11, ".111"), False),
    4: (4, (9, ".00495"), (14, ".0184"), False),
    5: (3, (9, ".00495"), (16, ".00434"), False),
    6: (5, (12, "1.30e-4"), (21, "5.87e-5"), True),
    7: (4, (12, "1.30e-4"), (23, "8.31e-6"), True),
}


@pytest.mark.parametrize("day", EXAMPLE_E)
def test_each_day_of_example_e(day: int) -> None:
    count, three, seven, alarm = EXAMPLE_E[day]
    found = judge_day(fixture_a.counts_e(), 62 + day)
    assert [surprise.count for surprise in found] == [count, three[0], seven[0]]
    assert [surprise.expected for surprise in found] == [1.0, 3.0, 7.0]
    for surprise, (_, p) in zip(found[1:], (three, seven), strict=True):
        assert surprise.p == pytest.approx(float(p), rel=0.005)
    assert any(surprise.is_alarm for surprise in found) is alarm


def test_one_day_alone_would_have_said_nothing() -> None:
    assert judge_day(fixture_a.counts_e(), 68)[0].p == pytest.approx(0.00408, rel=0.005)


def test_a_topic_that_jumps_is_found_and_called_first_once() -> None:
    alarms = _find({"late": _flat(70, {66: 15, 67: 15}), "other": _flat(70), "third": _flat(70)})
    assert {alarm.topic for alarm in alarms} == {"late"}
    assert [(alarm.day - MONDAY).days for alarm in alarms if alarm.first] == [66]
    assert alarms[0].as_json() == {
        "date": "2025-09-04",
        "topic": "late",
        "window": 1,
        "count": 15,
        "expected": pytest.approx(2, abs=0.3),
        "p": pytest.approx(0, abs=1e-6),
        "first": True,
    }


def test_after_seven_quiet_days_an_alarm_is_first_again() -> None:
    alarms = _find({"late": _flat(100, {66: 20, 90: 20}), "other": _flat(100)})
    assert [(alarm.day - MONDAY).days for alarm in alarms if alarm.first] == [66, 90]


def test_before_63_days_nothing_is_judged() -> None:
    jump = dict.fromkeys(range(55, 63), 30)
    assert _find({"late": _flat(63, jump)}) == []
    assert judge_day(_flat(63, jump), 62) == ()


def test_two_contacts_are_never_a_burst() -> None:
    assert _find({"rare": [0] * 69 + [2], "other": _flat(70)}) == []


def test_three_contacts_on_a_silent_topic_are() -> None:
    assert [alarm.count for alarm in _find({"rare": [0] * 69 + [3], "other": _flat(70)})] == [3]


def test_a_lasting_new_level_becomes_the_level() -> None:
    days = 63 + 120
    alarms = _find({"late": [2] * 63 + [12] * 120, "other": [2] * days})
    alarmed = [(alarm.day - MONDAY).days for alarm in alarms]
    assert alarmed[:28] == list(range(63, 91))
    assert max(alarmed) < 63 + 56 + 28


def test_an_alarm_does_not_raise_the_bar_for_the_next_one() -> None:
    twice = _find({"late": [2] * 63 + [12] * 5 + [2] * 20 + [12] * 3, "other": [2] * 91})
    assert [(alarm.day - MONDAY).days for alarm in twice if alarm.first] == [63, 88]


def test_a_busy_weekday_is_no_burst() -> None:
    weekly = [1, 1, 1, 1, 12, 1, 1] * 10
    assert _find({"late": weekly, "other": weekly}) == []


def test_many_orders_explain_many_contacts() -> None:
    counts = _flat(70, {66: 16, 67: 16, 68: 16})
    rows = [(MONDAY + timedelta(days=day), "late", count) for day, count in enumerate(counts)]
    orders = {MONDAY + timedelta(days=day): 800.0 if day in (66, 67, 68) else 100.0 for day in range(70)}
    assert find_bursts(read_days(rows, orders)) == []
    assert find_bursts(read_days(rows, dict.fromkeys(orders, 100.0))) != []


def test_a_holiday_counts_as_a_sunday() -> None:
    thursday = MONDAY + timedelta(days=66)
    weekly = [1, 1, 1, 1, 1, 1, 14] * 9 + [1, 1, 1, 14, 1, 1, 14]
    rows = [(MONDAY + timedelta(days=day), "closed", count) for day, count in enumerate(weekly)]
    assert find_bursts(read_days(rows))[0].day == thursday
    assert thursday not in [alarm.day for alarm in find_bursts(read_days(rows), holidays=[thursday])]


def test_without_rows_there_is_nothing_to_find() -> None:
    assert find_bursts(read_days([])) == []


@pytest.mark.parametrize(("count", "day"), [(3, 63), (8, 65), (1, 69)])
def test_the_tail_is_the_negative_binomial_of_the_definition(count: int, day: int) -> None:
    history = [Random(5).randrange(6) for _ in range(63)]
    series = [*history, *[2] * 7]
    series[day] = count
    h = np.array(series[day - 63 : day - 7])
    rate = h.mean()
    phi = max(1, ((h - rate) ** 2 / rate).sum() / 55)
    variance = phi * rate + rate**2 * phi / h.sum()
    expected = stats.nbinom.sf(count - 1, rate**2 / (variance - rate), rate / variance)
    assert judge_day(series, day)[0].p == pytest.approx(expected)


@given(st.lists(st.floats(1e-9, 1), min_size=1, max_size=40))
def test_the_ranking_is_that_of_benjamini_and_hochberg(p: list[float]) -> None:
    assert rank_surprises(np.array(p)) == pytest.approx(multipletests(p, method="fdr_bh")[1])


@given(st.integers())
@settings(max_examples=10)
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    rows = [
        (MONDAY + timedelta(days=day), topic, count)
        for topic, counts in (("late", _flat(72, {66: 15})), ("other", _flat(72)))
        for day, count in enumerate(counts)
    ]
    assert find_bursts(read_days(Random(seed).sample(rows, len(rows)))) == find_bursts(read_days(rows))


def test_false_alarms_stay_within_one_a_day_per_200_topics() -> None:
    random = np.random.default_rng(11)
    week = np.array([1.2, 1.1, 1.0, 1.0, 0.9, 0.6, 0.4])
    counts = random.poisson(np.tile(week, 12), (400, 84))
    rows = [(MONDAY + timedelta(days=d), f"{t:03}", int(n)) for t, row in enumerate(counts) for d, n in enumerate(row)]
    alarms = find_bursts(read_days(rows))
    judged_days = 84 - 63
    assert len(alarms) / judged_days / 2 <= 1


def _flat(days: int, jumps: dict[int, int] | None = None) -> list[int]:
    """Two contacts a day, give or take one, but for the jumps."""
    return [(jumps or {}).get(day, (2, 1, 3)[day % 3]) for day in range(days)]


def _find(topics: dict[str, list[int]]) -> list[Alarm]:
    return find_bursts(
        read_days(
            (MONDAY + timedelta(days=day), topic, count)
            for topic, counts in topics.items()
            for day, count in enumerate(counts)
        )
    )
