import secrets
from collections.abc import Iterable
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

MANY_PARENTS = 50


@transaction.atomic
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
) -> Contact:
    """Put one message in its conversation."""
    started_at = moment_of(inbound.moment, now)
    contact = Contact.objects.create(
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
    )
    _remember_thread(inbound, conversation)
    _keep_attachments(contact, inbound.attachments)
    events.record("contact.filed", about=contact, conversation=conversation.pk, channel=inbound.channel)
    return contact


@transaction.atomic
def mark_spam(*, contact: Contact, is_spam: bool = True) -> Contact:
    contact.is_spam = is_spam
    contact.save(update_fields=["is_spam"])
    events.record("contact.marked_spam" if is_spam else "contact.unmarked_spam", about=contact)
    return contact


@transaction.atomic
def describe(*, contact: Contact, order: Order | None = None, product: str = "") -> Contact:
    """Say what this contact is about."""
    contact.order, contact.product = order, product[:200]
    contact.save(update_fields=["order", "product"])
    events.record("contact.described", about=contact, order=order and order.pk, product=product)
    return contact


def _remember_thread(inbound: Inbound, conversation: Conversation) -> None:
    """The mail's own id, and parents that nobody has seen yet: they may still arrive."""
    parents = [value[:250] for value in (*inbound.in_reply_to, *inbound.references)][-MANY_PARENTS:]
    known = set(ThreadKey.objects.filter(value__in=parents).values_list("value", flat=True)) if parents else set()
    awaited = dict.fromkeys(parent for parent in parents if parent not in known and parent != inbound.message_id)
    own = [inbound.message_id[:250]] if inbound.message_id else []
    keys = [ThreadKey(conversation=conversation, value=value) for value in own]
    keys += [ThreadKey(conversation=conversation, value=value, is_here=False) for value in awaited]
    ThreadKey.objects.bulk_create(
        keys, update_conflicts=True, unique_fields=["value", "conversation"], update_fields=["is_here"]
    )


def _keep_attachments(contact: Contact, attachments: Iterable[ReadAttachment]) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            contact=contact,
            key=secrets.token_hex(16),
            part=each.part[:60],
            name=(each.name or "")[:300],
            type=each.type[:120],
            size=each.size,
            md5=each.md5,
            is_inline=each.inline,
            content_id=(each.content_id or "")[:250],
        )
        for each in attachments
    )


def _sender_name(inbound: Inbound) -> str:
    named = inbound.sender_name or (inbound.sender.name or inbound.sender.value if inbound.sender else "")
    return named[:200]
