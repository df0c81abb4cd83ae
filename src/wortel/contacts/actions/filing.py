import secrets
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from wortel.channels.interface import Attachment as ReadAttachment
from wortel.channels.interface import Inbound
from wortel.channels.models import Arrival
from wortel.contacts.models import Attachment, Contact, Conversation, Direction, ThreadKey
from wortel.contacts.rules import moment_of
from wortel.customers.models import Address, Customer
from wortel.events import actions as events
from wortel.orders.models import Order
from wortel.store.actions import keep, together

MANY_PARENTS = 29  # no more than `find_earlier` asked about, beside the mail's own id


@transaction.atomic(savepoint=False)
def file(
    *,
    inbound: Inbound,
    conversation: Conversation,
    customer: Customer | None,
    arrival: Arrival | None,
    now: datetime,
    sender: Address | None = None,
    direction: Direction = Direction.IN,
    is_verified: bool = True,
    is_automatic: bool = False,
    order: Order | None = None,
) -> Contact:
    """Put one message in its conversation."""
    started_at = moment_of(inbound.moment, now)
    contact = Contact(
        conversation=conversation,
        customer=customer,
        channel=inbound.channel,
        direction=direction,
        started_at=started_at,
        ended_at=started_at,
        subject=inbound.subject[:300],
        text=inbound.text,
        reply_text=inbound.reply_text,
        has_html=inbound.body_is_html,
        sender_name=_sender_name(inbound),
        sender=sender,
        arrival=arrival,
        message_id=(inbound.message_id or "")[:250],
        is_verified=is_verified,
        is_automatic=is_automatic,
        order=order,
        attributes=_seen_in(inbound),
    )
    with together():
        keep(contact, *list_attachments(contact, inbound.attachments, shown_in=inbound))
        events.record("contact.filed", about=contact, channel=inbound.channel)
    return contact


def remember_thread(
    *, inbound: Inbound, conversation: Conversation, known: Mapping[str, frozenset[int]], here: Set[str]
) -> None:
    """Note the mail's own id, and its parents that nobody has seen yet: they may still arrive.

    `known` tells with which conversations an id stands already, `here` of which ids the mail itself came in. Such a
    parent is not awaited: otherwise naming somebody else's mail would be enough to draw its answers.
    """
    own = inbound.message_id[:250] if inbound.message_id else None
    if own and conversation.pk in known.get(own, ()):
        ThreadKey.objects.filter(conversation=conversation, value=own).update(is_here=True)
        own = None
    parents = [value[:250] for value in (*inbound.in_reply_to, *inbound.references[::-1])][:MANY_PARENTS]
    awaited = [
        value
        for value in dict.fromkeys(parents)
        if value not in here and conversation.pk not in known.get(value, ()) and value != inbound.message_id
    ]
    rows = [ThreadKey(conversation=conversation, value=own)] if own else []
    keep(*rows, *(ThreadKey(conversation=conversation, value=value, is_here=False) for value in awaited))


@transaction.atomic
def mark_spam(*, contact: Contact, is_spam: bool = True) -> Contact:
    contact.is_spam = is_spam
    contact.save(update_fields=["is_spam"])
    events.record("contact.marked_spam" if is_spam else "contact.unmarked_spam", about=contact)
    return contact


@transaction.atomic
def give_code(*, contact: Contact, code: str) -> Contact:
    """Say what another system calls this contact, so that it is never brought in twice."""
    contact.code = code
    contact.save(update_fields=["code"])
    events.record("contact.code_given", about=contact, code=code)
    return contact


@transaction.atomic
def describe(*, contact: Contact, order: Order | None = None, product: str = "") -> Contact:
    """Say what this contact is about."""
    contact.order, contact.product = order, product[:200]
    contact.save(update_fields=["order", "product"])
    events.record("contact.described", about=contact, order=order and order.pk, product=product)
    return contact


def _seen_in(inbound: Inbound) -> dict[str, object]:
    """What a mail is besides its words and files, for whoever reads it."""
    seen: dict[str, object] = {"protection": inbound.protection} if inbound.protection else {}
    if inbound.appointments:
        seen["appointments"] = [asdict(appointment) for appointment in inbound.appointments]
    return {"mail": seen} if seen else {}


def list_attachments(
    contact: Contact, attachments: Iterable[ReadAttachment], *, shown_in: Inbound | None = None
) -> Iterator[Attachment]:
    """A row for each file; one stands inside only where the layout shows it, whatever the sender calls it."""
    for each in attachments:
        yield Attachment(
            contact=contact,
            key=secrets.token_hex(16),
            part=each.part[:60],
            name=(each.name or "")[:300],
            type=each.type[:120],
            size=each.size,
            md5=each.md5,
            is_inline=bool(each.inline and each.content_id and shown_in and shown_in.shows(each.content_id)),
            content_id=(each.content_id or "")[:250],
        )


def _sender_name(inbound: Inbound) -> str:
    named = inbound.sender_name or (inbound.sender.name or inbound.sender.value if inbound.sender else "")
    return named[:200]
