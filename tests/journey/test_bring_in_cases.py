"""Equal case is one case; without one, each chain gets a closed case of its own."""

from pathlib import Path

import pytest
from tests import make
from tests.journey.bringing import bring_in, contact

from wortel.cases.models import Case, Status
from wortel.contacts.models import Contact

pytestmark = pytest.mark.django_db


def cases() -> list[list[str]]:
    """The contacts of each case."""
    return sorted(
        sorted(Contact.objects.filter(conversation__part__case=case).values_list("code", flat=True))
        for case in Case.objects.all()
    )


def test_a_chain_over_channels_is_one_closed_case(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", contact("a", 1), contact("b", 4, channel="email"), contact("c", 20))
    assert cases() == [["a", "b"], ["c"]]
    assert set(Case.objects.values_list("status", flat=True)) == {Status.CLOSED}


def test_each_contact_has_a_conversation_on_its_own_channel(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", contact("a", 1), contact("b", 4, channel="email"))
    assert sorted(Contact.objects.values_list("code", "conversation__channel")) == [("a", "phone"), ("b", "email")]


def test_another_reason_is_another_case(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", contact("a", 1), contact("b", 2, reason="parcel"))
    assert cases() == [["a"], ["b"]]


def test_nobody_known_is_a_case_for_each(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", contact("a", 1, customer=""), contact("b", 1, customer=""))
    assert cases() == [["a"], ["b"]]


def test_equal_case_is_one_case_whatever_the_reason(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", contact("a", 1, case="Z1"), contact("b", 25, case="Z1", reason="parcel"))
    assert cases() == [["a", "b"]]


def test_a_named_case_with_work_left_is_open(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", contact("a", 1, case="Z1", follow_up_open="1"))
    assert Case.objects.get().status == Status.OPEN


def test_our_call_back_stands_in_the_chain_it_belongs_to(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", contact("a", 1), contact("back", 2, direction="out"))
    assert cases() == [["a", "back"]]


def test_spam_and_lost_calls_join_no_chain(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", contact("a", 1), contact("s", 2, spam="1"), contact("l", 2, answered="0"))
    assert cases() == [["a"], ["l"], ["s"]]


def test_what_comes_in_between_later_joins_two_cases_into_one(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", contact("a", 1), contact("c", 11))
    bring_in(tmp_path, "contacts", contact("b", 6))
    assert cases() == [["a", "b", "c"]]


def test_a_contact_that_turns_out_to_be_of_another_customer_leaves_the_case(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", contact("a", 1), contact("b", 3))
    bring_in(tmp_path, "contacts", contact("b", 3, customer="K2"))
    assert cases() == [["a"], ["b"]]


def test_two_customers_who_are_one_have_one_case(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", contact("a", 1), contact("b", 3, customer="K1b"))
    assert cases() == [["a"], ["b"]]
    bring_in(tmp_path, "customers", {"customer": "K1b", "merged_into": "K1"})
    assert cases() == [["a", "b"]]


def test_a_circle_of_merges_is_refused(tmp_path: Path) -> None:
    rows = [{"customer": "K1", "merged_into": "K2"}, {"customer": "K2", "merged_into": "K1"}]
    summary = bring_in(tmp_path, "customers", *rows)
    assert [bad.reason for bad in summary.bad] == ["merged_into: 'K2' was itself merged into this customer"]


def test_a_case_in_which_people_worked_stays_as_it_is(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", contact("a", 1), contact("b", 3))
    case = Case.objects.get()
    conversation = Contact.objects.get(code="b").conversation
    make.make_contact(conversation, "En nu?")
    Case.objects.update(status=Status.OPEN, closed_at=None, version=2)
    bring_in(tmp_path, "contacts", contact("c", 5))
    case.refresh_from_db()
    assert case.status == Status.OPEN
    assert Contact.objects.get(code="a").conversation.part.case == case
