"""The books of the mail, closed every night."""

from datetime import timedelta

import pytest
from tests import cast
from tests.letters import write

from wortel.channels import actions as channels
from wortel.channels.models import Arrival, Delivery, Kind, Outcome
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact
from wortel.events.models import Event
from wortel.journey.audit import CHECKS, MEANS, audit, examine, find_latest

pytestmark = pytest.mark.django_db
NIGHT = cast.NOW + timedelta(hours=18)


def _answer() -> Delivery:
    conversation = write().conversation
    assert conversation is not None
    contact = contacts.write_answer(conversation=conversation, agent=cast.noor(), text="Morgen", now=cast.NOW)
    assert contact.delivery is not None
    return contact.delivery


def _found() -> dict[str, int]:
    return {one.check: one.count for one in examine(now=NIGHT).mismatches}


def test_what_came_in_and_went_out_in_order_fits() -> None:
    delivery = _answer()
    Delivery.objects.filter(pk=delivery.pk).update(state="sent", sent_at=cast.NOW)
    channels.quarantine(raw=b"?", kind=Kind.EMAIL, why="empty", now=cast.NOW)
    write(message_id="auto@post.example", more=("Auto-Submitted: auto-replied",))
    result = audit(now=NIGHT)
    assert (result.mails, result.answers, result.mismatches) == (3, 1, ())


def test_the_night_leaves_its_books() -> None:
    write()
    Arrival.objects.update(sha256="0" * 64)
    audit(now=NIGHT)
    event = Event.objects.get(kind="mail.audited")
    assert event.details["mismatches"] == [{"check": "changed", "count": 1, "newest": [Arrival.objects.get().pk]}]
    latest = find_latest()
    assert latest is not None
    assert (latest.count, latest.mismatches[0].check) == (1, "changed")


def test_mail_that_stands_nowhere_is_lost() -> None:
    write()
    Contact.objects.all().delete()
    assert _found() == {"lost": 1}


def test_mail_in_no_case_is_loose() -> None:
    case = write().case
    assert case is not None
    case.parts.all().delete()
    assert _found() == {"loose": 1}


@pytest.mark.parametrize("outcome", ["", "somewhere", Outcome.DUPLICATE])
def test_an_outcome_nobody_knows_is_none(outcome: str) -> None:
    write()
    Arrival.objects.update(outcome=outcome)
    assert _found()["outcome"] == 1


def test_mail_is_set_aside_or_filed_never_both() -> None:
    write()
    Arrival.objects.update(outcome=Outcome.QUARANTINED)
    assert _found() == {"quarantined": 1}


def test_own_mail_that_came_back_stands_nowhere_and_fits() -> None:
    delivery = _answer()
    Delivery.objects.update(state="sent", sent_at=cast.NOW)
    write(sender=str(delivery.mailbox), message_id=delivery.message_id)
    assert Arrival.objects.filter(outcome=Outcome.LOOP).count() == 1
    assert _found() == {}


@pytest.mark.parametrize(
    ("values", "check"),
    [
        ({"state": "lost"}, "state"),
        ({"state": "sent", "sent_at": None}, "sent"),
        ({"state": "waiting"}, "waiting"),
        ({"state": "failed", "why": ""}, "failed"),
    ],
)
def test_an_answer_without_an_end_is_found(values: dict[str, object], check: str) -> None:
    delivery = _answer()
    Delivery.objects.filter(pk=delivery.pk).update(**values)
    assert check in _found()


def test_each_check_can_be_said() -> None:
    assert set(CHECKS) == set(MEANS)
