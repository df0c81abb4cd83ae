"""Example A1: which reasons came over which channels."""

from collections import Counter

import pytest
from tests import fixture_a
from tests.analysis.rows import chains_a, contacts_a

VOLUME = {
    "R1": ((1000, 180, 60, 0, 0, 0, 10), "31.25"),
    "R2": ((500, 200, 250, 150, 0, 20, 0), "28.00"),
    "R3": ((300, 60, 40, 60, 0, 40, 0), "12.50"),
    "R4": ((250, 150, 50, 0, 100, 0, 0), "13.75"),
    "R5": ((150, 100, 150, 0, 200, 0, 0), "15.00"),
    "R6": ((200, 50, 200, 0, 0, 0, 0), "11.25"),
    "R7": ((100, 20, 80, 50, 0, 0, 0), "6.25"),
    "R8": ((200, 30, 0, 0, 50, 0, 0), "7.00"),
}


@pytest.mark.parametrize("reason", VOLUME)
def test_each_reason_came_in_over_these_channels(reason: str) -> None:
    expected, per_thousand = VOLUME[reason]
    counted = Counter(contact.channel for chain in chains_a() for contact in chain.contacts if chain.reason == reason)
    assert tuple(counted[channel] for channel in fixture_a.CHANNELS.values()) == expected
    assert f"{counted.total() / fixture_a.ORDERS_A * 1000:.2f}" == per_thousand


def test_callers_who_gave_up_are_no_volume() -> None:
    assert len(contacts_a()) == 5_300
    assert sum(contact.is_counted for contact in contacts_a()) == 5_000


def test_the_month_has_forty_thousand_orders_of_which_each_caller_has_one() -> None:
    orders = fixture_a.orders_a(fixture_a.contacts_a())
    assert len({row["order"] for row in orders}) == 40_000
    assert {chain.customer for chain in chains_a()} <= {row["customer"] for row in orders}


def test_the_weeks_of_september_are_those_of_the_effect_example() -> None:
    weeks = Counter[tuple[str, int]]()
    for chain in chains_a():
        for contact in chain.contacts:
            kind = {"R1": "topic"}.get(chain.reason, "control" if chain.reason > "R4" else "other")
            weeks[kind, (contact.started_at.day - 1) // 7] += 1
    assert [weeks["topic", week] for week in range(4)] == fixture_a.effect_b()["topic_pre"][21:25]
    assert [weeks["control", week] for week in range(4)] == fixture_a.effect_b()["control_pre"][21:25]
