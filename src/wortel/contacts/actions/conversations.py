import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from wortel.channels.interface import Party
from wortel.channels.models import Mailbox
from wortel.contacts.models import Contact, Conversation, Note, Participant, ThreadKey
from wortel.customers.models import Customer
from wortel.events import actions as events
from wortel.store.actions import keep


@transaction.atomic(savepoint=False)
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


@transaction.atomic(savepoint=False)
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
def forget_empty(*, conversation: Conversation) -> None:
    """Remove a conversation in which nothing was said in the end."""
    if conversation.contacts.exists() or conversation.notes.exists():
        return
    events.record("conversation.forgotten", about=conversation)
    conversation.delete()


@transaction.atomic
def give_to(*, conversation: Conversation, customer: Customer | None) -> Conversation:
    """Say whose conversation this is; what was said in it goes along."""
    before = conversation.customer_id
    conversation.customer = customer
    conversation.save(update_fields=["customer"])
    Contact.objects.filter(conversation=conversation).update(customer=customer)
    events.record("conversation.given_to", about=conversation, customer=customer and customer.pk, before=before)
    return conversation


@transaction.atomic
def unite(*, kept: Conversation, absorbed: Conversation) -> Conversation:
    """Two threads turn out to be one: the mail that ties them together came in later than both."""
    here = Participant.objects.filter(conversation=kept).values_list("kind", "value")
    known = set(here)
    for person in Participant.objects.filter(conversation=absorbed):
        if (person.kind, person.value) not in known:
            Participant.objects.filter(pk=person.pk).update(conversation=kept)
    twice = ThreadKey.objects.filter(conversation=kept).values("value")
    ThreadKey.objects.filter(conversation=absorbed).exclude(value__in=twice).update(conversation=kept)
    Contact.objects.filter(conversation=absorbed).update(conversation=kept)
    Note.objects.filter(conversation=absorbed).update(conversation=kept)
    events.record("conversation.united", about=kept, absorbed=absorbed.pk)
    return kept


@transaction.atomic
def take_apart(*, contact: Contact, with_following: bool, now: datetime) -> Conversation:
    """Give a message, and perhaps all that followed it, a thread of its own; the thread itself when that is all of it.

    The new thread is with whoever wrote or was written to in it. Answers to these messages find it by their ids.
    """
    origin = contact.conversation
    said = list(Contact.objects.filter(conversation=origin).select_related("sender", "delivery").defer("delivery__raw"))
    leaving = [each for each in said if each.pk == contact.pk or (with_following and _follows(each, contact))]
    if len(leaving) == len(said):
        return origin
    parted = start_conversation(
        channel=origin.channel,
        customer=contact.customer or origin.customer,
        subject=contact.subject or origin.subject,
        mailbox=origin.mailbox,
        now=contact.started_at,
    )
    named = {value for each in leaving for value in _named_in(each)}
    for person in Participant.objects.filter(conversation=origin, value__in=named):
        person.pk, person.conversation = None, parted
        person.save()
    Contact.objects.filter(pk__in=[each.pk for each in leaving]).update(conversation=parted)
    ids = [each.message_id for each in leaving if each.message_id]
    ThreadKey.objects.filter(conversation=origin, value__in=ids).update(conversation=parted)
    if with_following:
        Note.objects.filter(conversation=origin, at__gte=contact.started_at).update(conversation=parted)
    events.record("conversation.parted", about=parted, source=origin.pk, contact=contact.pk)
    return parted


def _follows(other: Contact, contact: Contact) -> bool:
    return (other.started_at, other.pk) > (contact.started_at, contact.pk)


def _named_in(contact: Contact) -> list[str]:
    written_to = contact.delivery.recipients if contact.delivery else []
    return [*written_to, *([contact.sender.value] if contact.sender else [])]


def _participants(conversation: Conversation, parties: Iterable[Party], *, is_verified: bool) -> list[Participant]:
    each_once = {(party.kind, party.value[:254]): party for party in parties}
    return [
        Participant(conversation=conversation, kind=kind, value=value, name=party.name[:200], is_verified=is_verified)
        for (kind, value), party in each_once.items()
    ]
