"""Saying something that nobody asked: it begins a conversation of ours, and whatever comes back joins it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from wortel.channels import actions as channels
from wortel.channels.interface import Party
from wortel.channels.models import Delivery, Kind, Mailbox
from wortel.contacts.actions.conversations import start_conversation
from wortel.contacts.models import Contact, Conversation, Direction, ThreadKey
from wortel.contacts.rules import reply_address
from wortel.customers.models import Customer
from wortel.events import actions as events


@transaction.atomic
def tell(
    *, customer: Customer, to: Party, subject: str, text: str, unsubscribe: str, mailbox: Mailbox, now: datetime
) -> Contact:
    """Write a customer of our own accord. Nobody waits for an answer to it, and every answer is welcome."""
    conversation = start_conversation(
        channel=Kind.EMAIL, customer=customer, subject=subject, mailbox=mailbox, now=now, participants=[to]
    )
    delivery = channels.post_mail(
        mailbox=mailbox,
        to=to,
        subject=subject,
        text=text,
        reply_to=reply_address(
            mailbox=mailbox.reply_to,
            conversation=conversation.pk,
            reply_key=conversation.reply_key,
            recipient=to.value,
            secret=settings.SECRET_KEY,
        ),
        language=customer.language,
        unsubscribe=unsubscribe,
        now=now,
        due_at=now,
    )
    contact = _file(conversation, delivery, text, now)
    events.record("message.written", about=contact, conversation=conversation.pk, delivery=delivery.pk)
    return contact


def _file(conversation: Conversation, delivery: Delivery, text: str, now: datetime) -> Contact:
    """Stored as sent by nobody in particular, so that it counts as nobody's answer."""
    ThreadKey.objects.create(conversation=conversation, value=delivery.message_id)
    return Contact.objects.create(
        conversation=conversation,
        customer=conversation.customer,
        channel=Kind.EMAIL,
        direction=Direction.OUT,
        started_at=now,
        ended_at=now,
        subject=conversation.subject,
        text=text,
        reply_text=text,
        sender_name=conversation.mailbox.name if conversation.mailbox else "",
        delivery=delivery,
        message_id=delivery.message_id,
        is_automatic=True,
    )


@transaction.atomic
def file_remark(*, conversation: Conversation, text: str, now: datetime) -> Contact:
    """What somebody typed on a page that we sent them to: said in that conversation, and asked by us."""
    contact = Contact.objects.create(
        conversation=conversation,
        customer=conversation.customer,
        channel=Kind.WEBFORM,
        direction=Direction.IN,
        started_at=now,
        ended_at=now,
        subject=conversation.subject,
        text=text,
        reply_text=text,
        sender_name=conversation.customer.name if conversation.customer else "",
        asked_by_us=True,
        is_verified=False,  # whoever has the link may have been given it
    )
    events.record("contact.filed", about=contact, conversation=conversation.pk, channel=Kind.WEBFORM)
    return contact
