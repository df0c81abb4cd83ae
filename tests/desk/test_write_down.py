"""A call, a letter or a visit, written down by hand."""

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent

from wortel.cases.models import Case, Outcome, Status
from wortel.contacts.models import Contact
from wortel.customers.models import AddressKind, Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor() -> Client:
    cast.shop()
    return as_agent(cast.noor())


def write(client: Client, **said: object) -> str:
    form = {"channel": "phone", "who": "", "text": "Waar blijft het?", **said}
    return client.post("/contacts/new/", form).content.decode()


def test_a_number_we_know_finds_its_customer(noor: Client) -> None:
    marijke = cast.marijke()
    write(noor, who="06-0000 7319")
    contact = Contact.objects.get()
    assert (contact.customer, contact.channel, contact.direction) == (marijke, "phone", "in")
    assert Case.objects.get().agent == cast.noor()


def test_a_number_we_do_not_know_makes_a_newcomer(noor: Client) -> None:
    write(noor, who="0612345678", caller="Pieter")
    assert Customer.objects.get().name == "Pieter"
    assert Customer.objects.get().addresses.get().value == "+31612345678"


def test_a_name_alone_makes_a_newcomer_without_an_address(noor: Client) -> None:
    write(noor, who="Mevrouw Okonkwo", channel="letter", text="Dubbele aanmaning")
    assert Customer.objects.get().name == "Mevrouw Okonkwo"
    assert Contact.objects.get().channel == "letter"


def test_two_people_on_one_number_are_not_guessed(noor: Client) -> None:
    for name in ("Anna Bos", "Ben Bos"):
        make.make_address(make.make_customer(name), AddressKind.PHONE, "+31600001234")
    write(noor, who="06 0000 1234")
    assert Contact.objects.get().customer is None
    assert Customer.objects.count() == 2


def test_a_visit_is_a_contact_too(noor: Client) -> None:
    write(noor, customer=cast.marijke().pk, who="Marijke Hoekstra", channel="counter")
    assert Contact.objects.get().channel == "counter"


def test_a_call_goes_on_in_a_running_case(noor: Client) -> None:
    case = make.make_case(cast.marijke(), at=timezone.now())
    write(noor, customer=cast.marijke().pk, who="Marijke Hoekstra", case=case.pk)
    assert Case.objects.count() == 1
    assert case.parts.count() == 2


def test_a_case_of_somebody_else_is_never_meant(noor: Client) -> None:
    theirs = make.make_case(cast.youssef(), at=timezone.now())
    write(noor, customer=cast.marijke().pk, who="Marijke Hoekstra", case=theirs.pk)
    assert theirs.parts.count() == 1
    assert Case.objects.count() == 2


def test_without_words_nothing_is_kept_and_nothing_lost(noor: Client) -> None:
    assert "Schrijf eerst één zin" in write(noor, who="0612345678", text=" ")
    assert not Contact.objects.exists()
    assert not Customer.objects.exists()


def test_the_two_questions_follow_at_once(noor: Client) -> None:
    assert "Is Marijke geholpen?" in write(noor, who="06 0000 7319", customer=cast.marijke().pk)
    contact = Contact.objects.get()
    said = {"wrapped": "1", "solved": "yes", "gone": "yes"}
    noor.post(f"/contacts/{contact.pk}/wrap-up/", said)
    assert Outcome.objects.get().is_solved is True
    assert Case.objects.get().status == Status.CLOSED


def test_the_story_is_there_before_the_first_word_newest_first(noor: Client) -> None:
    now = timezone.now()
    make.make_case(cast.marijke(), "Oud", "het oudste", at=now - 9 * cast.DAY)
    make.make_case(cast.marijke(), "Nieuw", "het nieuwste", at=now)
    story = noor.get("/contacts/new/story/", {"customer": cast.marijke().pk}).content.decode()
    assert story.index("het nieuwste") < story.index("het oudste")


def test_the_number_finds_people_while_it_is_typed(noor: Client) -> None:
    cast.marijke()
    assert "Marijke Hoekstra" in noor.get("/contacts/new/callers/", {"who": "0600007319"}).content.decode()
    assert "Niemand die we kennen" in noor.get("/contacts/new/callers/", {"who": "0699"}).content.decode()
