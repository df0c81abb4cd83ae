import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from wortel.channels.interface import Party
from wortel.channels.models import Mailbox
from wortel.contacts.models import Contact, Conversation, Participant
from wortel.customers.models import Customer
from wortel.events import actions as events
from wortel.store.actions import keep


@transaction.atomic
def start_conversation(
    *,
    channel: str,
    customer: Customer | None,
    subject: str = "",
    mailbox: Mailbox | None = None,
    now: datetime,
    participants: Iterable[Party] = (),
    is_verified: bool = True,
) -> Conversation:
    """Begin a thread on one channel with these people."""
    conversation = Conversation(
        channel=channel,
        customer=customer,
        mailbox=mailbox,
        subject=subject[:300],
        reply_key=secrets.token_hex(16),
        started_at=now,
    )
    keep(conversation, *_participants(conversation, participants, is_verified=is_verified))
    return conversation


@transaction.atomic
def add_participants(*, conversation: Conversation, parties: Iterable[Party], is_verified: bool = True) -> None:
    """Let these people take part. Who was named by a proven mail once stays proven."""
    rows = _participants(conversation, parties, is_verified=is_verified)
    if is_verified:
        Participant.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["conversation", "kind", "value"],
            update_fields=["is_verified"],
        )
    else:
        Participant.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def give_to(*, conversation: Conversation, customer: Customer | None) -> Conversation:
    """Say whose conversation this is; what was said in it goes along."""
    before = conversation.customer_id
    conversation.customer = customer
    conversation.save(update_fields=["customer"])
    Contact.objects.filter(conversation=conversation).update(customer=customer)
    events.record("conversation.given_to", about=conversation, customer=customer and customer.pk, before=before)
    return conversation


def _participants(conversation: Conversation, parties: Iterable[Party], *, is_verified: bool) -> list[Participant]:
    each_once = {(party.kind, party.value[:254]): party for party in parties}
    return [
        Participant(conversation=conversation, kind=kind, value=value, name=party.name[:200], is_verified=is_verified)
        for (kind, value), party in each_once.items()
    ]
