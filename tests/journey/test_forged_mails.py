"""Forged mails, each shape by its name: none reaches the case of somebody else, nothing leaves, all are seen."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.utils import parseaddr
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests import cast
from tests.letters import AUTHSERV, MARIJKE, OURS, deliver, letter, write

from wortel.cases import actions as cases
from wortel.cases.models import Case
from wortel.channels.models import Delivery, Mailbox
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact, Conversation

pytestmark = pytest.mark.django_db

EVE = "Eve <eve@elders.example>"
HERS = "vraag@hoekstra.example"
RECEIVED = f"Received: from elders.example by {AUTHSERV}; Tue, 7 Oct 2025 11:45:00 +0200"

QUOTED = '"a; dmarc=pass header.from=hoekstra.example"@elders.example'


@dataclass(frozen=True)
class Target:
    """Marijke's case, with everything about it that somebody may have got hold of."""

    case: Case
    answer: str
    address: str


@pytest.fixture
def target(settings: Settings) -> Target:
    """Marijke asked, and Noor answered: the shop's own server judges what comes in."""
    settings.TRUSTED_AUTHSERV = AUTHSERV
    first = write(message_id=HERS, verdict="pass")
    assert first.case is not None
    assert first.conversation is not None
    conversation = Conversation.objects.get(pk=first.conversation.pk)
    answer = contacts.write_answer(conversation=conversation, agent=cast.noor(), text="Morgen", now=cast.NOW)
    cases.answered(case=first.case, contact=answer, now=cast.NOW)
    assert answer.delivery is not None
    address = parseaddr(message_from_bytes(bytes(answer.delivery.raw))["Reply-To"])[1]
    return Target(first.case, answer.message_id, address)


def _eves_address(target: Target) -> str:
    """A reply address that was really given to Eve, with the number of Marijke's conversation put into it."""
    hers = write("Ik ben Eve", sender=EVE, verdict="pass")
    assert hers.conversation is not None
    conversation = Conversation.objects.get(pk=hers.conversation.pk)
    answer = contacts.write_answer(conversation=conversation, agent=cast.noor(), text="Dag Eve", now=cast.NOW)
    assert answer.delivery is not None
    given = parseaddr(message_from_bytes(bytes(answer.delivery.raw))["Reply-To"])[1]
    return re.sub(r"\+w[0-9a-z]+-", re.search(r"\+w[0-9a-z]+-", target.address)[0], given)  # type: ignore[index]


def _flipped(address: str) -> str:
    local, _, domain = address.partition("@")
    return f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}"


def _shape(text: str, **wishes: object) -> Callable[[Target], bytes]:
    def make(target: Target) -> bytes:
        filled: Any = {name: value(target) if callable(value) else value for name, value in wishes.items()}
        return letter(text, **filled)

    return make


def answer(target: Target) -> str:
    return target.answer


def address(target: Target) -> str:
    return target.address


