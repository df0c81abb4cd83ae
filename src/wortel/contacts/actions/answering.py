from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from wortel.accounts.models import Agent
from wortel.accounts.queries import find_undo_window
from wortel.channels import actions as channels
from wortel.channels import queries as mailboxes
from wortel.channels.interface import File, Party
from wortel.channels.models import Delivery, Kind, Mailbox
from wortel.contacts.actions.conversations import add_participants
from wortel.contacts.actions.filing import list_attachments
from wortel.contacts.models import Attachment, Contact, Conversation, Direction, Note, ThreadKey
from wortel.contacts.rules import reply_address, without_tag
from wortel.events import actions as events

MANY_REFERENCES = 20


class NobodyToAnswer(Exception):
    """The conversation names no address that an answer could go to."""


class AlreadySent(Exception):
    """The answer has left; it cannot be taken back."""


@transaction.atomic
def write_answer(
    *,
    conversation: Conversation,
    agent: Agent,
    text: str,
    html: str | None = None,
    now: datetime,
    to: Party | None = None,
    cc: tuple[Party, ...] = (),
    bcc: tuple[Party, ...] = (),
    files: tuple[File, ...] = (),
    mailbox: Mailbox | None = None,
) -> Contact:
    """Answer the customer by mail. It waits a few seconds, in which it can be taken back.

    Whoever gets a copy takes part from now on: what they write back joins the conversation.
    """
    letter = _Letter(text, html, to, cc, bcc, files, mailbox)
    contact = _send(conversation, letter, now, agent)
    if cc:
        add_participants(conversation=conversation, parties=cc)
    events.record("answer.written", about=contact, conversation=conversation.pk, delivery=contact.delivery_id)
    return contact


@transaction.atomic
def answer_automatically(
    *, conversation: Conversation, text: str, now: datetime, to: Party | None = None, subject: str = ""
) -> Contact:
    """Send something that nobody wrote; other machines are told so, and will not answer it.

    With a `subject` nothing stands in it that somebody else wrote.
    """
    contact = _send(conversation, _Letter(text, to=to, subject=subject), now, None)
    events.record("answer.automatic", about=contact, conversation=conversation.pk, delivery=contact.delivery_id)
    return contact


@transaction.atomic
def take_back(*, contact: Contact, now: datetime) -> Delivery:
    """Undo an answer that has not left yet. Its words stay in the delivery that was taken back."""
    delivery = Delivery.objects.select_for_update().get(contact=contact)
    if delivery.state != Delivery.State.WAITING or delivery.attempts or delivery.still_to:
        raise AlreadySent
    channels.withdraw(delivery=delivery, now=now)
    events.record("answer.taken_back", about=contact, conversation=contact.conversation_id, delivery=delivery.pk)
    ThreadKey.objects.filter(conversation=contact.conversation_id, value=contact.message_id).delete()
    contact.delete()
    return delivery


@transaction.atomic
def write_note(*, conversation: Conversation, agent: Agent, text: str, now: datetime) -> Note:
    note = Note.objects.create(conversation=conversation, agent=agent, at=now, text=text)
    events.record("note.written", about=note, conversation=conversation.pk)
    return note


@dataclass(frozen=True)
class _Letter:
    """What is sent, and to whom."""

    text: str
    html: str | None = None
    to: Party | None = None
    cc: tuple[Party, ...] = ()
    bcc: tuple[Party, ...] = ()
    files: tuple[File, ...] = ()
    mailbox: Mailbox | None = None
    subject: str = ""


def _send(conversation: Conversation, letter: _Letter, now: datetime, agent: Agent | None) -> Contact:
    recipient = letter.to or _counterpart(conversation)
    mailbox = letter.mailbox or conversation.mailbox or mailboxes.find_default_mailbox()
    parents = _parents(conversation)
    subject = letter.subject or _answering(conversation.subject)
    delivery = channels.post_mail(
        mailbox=mailbox,
        to=recipient,
        cc=letter.cc,
        bcc=letter.bcc,
        files=letter.files,
        subject=subject,
        text=letter.text,
        html=letter.html,
        reply_to=reply_address(
            mailbox=mailbox.reply_to,
            conversation=conversation.pk,
            reply_key=conversation.reply_key,
            recipient=recipient.value,
            secret=settings.SECRET_KEY,
        ),
        references=parents,
        language=conversation.customer.language if conversation.customer else "nl",
        is_automatic=agent is None,
        now=now,
        due_at=now + find_undo_window() if agent else now,
    )
    contact = _file_answer(conversation, delivery, letter.text, now, agent, subject)
    if letter.files:
        Attachment.objects.bulk_create(list_attachments(contact, mailboxes.list_sent_files(delivery)))
    return contact


def _file_answer(
    conversation: Conversation, delivery: Delivery, text: str, now: datetime, agent: Agent | None, subject: str
) -> Contact:
    ThreadKey.objects.create(conversation=conversation, value=delivery.message_id)
    return Contact.objects.create(
        conversation=conversation,
        customer=conversation.customer,
        channel=Kind.EMAIL,
        direction=Direction.OUT,
        started_at=now,
        ended_at=now,
        subject=subject[:300],
        text=text,
        reply_text=text,
        sender_name=agent.name if agent else _house_name(delivery),
        agent=agent,
        team=agent.team if agent else None,
        delivery=delivery,
        message_id=delivery.message_id,
        is_automatic=agent is None,
    )


def _house_name(delivery: Delivery) -> str:
    """Nobody wrote it: it comes from the mailbox."""
    return (delivery.mailbox.name or delivery.mailbox.address)[:200] if delivery.mailbox else ""


def _counterpart(conversation: Conversation) -> Party:
    """Who wrote last in this conversation, or else whoever can be reached in it by mail."""
    latest = (
        Contact.objects.filter(conversation=conversation, direction=Direction.IN, sender__kind="email")
        .select_related("sender")
        .order_by("-started_at", "-id")
        .first()
    )
    if latest is not None and latest.sender is not None:
        return Party(kind="email", value=latest.sender.value, name=latest.sender_name)
    anybody = conversation.participants.filter(kind="email").order_by("-is_verified", "id").first()
    if anybody is None:
        raise NobodyToAnswer
    return Party(kind="email", value=without_tag(anybody.value), name=anybody.name)


def _parents(conversation: Conversation) -> tuple[str, ...]:
    """The first mail of the thread and the latest ones: what mail programs need to keep it together."""
    ids = list(
        Contact.objects.filter(conversation=conversation)
        .exclude(message_id="")
        .order_by("-started_at", "-id")
        .values_list("message_id", flat=True)[: MANY_REFERENCES + 1]
    )[::-1]
    return tuple(ids)


def _answering(subject: str) -> str:
    return subject if subject.lower().startswith(("re:", "antw:")) else f"Re: {subject}".rstrip()
