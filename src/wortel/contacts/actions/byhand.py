"""What did not come in by itself: a call that somebody took, a letter, a visit, a form on the public page."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.channels.interface import Party
from wortel.channels.models import Kind, Mailbox
from wortel.contacts.actions.conversations import start_conversation
from wortel.contacts.models import Contact, Conversation, Direction
from wortel.contacts.rules import snippet
from wortel.customers.models import Address, Customer
from wortel.events import actions as events
from wortel.orders.models import Order


@transaction.atomic
def log_call(
    *,
    customer: Customer | None,
    phone: str,
    agent: Agent,
    text: str,
    started_at: datetime,
    ended_at: datetime,
    minutes: Decimal | None = None,
    direction: Direction = Direction.IN,
    conversation: Conversation | None = None,
    subject: str = "",
    caller: str = "",
    order: Order | None = None,
    transfers: int = 0,
    callback_promised: bool = False,
) -> Contact:
    """Write down a telephone call. `phone` is E.164, or empty when the number was withheld."""
    parties = [Party(kind="phone", value=phone, name=caller)] if phone else []
    thread = conversation or start_conversation(
        channel=Kind.PHONE,
        customer=customer,
        subject=subject or snippet(text, 80),
        now=started_at,
        participants=parties,
    )
    taken = Decimal(round((ended_at - started_at).total_seconds())) / 60 if minutes is None else minutes
    contact = _write_down(
        thread, customer, agent, text, started_at=started_at, ended_at=ended_at, direction=direction, subject=subject
    )
    contact.minutes, contact.transfers, contact.callback_promised = taken, transfers, callback_promised
    contact.order = order
    contact.sender_name = caller[:200] or (customer.name if customer else "") or phone
    contact.sender = Address.objects.filter(customer=customer, kind="phone", value=phone).first() if phone else None
    contact.save(
        update_fields=["minutes", "transfers", "callback_promised", "order", "sender_name", "sender"],
    )
    return contact


@transaction.atomic
def log_letter(
    *, customer: Customer | None, agent: Agent, text: str, received_at: datetime, subject: str = "", writer: str = ""
) -> Contact:
    """Write down a letter that came by post."""
    return _log(Kind.LETTER, customer, agent, text, received_at, subject, writer)


@transaction.atomic
def log_counter(
    *, customer: Customer | None, agent: Agent, text: str, visited_at: datetime, subject: str = "", visitor: str = ""
) -> Contact:
    """Write down what somebody came to say at the counter."""
    return _log(Kind.COUNTER, customer, agent, text, visited_at, subject, visitor)


@transaction.atomic
def file_form(
    *,
    customer: Customer | None,
    sender: Party,
    subject: str,
    text: str,
    now: datetime,
    mailbox: Mailbox | None = None,
    address: Address | None = None,
    order: Order | None = None,
    tried: Mapping[str, str] | None = None,
) -> Contact:
    """File what a customer sent through the public form, with what they had tried already."""
    thread = start_conversation(
        channel=Kind.WEBFORM, customer=customer, subject=subject, mailbox=mailbox, now=now, participants=[sender]
    )
    contact = Contact.objects.create(
        conversation=thread,
        customer=customer,
        channel=Kind.WEBFORM,
        direction=Direction.IN,
        started_at=now,
        ended_at=now,
        subject=subject[:300],
        text=text,
        reply_text=text,
        sender_name=(sender.name or sender.value)[:200],
        sender=address,
        order=order,
        is_verified=False,  # anybody may type any address into a form
        attributes={"tried": dict(tried or {})},
    )
    events.record("contact.filed", about=contact, conversation=thread.pk, channel=Kind.WEBFORM)
    return contact


@transaction.atomic
def strike_out(*, contact: Contact) -> None:
    """Undo what was just written down by hand, such as a call; what came in by itself is never struck out."""
    events.record("contact.struck_out", about=contact, conversation=contact.conversation_id, channel=contact.channel)
    contact.delete()


def _log(
    channel: Kind, customer: Customer | None, agent: Agent, text: str, at: datetime, subject: str, name: str
) -> Contact:
    thread = start_conversation(channel=channel, customer=customer, subject=subject or snippet(text, 80), now=at)
    contact = _write_down(thread, customer, agent, text, started_at=at, ended_at=at, subject=subject)
    contact.sender_name = name[:200] or (customer.name if customer else "")
    contact.save(update_fields=["sender_name"])
    return contact


def _write_down(
    thread: Conversation,
    customer: Customer | None,
    agent: Agent,
    text: str,
    *,
    started_at: datetime,
    ended_at: datetime,
    direction: Direction = Direction.IN,
    subject: str = "",
) -> Contact:
    contact = Contact.objects.create(
        conversation=thread,
        customer=customer,
        channel=thread.channel,
        direction=direction,
        started_at=started_at,
        ended_at=ended_at,
        subject=(subject or thread.subject)[:300],
        text=text,
        reply_text=text,
        agent=agent,
        team=agent.team,
    )
    events.record("contact.filed", about=contact, conversation=thread.pk, channel=thread.channel)
    return contact