SHAPES: dict[str, Callable[[Target], bytes]] = {
    "a stranger answers our mail": _shape("1", sender=EVE, answers=answer),
    "a stranger who is proven to be a stranger": _shape("2", sender=EVE, answers=answer, verdict="pass"),
    "a stranger names it far down": _shape("3", sender=EVE, references=lambda t: [t.answer, "los@elders.example"]),
    "a stranger names the customer's own mail": _shape("4", sender=EVE, answers=HERS),
    "a stranger has the reply address": _shape("5", sender=EVE, to=address),
    "a stranger has the reply address in Cc": _shape("6", sender=EVE, cc=address, verdict="pass"),
    "a stranger names the number": _shape("7", sender=EVE, subject=lambda t: f"Re: [{t.case.number}] Levering"),
    "the customer's address names the number": _shape("8", subject=lambda t: f"Zaak {t.case.number}"),
    "the sender fails and has the id": _shape("9", answers=answer, verdict="fail"),
    "the sender fails and has the reply address": _shape("10", to=address, verdict="fail"),
    "a proof with one letter changed": _shape("11", to=lambda t: _flipped(t.address)),
    "somebody else's proof under this number": _shape("12", sender=EVE, to=_eves_address),
    "a proof of another length": _shape("13", to=lambda t: t.address.replace("-", "-aaaa", 1)),
    "a colleague's address that fails": _shape("14", sender=OURS, answers=answer, verdict="fail"),
    "a colleague's address that nobody judged": _shape("15", sender=OURS, answers=HERS),
    "the customer's address that nobody judged": _shape("16", answers=HERS),
    "a verdict that the sender wrote": _shape(
        "17",
        answers=HERS,
        verdict="none",
        more=[RECEIVED, f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from=hoekstra.example"],
    ),
    "a verdict of another server": _shape(
        "18", answers=HERS, more=["Authentication-Results: mx.elders.example; dmarc=pass header.from=hoekstra.example"]
    ),
    "a verdict hidden in a quoted address": _shape(
        "19",
        answers=HERS,
        more=[f"Authentication-Results: {AUTHSERV}; spf=pass smtp.mailfrom={QUOTED}"],
    ),
    "a verdict hidden in a comment": _shape(
        "20",
        answers=HERS,
        more=[f"Authentication-Results: {AUTHSERV}; spf=none (a (b) ; dmarc=pass header.from=hoekstra.example)"],
    ),
    "a verdict about another sender": _shape(
        "21", answers=answer, more=[f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from=elders.example"]
    ),
    "two From lines": _shape("22", answers=answer, verdict="pass", more=[f"From: {EVE}"]),
    "two senders on one From line": _shape("23", sender=f"{MARIJKE}, {EVE}", answers=HERS, verdict="pass"),
    "the customer's address as a name": _shape(
        "24", sender='"marijke@hoekstra.example" <eve@elders.example>', answers=answer, verdict="pass"
    ),
    "no From, but a Reply-To": _shape(
        "25", sender="", answers=HERS, verdict="pass", more=["Reply-To: marijke@hoekstra.example"]
    ),
    "no From, but a Sender": _shape(
        "26", sender="", answers=HERS, verdict="pass", more=["Sender: marijke@hoekstra.example"]
    ),
    "letters that look alike": _shape("27", sender="Marijke <marijke@hоekstra.example>", answers=answer),
    "the customer's address with a tag": _shape("28", sender="marijke+eve@hoekstra.example", answers=answer),
    "a false delivery report": _shape(
        "29",
        sender="MAILER-DAEMON@elders.example",
        answers=HERS,
        subject="Undelivered Mail Returned to Sender",
        more=["X-Failed-Recipients: marijke@hoekstra.example", "Return-Path: <>"],
    ),
    "a false absence message": _shape("30", sender=EVE, answers=answer, more=["Auto-Submitted: auto-replied"]),
}


@pytest.fixture
def before(target: Target) -> Iterator[Target]:
    """Everything of the case as it stood; nothing of it may have changed after the test."""
    said, left = _said(target.case), Delivery.objects.count()
    stood = Case.objects.filter(pk=target.case.pk).values().get()
    yield target
    assert _said(target.case) == said
    assert Case.objects.filter(pk=target.case.pk).values().get() == stood
    eves = Delivery.objects.filter(recipients__contains=["eve@elders.example"]).count()
    assert Delivery.objects.count() - left == eves, "only what Noor wrote to Eve herself"


def _said(case: Case) -> list[int]:
    return list(Contact.objects.filter(conversation__part__case=case).order_by("pk").values_list("pk", flat=True))


@pytest.mark.parametrize("name", SHAPES)
def test_a_forged_mail_stands_alone_and_is_seen(name: str, before: Target, client: Client) -> None:
    receipt = deliver(SHAPES[name](before))
    assert receipt.case is not None
    assert receipt.contact is not None
    assert receipt.case != before.case
    assert not receipt.contact.is_verified
    client.force_login(cast.noor())
    page = client.get(f"/cases/{receipt.case.pk}/").content.decode()
    assert "Niet geverifieerd" in page


def test_what_is_right_still_joins(target: Target) -> None:
    """The same mails with nothing forged: otherwise the shapes would prove nothing."""
    right = [
        letter("a", answers=target.answer, verdict="pass"),
        letter("b", to=target.address),
        letter("c", answers=target.answer),
        letter("d", answers=HERS, verdict="pass"),
        letter("e", references=[HERS, target.answer], verdict="none"),
    ]
    receipts = [deliver(raw) for raw in right]
    assert {receipt.case for receipt in receipts} == {target.case}
    assert [receipt.is_verified for receipt in receipts] == [True, True, False, True, False]


def test_each_mailbox_has_a_server_of_its_own_to_trust(target: Target, settings: Settings) -> None:
    settings.TRUSTED_AUTHSERV = ""
    Mailbox.objects.update(trusted_authserv="mx.inside.example")
    verdict = "Authentication-Results: mx.inside.example; dmarc={} header.from=hoekstra.example"
    assert deliver(letter("1", answers=HERS, more=[verdict.format("pass")])).case == target.case
    assert deliver(letter("2", answers=HERS, more=[verdict.format("fail")])).case != target.case
    assert deliver(letter("3", answers=HERS, verdict="pass")).case != target.case, "that server is not theirs"
