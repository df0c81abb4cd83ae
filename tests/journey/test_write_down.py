from datetime import timedelta
from decimal import Decimal

import pytest
from tests import cast, make

from wortel.cases.models import Case
from wortel.contacts.models import Contact
from wortel.customers.models import Customer
from wortel.journey.byhand import note_call, note_counter, note_letter

pytestmark = pytest.mark.django_db


def _call(phone: str = "06 00007319", **wishes: object) -> Case:
    cast.shop()
    receipt = note_call(
        phone=phone,
        agent=cast.noor(),
        text="Bankje staat er nog niet",
        started_at=cast.NOW,
        ended_at=cast.NOW + timedelta(seconds=150),
        **wishes,  # type: ignore[arg-type]  # the wishes are those of note_call
    )
    assert receipt.case is not None
    return receipt.case


def test_a_call_is_filed_with_the_customer_of_that_number_and_is_yours() -> None:
    marijke = cast.marijke()
    case = Case.objects.get(pk=_call().pk)
    assert (case.customer, case.agent, case.is_unread) == (marijke, cast.noor(), False)
    assert Contact.objects.get().minutes == Decimal("2.500")


def test_an_unknown_number_makes_a_newcomer() -> None:
    _call("0031 6 0000 9999", caller="Nieuwe Klant")
    assert Customer.objects.get().addresses.get().value == "+31600009999"


def test_a_withheld_number_is_nobody() -> None:
    assert _call("").customer is None
    assert not Customer.objects.exists()


def test_two_people_on_one_number_are_not_guessed() -> None:
    for name in ("Bram", "Fleur"):
        make.make_address(make.make_customer(name), "phone", "+31612345678")
    assert _call("0612345678").customer is None


def test_a_call_about_a_mail_stands_in_the_same_case() -> None:
    case = make.make_case(cast.marijke(), "Bankje", at=cast.NOW - cast.HOUR)
    joined = _call(customer=cast.marijke(), case=case)
    assert joined == case
    texts = list(
        Contact.objects.filter(conversation__part__case=case).order_by("started_at").values_list("text", flat=True)
    )
    assert texts == ["Waar blijft mijn bankje?", "Bankje staat er nog niet"]
    assert Case.objects.get().contact_count == 2


def test_letters_and_visits_come_in_by_hand() -> None:
    marijke, noor = cast.marijke(), cast.noor()
    note_letter(customer=marijke, agent=noor, text="Geachte", received_at=cast.NOW, now=cast.NOW)
    note_counter(customer=None, agent=noor, text="Retour", visited_at=cast.NOW, now=cast.NOW, visitor="Mevrouw Bos")
    assert set(Case.objects.values_list("latest_channel", "who")) == {
        ("letter", "Marijke Hoekstra"),
        ("counter", "Mevrouw Bos"),
    }
