"""The page of look-alikes: what is ticked belongs to it, and somebody may say where."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast, make
from tests.problems.test_join_look_alikes import DAMAGED, damaged, links, the_group

from wortel.accounts.models import Role
from wortel.contacts.models import Contact
from wortel.problems import queries
from wortel.problems.models import LookAlike

pytestmark = pytest.mark.django_db


@pytest.fixture
def contacts() -> list[Contact]:
    cast.shop()
    return damaged()


def signed_in(client: Client, role: Role = Role.AGENT) -> Client:
    client.force_login(make.make_agent("Hanneke", role, is_demo=True))
    return client


def answer(client: Client, group: LookAlike, **said: object) -> None:
    signed_in(client).post(reverse("look-alikes-answer", args=[group.pk]), said)


def test_the_page_says_why_they_look_alike(client: Client, contacts: list[Contact]) -> None:
    the_group()
    page = signed_in(client).get(reverse("look-alikes")).content.decode()
    assert "Dezelfde reden: Beschadigd" in page
    assert all(text in page for text in DAMAGED)


def test_what_is_unticked_is_left_out(client: Client, contacts: list[Contact]) -> None:
    keys = [contact.pk for contact in contacts]
    answer(client, the_group(), kind="joined", shown=keys, belongs=keys[:2])
    assert {contact for contact, _code in links()} == set(keys[:2])


def test_contacts_that_were_not_shown_belong_to_it(client: Client, contacts: list[Contact]) -> None:
    keys = [contact.pk for contact in contacts]
    answer(client, the_group(), kind="joined", shown=keys[:1], belongs=keys[:1])
    assert {contact for contact, _code in links()} == set(keys)


def test_a_known_cause_can_take_them_in(client: Client, contacts: list[Contact]) -> None:
    known = make.make_problem("sorting", "Sorteerschade")
    answer(client, the_group(), kind="joined", into=known.pk)
    assert {code for _contact, code in links()} == {"sorting"}


def test_one_contact_is_no_group(client: Client, contacts: list[Contact]) -> None:
    keys = [contact.pk for contact in contacts]
    answer(client, the_group(), kind="joined", shown=keys, belongs=keys[:1])
    assert links() == set()
    assert len(queries.list_look_alikes(cast.NOW)) == 1


def test_not_the_same_takes_it_off_the_page(client: Client, contacts: list[Contact]) -> None:
    answer(client, the_group(), kind="refused")
    assert queries.list_look_alikes(cast.NOW) == []


def test_an_auditor_looks_and_changes_nothing(client: Client, contacts: list[Contact]) -> None:
    group = the_group()
    page = signed_in(client, Role.AUDITOR).get(reverse("look-alikes")).content.decode()
    assert "belongs" not in page
    assert client.post(reverse("look-alikes-answer", args=[group.pk]), {"kind": "joined"}).status_code == 403


def test_an_owner_does_not_see_what_colleagues_report(client: Client, contacts: list[Contact]) -> None:
    assert signed_in(client, Role.OWNER).get(reverse("look-alikes")).status_code == 403
