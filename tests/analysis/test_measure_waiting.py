"""Example A4: the telephone, and why one service level has three values."""

from dataclasses import replace

import pytest
from tests.analysis.rows import contacts_a, make_contact, priced_a

from wortel.analysis.intervals import Estimate
from wortel.analysis.waiting import Waiting, measure_waiting


def waiting_a() -> Waiting:
    return measure_waiting(contacts_a(), answer_within=30)


def test_three_thousand_calls_were_offered() -> None:
    waiting = waiting_a()
    assert (waiting.offered, waiting.answered, waiting.abandoned, waiting.short_abandoned) == (3_000, 2_700, 300, 60)
    assert (waiting.in_time, waiting.waited_seconds, waiting.asa) == (2_160, 129_600, 48.0)


def test_the_same_calls_give_three_service_levels() -> None:
    waiting = waiting_a()
    assert [_percent(one) for one in (waiting.sl, waiting.sl_of_answered, waiting.sl_without_short)] == [
        "72.00%",
        "80.00%",
        "73.47%",
    ]


def test_one_in_ten_gave_up() -> None:
    assert (_percent(waiting_a().abandon), _percent(waiting_a().abandon_without_short)) == ("10.00%", "8.16%")


def test_one_in_seven_was_passed_on() -> None:
    waiting = waiting_a()
    share = waiting.transfer
    assert f"{share.value:.2%} [{share.low:.2%}, {share.high:.2%}]" == "14.81% [13.52%, 16.20%]"
    assert (waiting.transferred, waiting.transfers, waiting.most_transfers) == (400, 580, 6)
    assert f"{waiting.mean_transfers:.4f}" == "0.2148"


def test_the_telephone_took_customers_384_hours() -> None:
    minutes = float(sum(one.minutes for one in priced_a() if one.contact.channel == "phone"))
    assert (minutes, f"{minutes / 2_700:.2f}", f"{minutes / 60:.2f}") == (20_900, "7.74", "348.33")
    assert waiting_a().waited_seconds / 3600 == 36.0


@pytest.mark.parametrize(("seconds", "in_time"), [(20.0, 1), (20.1, 0)])
def test_in_time_is_within_twenty_seconds_unless_told_otherwise(seconds: float, in_time: int) -> None:
    assert measure_waiting([replace(make_contact("1"), wait_seconds=seconds)]).in_time == in_time


@pytest.mark.parametrize(("seconds", "short"), [(5.0, 1), (5.1, 0)])
def test_hanging_up_within_five_seconds_is_short(seconds: float, short: int) -> None:
    gone = replace(make_contact("1"), wait_seconds=seconds, answered=False)
    assert measure_waiting([gone]).short_abandoned == short


def test_only_inbound_calls_count() -> None:
    call = make_contact("1")
    others = [replace(call, channel="chat"), replace(call, direction="out"), replace(call, spam=True)]
    waiting = measure_waiting(others)
    assert (waiting.offered, waiting.asa, waiting.sl.value, waiting.mean_transfers) == (0, None, None, None)


def _percent(share: Estimate) -> str:
    return f"{share.value:.2%}"
