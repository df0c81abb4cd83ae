"""Whoever is signed in when it is sent has said it, whatever the form claims and whoever began to write."""

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent

from wortel.cases import actions as cases
from wortel.cases.models import Case, Draft
from wortel.channels.models import Delivery
from wortel.contacts.models import Contact, Direction, Note
from wortel.events.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    cast.shop()
    made = make.make_case(cast.marijke(), "Levering", at=timezone.now(), mailbox=cast.mailbox())
    cases.save_draft(case=made, agent=cast.noor(), text="Van Noor", now=timezone.now())
    return made


@pytest.fixture
def joris() -> Client:
    return as_agent(cast.joris())


def forged(case: Case) -> dict[str, object]:
    """Everything with which a form could claim that somebody else is speaking."""
    noor = cast.noor()
    claims = ("agent", "agent_id", "author", "user", "actor", "sender", "sender_name")
    address = {"from": "directie@elders.example", "from_address": "x@elders.example", "reply_to": "x@elders.example"}
    return {"text": "Van Joris", "seen": Contact.objects.latest("pk").pk, **dict.fromkeys(claims, noor.pk), **address}


def test_an_answer_is_of_whoever_sends_it(case: Case, joris: Client) -> None:
    joris.post(f"/cases/{case.pk}/answers/", forged(case))
    said = Contact.objects.get(direction=Direction.OUT)
    assert (said.agent, said.sender_name) == (cast.joris(), cast.joris().name)
    event = Event.objects.get(kind="answer.written")
    assert (event.actor_kind, event.actor_id) == ("agent", cast.joris().pk)
    raw = bytes(Delivery.objects.get().raw)
    assert b"elders.example" not in raw
    assert cast.noor().name.encode() not in raw


def test_words_that_a_colleague_began_stay_theirs(case: Case, joris: Client) -> None:
    joris.post(f"/cases/{case.pk}/answers/", forged(case))
    draft = Draft.objects.get()
    assert (draft.agent, draft.text) == (cast.noor(), "Van Noor")


def test_a_draft_cannot_be_written_for_somebody_else(case: Case, joris: Client) -> None:
    joris.post(f"/cases/{case.pk}/draft/", forged(case))
    assert {(draft.agent, draft.text) for draft in Draft.objects.all()} == {
        (cast.noor(), "Van Noor"),
        (cast.joris(), "Van Joris"),
    }


def test_a_note_is_of_whoever_writes_it(case: Case, joris: Client) -> None:
    joris.post(f"/cases/{case.pk}/notes/", forged(case))
    assert Note.objects.get().agent == cast.joris()


def test_nobody_takes_back_what_a_colleague_did(case: Case, joris: Client) -> None:
    taken = as_agent(cast.noor()).post(f"/cases/{case.pk}/agent/", {})
    way = taken["HX-Trigger"].split('"undo_url": "')[1].split('"')[0]
    joris.post(way)
    case.refresh_from_db()
    assert case.agent == cast.noor()
