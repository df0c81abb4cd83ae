"""Example I and the rulings: where a chain begins, where it ends, and when it is judged."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import fixture_a
from tests.analysis.rows import read_contacts

from wortel.analysis.facts import Contact
from wortel.analysis.repeats import Chain, Tally, count_repeats, find_chains, settle_merges

MERGED = {"K3b": "K3"}
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOON = datetime(2025, 9, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=60)


def contact(key: str, start: datetime = NOON, minutes: int = 0, **known: Any) -> Contact:
    usual: dict[str, Any] = {"customer": "K1", "channel": "phone", "ended_at": start + timedelta(minutes=minutes)}
    return Contact(contact_id=key, started_at=start, **usual | known)


def test_the_borders_of_example_i() -> None:
    tally = _tally_i(merges=MERGED)
    assert (tally.singles, tally.strict_singles, tally.chains) == (5, 3, 7)
    assert (tally.contacts, tally.repeats, tally.immature) == (10, 2, 1)
    assert f"{tally.fcr_chain.value:.2%} {tally.fcr_strict.value:.2%} {tally.repeat_rate:.2%}" == "71.43% 42.86% 20.00%"


def test_before_the_merge_two_people_seem_helped() -> None:
    tally = _tally_i(merges={})
    assert (tally.singles, tally.chains, f"{tally.fcr_chain.value:.2%}") == (7, 8, "87.50%")


def test_a_week_later_the_young_chain_is_judged_too() -> None:
    tally = _tally_i(merges=MERGED, as_of=datetime(2025, 10, 6, tzinfo=AMSTERDAM))
    assert (tally.singles, tally.chains, f"{tally.fcr_chain.value:.2%}") == (6, 8, "75.00%")


def test_three_contacts_of_one_customer_are_two_chains() -> None:
    chains = find_chains(read_contacts(fixture_a.contacts_i()), as_of=fixture_a.AS_OF_I, merges=MERGED)
    assert [chain.route for chain in chains if chain.customer == "K1"] == [("phone", "email"), ("chat",)]


def test_the_window_runs_from_the_latest_close() -> None:
    long = contact("long", minutes=3 * 24 * 60)
    short = contact("short", NOON + timedelta(hours=1))
    back = contact("back", NOON + timedelta(days=10))
    assert [len(chain.contacts) for chain in find_chains([long, short, back], as_of=LATER)] == [3]


@pytest.mark.parametrize(("hours", "chains"), [(168, 1), (169, 2)])
def test_the_clock_change_does_not_stretch_the_window(hours: int, chains: int) -> None:
    before = datetime(2025, 10, 24, 10, tzinfo=AMSTERDAM)  # the clock goes back on the 26th
    after = (before.astimezone(UTC) + timedelta(hours=hours)).astimezone(AMSTERDAM)
    found = find_chains([contact("a", before), contact("b", after)], as_of=LATER)
    assert len(found) == chains


def test_a_chain_belongs_to_the_month_of_its_first_contact_here() -> None:
    # Half past midnight on the first in Amsterdam is still August in UTC.
    night = datetime(2025, 9, 1, 0, 30, tzinfo=AMSTERDAM)
    chains = find_chains([contact("a", night), contact("b", night - timedelta(hours=1))], as_of=LATER)
    august = count_repeats(chains, month="2025-08", zone=AMSTERDAM).total
    september = count_repeats(chains, month="2025-09", zone=AMSTERDAM).total
    assert august == Tally(contacts=1, chains=1)
    assert september == Tally(contacts=1, repeats=1)


def test_contacts_after_the_measuring_moment_do_not_exist() -> None:
    chains = find_chains([contact("a"), contact("b", NOON + timedelta(days=3))], as_of=NOON + timedelta(days=2))
    assert [len(chain.contacts) for chain in chains] == [1]


def test_a_contact_still_going_on_is_not_judged() -> None:
    going_on = find_chains([contact("a", ended_at=None)], as_of=LATER)
    closing_later = find_chains([contact("a", minutes=61 * 24 * 60)], as_of=LATER)
    assert [chain.is_mature for chain in (*going_on, *closing_later)] == [False, False]


def test_exactly_the_window_after_closing_a_chain_is_judged() -> None:
    week = NOON + timedelta(hours=168)
    assert find_chains([contact("a")], as_of=week)[0].is_mature
    assert not find_chains([contact("a")], as_of=week - timedelta(seconds=1))[0].is_mature


def test_an_unknown_customer_never_comes_back() -> None:
    assert len(find_chains([contact("a", customer=""), contact("b", customer="")], as_of=LATER)) == 2


def test_contacts_without_a_reason_are_chained_as_one() -> None:
    chains = find_chains([contact("a"), contact("b", NOON + timedelta(days=1))], as_of=LATER)
    assert [(chain.reason, len(chain.contacts)) for chain in chains] == [("", 2)]


@pytest.mark.parametrize(
    "known",
    [{"direction": "out"}, {"spam": True}, {"answered": False}, {"asked_by_us": True}],
    ids=lambda known: next(iter(known)),
)
def test_what_is_no_contact_makes_no_chain(known: dict[str, Any]) -> None:
    assert find_chains([contact("a", **known)], as_of=LATER) == []


def test_an_unanswered_mail_is_still_a_contact() -> None:
    assert len(find_chains([contact("a", channel="email", answered=False)], as_of=LATER)) == 1


def test_a_reason_may_have_a_longer_window() -> None:
    both = [contact("a", reason="invoice"), contact("b", NOON + timedelta(days=30), reason="invoice")]
    assert len(find_chains(both, as_of=LATER)) == 2
    assert len(find_chains(both, as_of=LATER, windows={"invoice": timedelta(days=35)})) == 1


def test_a_parent_reason_holds_everything_below_it_chained_apart() -> None:
    chains = find_chains([contact("a", reason="late"), contact("b", reason="lost")], as_of=LATER)
    by_reason = count_repeats(chains, parents={"late": "parcel", "lost": "parcel"}).by_reason
    assert by_reason["parcel"] == Tally(contacts=2, chains=2, singles=2, strict_singles=2)
    assert by_reason["late"].contacts == 1


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        contact("a", datetime(2025, 9, 1))  # noqa: DTZ001 - the missing zone is what is tested


@pytest.mark.parametrize("order", [("a", "b", "c"), ("c", "a", "b")])
def test_a_circle_of_merges_has_one_customer(order: tuple[str, ...]) -> None:
    circle = {"a": "b", "b": "c", "c": "a"}
    assert {settle_merges({name: circle[name] for name in order})[name] for name in order} == {"a"}


@given(st.integers(), st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=6))
def test_neither_the_order_of_rows_nor_of_merges_matters(seed: int, merges: list[tuple[str, str]]) -> None:
    contacts = [
        contact(str(n), NOON + timedelta(hours=37 * (n % 11)), customer="abcd"[n % 4], reason="xy"[n % 3 // 2])
        for n in range(40)
    ]
    settled = dict(merges)
    shuffled = list(settled.items())
    Random(seed).shuffle(shuffled)
    mixed = Random(seed).sample(contacts, len(contacts))
    assert _members(find_chains(contacts, as_of=LATER, merges=settled)) == _members(
        find_chains(mixed, as_of=LATER, merges=dict(shuffled))
    )


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 300), st.sampled_from("ab")), max_size=30))
def test_every_contact_is_in_one_chain_and_repeats_are_contacts_less_chains(rows: list[tuple[int, int, str]]) -> None:
    contacts = [
        contact(str(n), NOON + timedelta(hours=start), minutes=length, customer=customer)
        for n, (start, length, customer) in enumerate(rows)
    ]
    chains = find_chains(contacts, as_of=LATER + timedelta(days=90))
    tally = count_repeats(chains).total
    assert sorted(one.contact_id for chain in chains for one in chain.contacts) == sorted(
        c.contact_id for c in contacts
    )
    assert (tally.chains + tally.immature, tally.repeats) == (len(chains), len(contacts) - len(chains))


def _members(chains: list[Chain]) -> list[tuple[str, ...]]:
    return [tuple(one.contact_id for one in chain.contacts) for chain in chains]


def _tally_i(*, merges: dict[str, str], as_of: datetime = fixture_a.AS_OF_I) -> Tally:
    chains = find_chains(read_contacts(fixture_a.contacts_i()), as_of=as_of, merges=merges)
    return count_repeats(chains, month="2025-09", zone=AMSTERDAM).total
