"""Customers of the demo get our answer over a real line, and half of them write back into the same case."""

import random
import smtplib
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import cast, make
from wortel.cases.models import Case
from wortel.channels.email.sink import Sink
from wortel.config.processes.mail.customers import Customers
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact, Direction
from wortel.demo.actions.hearing import FRESH, WRITE_BACK, hear, write_back

pytestmark = pytest.mark.django_db(transaction=True)


def answer(*, to_somebody_who_writes_back: bool) -> Contact:
    """Our answer just now, to one who does or does not write back: their draw hangs on the message's own name."""
    cast.shop()
    box = cast.mailbox()
    case = make.make_case(make.make_customer(email="ilse@post.example"), mailbox=box)
    conversation = case.parts.get().conversation
    while True:
        sent = contacts.write_answer(
            conversation=conversation, agent=cast.noor(), text="Morgen is hij er.", now=timezone.now()
        )
        if (random.Random(sent.message_id).random() <= WRITE_BACK) is to_somebody_who_writes_back:
            return sent


def raw_of(sent: Contact) -> bytes:
    assert sent.delivery is not None
    return bytes(sent.delivery.raw)


def planned() -> list[dict[str, int]]:
    """What customers mean to write back."""
    jobs = ProcrastinateJob.objects.filter(task_name="wortel.demo.tasks.write_back")
    return list(jobs.values_list("args", flat=True))


def test_a_customer_hears_our_answer_and_writes_back_later() -> None:
    sent = answer(to_somebody_who_writes_back=True)
    with Sink(Customers()) as url, smtplib.SMTP(urlsplit(url).hostname or "", urlsplit(url).port or 0) as line:
        line.sendmail("hallo@devoorbeeldwinkel.example", ["ilse@post.example"], raw_of(sent))
        deadline = time.monotonic() + 10
        while not planned() and time.monotonic() < deadline:
            time.sleep(0.05)
    assert planned() == [{"answer": sent.pk}]


def test_the_others_leave_it_at_that() -> None:
    sent = answer(to_somebody_who_writes_back=False)
    assert not hear(raw_of(sent), now=sent.started_at)


def test_nobody_writes_back_to_what_was_said_long_ago() -> None:
    sent = answer(to_somebody_who_writes_back=True)
    assert not hear(raw_of(sent), now=sent.started_at + FRESH + timedelta(seconds=1))


def test_what_they_write_joins_the_case() -> None:
    sent = answer(to_somebody_who_writes_back=True)
    write_back(answer=sent.pk, now=sent.started_at + timedelta(minutes=2))
    reply = Contact.objects.filter(direction=Direction.IN).latest("started_at")
    assert reply.conversation == sent.conversation
    assert Case.objects.count() == 1
