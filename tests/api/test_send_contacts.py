"""Contacts and customers of another system, as the importer takes them."""

from typing import Any

import pytest
from tests.api.doors import counts, key, send, taken

from wortel.contacts.models import Contact
from wortel.customers.models import Customer
from wortel.events.models import Event

pytestmark = pytest.mark.django_db

CONTACT: dict[str, Any] = {
    "contact_id": "C-1",
    "channel": "phone",
    "direction": "in",
    "started_at": "2025-09-01T10:00:00+02:00",
    "ended_at": "2025-09-01T10:06:00+02:00",
    "customer": "K00042",
    "reason": "R2",
    "minutes": 6.5,
    "solved": True,
    "cause_open": True,
    "problem": "P2",
    "lacked": ["case_status", "mandate"],
    "survey_csat": 4,
    "text": "Waar blijft mijn bankje?",
}
CUSTOMER: dict[str, Any] = {"customer": "K00042", "name": "Marijke Hoekstra", "email": ["marijke@hoekstra.example"]}


def test_a_contact_comes_in_with_what_was_said_of_it() -> None:
    assert taken(send("contacts", [CONTACT], key())) == counts(1, new=1)
    contact = Contact.objects.get(code="C-1")
    assert (contact.customer and contact.customer.code, float(contact.minutes or 0)) == ("K00042", 6.5)
    assert (contact.given_reason.reason.code, contact.outcome.is_cause_open) == ("R2", True)
    assert {flag.problem.code for flag in contact.flags.all()} == {"P2"}
    assert {lack.means for lack in contact.lacks.all()} == {"case_status", "mandate"}


def test_sending_a_contact_again_changes_nothing() -> None:
    secret = key()
    send("contacts", [CONTACT], secret)
    assert taken(send("contacts", [CONTACT], secret)) == counts(1, same=1)
    assert taken(send("contacts", [CONTACT | {"minutes": 7}], secret)) == counts(1, changed=1)


def test_a_contact_that_contradicts_itself_is_refused_with_its_place() -> None:
    wrong = CONTACT | {"contact_id": "C-2", "ended_at": "2025-08-31T10:00:00+02:00"}
    response = send("contacts", [CONTACT, wrong, CONTACT | {"channel": "pigeon"}], key())
    assert taken(response) == counts(3, new=1, bad=2)
    assert [one["row"] for one in response.json()["refused"]] == [1, 2]
    assert response.json()["refused"][0]["reason"] == "ended_at: is before started_at"


def test_an_attribute_cannot_pass_for_a_field() -> None:
    response = send("contacts", [CONTACT | {"attributes": {"spam": "1"}}], key())
    assert taken(response) == counts(1, bad=1)
    assert not Contact.objects.exists()


def test_own_words_of_the_sender_are_kept_as_attributes() -> None:
    send("contacts", [CONTACT | {"attributes": {"ticket": "77"}}], key())
    assert Contact.objects.get().attributes == {"ticket": "77"}


def test_a_field_of_ours_that_is_no_field_of_theirs_is_refused() -> None:
    response = send("contacts", [CONTACT | {"is_verified": True}], key())
    assert response.status_code == 422
    assert response.json()["errors"] == [{"pointer": "/contacts/0/is_verified", "detail": "is not a field we know"}]


def test_a_customer_comes_in_once_with_every_address() -> None:
    secret = key()
    assert taken(send("customers", [CUSTOMER], secret)) == counts(1, new=1)
    assert taken(send("customers", [CUSTOMER], secret)) == counts(1, same=1)
    assert taken(send("customers", [CUSTOMER | {"phone": ["06 0000 7319"]}], secret)) == counts(1, changed=1)
    customer = Customer.objects.get()
    assert {address.value for address in customer.addresses.all()} == {"marijke@hoekstra.example", "+31600007319"}


def test_an_address_that_is_none_is_refused() -> None:
    response = send("customers", [CUSTOMER | {"email": ["geen adres"]}], key())
    assert taken(response) == counts(1, bad=1)
    assert not Customer.objects.exists()


def test_a_thousand_contacts_come_in_at_once() -> None:
    rows = [CONTACT | {"contact_id": f"C-{n}", "customer": f"K{n % 70}"} for n in range(1_000)]
    assert taken(send("contacts", rows, key())) == counts(1_000, new=1_000)


def test_the_trail_of_a_sending_names_its_token_and_counts() -> None:
    send("contacts", [CONTACT], key())
    told = Event.objects.get(kind="api.rows_taken")
    assert (told.actor_kind, told.details["what"], told.details["new"]) == ("api", "contacts", 1)
    assert told.details["months"] == ["2025-09"]
