"""Example I: what is one chain and what is not, through the database and the command."""

from typing import Any

import pytest
from tests.worked import find, say

ON_30_SEPTEMBER = "2025-09-30T12:00:00+02:00"
ON_6_OCTOBER = "2025-10-06T12:00:00+02:00"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_merge")]


def report(as_of: str) -> dict[str, Any]:
    return say("report", "--month", "2025-09", "--as-of", as_of)


def test_five_of_seven_chains_were_settled_at_once() -> None:
    fcr = find(report(ON_30_SEPTEMBER), "fcr_chain")
    assert (fcr["value"], fcr["n"]) == (5 / 7, 7)


def test_a_promise_or_a_transfer_is_not_strictly_at_once() -> None:
    assert find(report(ON_30_SEPTEMBER), "fcr_strict")["value"] == 3 / 7


def test_spam_and_our_own_call_are_no_contacts() -> None:
    month = report(ON_30_SEPTEMBER)
    assert find(month, "volume")["value"] == 10
    assert find(month, "repeat_rate")["value"] == 0.2


def test_a_chain_is_judged_when_a_week_has_passed() -> None:
    fcr = find(report(ON_6_OCTOBER), "fcr_chain")
    assert (fcr["value"], fcr["n"]) == (0.75, 8)


def test_what_starts_later_does_not_exist_yet() -> None:
    assert find(report("2025-09-02T12:00:00+02:00"), "volume")["value"] == 3


def test_before_the_merge_two_people_asked_once(before_merge: dict[str, Any]) -> None:
    fcr = find(before_merge, "fcr_chain")
    assert (fcr["value"], fcr["n"]) == (7 / 8, 8)
