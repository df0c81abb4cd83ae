import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from django.db import transaction

from wortel.channels.email.compose import Outgoing, compose
from wortel.channels.interface import DeliveryFailed, NobodyHome, Party
from wortel.channels.models import Delivery, Mailbox
from wortel.channels.rules import one_line, signed
from wortel.events import actions as events

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
MOST_ATTEMPTS = 14  # spread over four hours
MANY = 500
State = Delivery.State


class Post(Protocol):
    """Whoever takes our mail from us, such as a mail server."""

    def hand_over(self, *, sender: str, recipients: Sequence[str], raw: bytes) -> Sequence[str]:
        """Give one mail; gives who of several it was refused for, raises `DeliveryFailed` when for all."""
        ...


@transaction.atomic
def post_mail(
    *,
    mailbox: Mailbox,
    to: Party,
    cc: Sequence[Party] = (),
    subject: str,
    text: str,
    html: str | None = None,
    reply_to: str,
    references: Sequence[str] = (),
    language: str = "nl",
    is_automatic: bool = False,
    unsubscribe: str | None = None,
    now: datetime,
    due_at: datetime,
) -> Delivery:
    """Write the mail once, under an id that it keeps however often it must be sent.

    With `unsubscribe` it is a mail nobody asked for; it keeps its envelope sender, so that we hear when it bounces.
    """
    message_id = f"{secrets.token_hex(16)}@{mailbox.address.rpartition('@')[2]}"
    signature = mailbox.signature_en if language == "en" else mailbox.signature_nl
    mail = Outgoing(
        message_id=message_id,
        from_name=mailbox.name,
        from_address=mailbox.address,
        to=(to.value,),
        cc=tuple(party.value for party in cc),
        reply_to=reply_to,
        subject=one_line(subject),
        text=signed(text, signature),
        html=html,
        in_reply_to=references[-1] if references else None,
        references=tuple(references),
        auto_submitted=is_automatic,
        unsubscribe=unsubscribe,
    )
    return Delivery.objects.create(
        message_id=message_id,
        mailbox=mailbox,
        recipients=[to.value, *(party.value for party in cc)],
        is_automatic=is_automatic,
        raw=compose(mail, now=now),
        made_at=now,
        due_at=due_at,
    )


@transaction.atomic
def withdraw(*, delivery: Delivery, now: datetime) -> Delivery:
    """Keep a mail from leaving."""
    delivery.state, delivery.sent_at = State.TAKEN_BACK, None
    delivery.save(update_fields=["state", "sent_at"])
    return delivery


def send_due(*, post: Post, now: datetime, limit: int = 100) -> int:
    """Hand over what is due, one mail per transaction; gives how many were tried."""
    tried = 0
    try:
        while tried < limit and _send_next(post, now):
            tried += 1
    except NobodyHome as absence:
        _wait_for(absence, now)
    return tried


@transaction.atomic
def _send_next(post: Post, now: datetime) -> Delivery | None:
    """Another sender skips what this one holds. A crash after the handing over repeats it under the same id."""
    due = Delivery.objects.filter(state=State.WAITING, due_at__lte=now).order_by("due_at")
    delivery = due.select_for_update(skip_locked=True).first()
    if delivery is None:
        return None
    delivery.attempts += 1
    try:
        refused = post.hand_over(sender=_envelope(delivery), recipients=delivery.recipients, raw=bytes(delivery.raw))
    except NobodyHome:
        raise
    except DeliveryFailed as failure:
        _failed(delivery, failure, now)
    else:
        delivery.state, delivery.sent_at = State.SENT, now
        delivery.why = f"refused for {', '.join(refused)}"[:300] if refused else ""
        events.record("answer.sent", about=delivery, message_id=delivery.message_id, refused=list(refused))
    delivery.save(update_fields=["state", "sent_at", "why", "attempts", "due_at"])
    return delivery


@transaction.atomic
def _wait_for(absence: NobodyHome, now: datetime) -> None:
    """The other side does not answer: everything that is due tries again later."""
    due = Delivery.objects.filter(state=State.WAITING, due_at__lte=now).order_by("due_at")
    for delivery in due.select_for_update(skip_locked=True)[:MANY]:
        delivery.attempts += 1
        _failed(delivery, absence, now)
        delivery.save(update_fields=["state", "why", "attempts", "due_at"])


def _failed(delivery: Delivery, failure: DeliveryFailed, now: datetime) -> None:
    """Wait twice as long each time; after some hours somebody has to look at it."""
    delivery.why = str(failure)[:300]
    if failure.permanent or delivery.attempts >= MOST_ATTEMPTS:
        delivery.state = State.FAILED
        events.record("answer.failed", about=delivery, why=delivery.why)
        return
    delivery.due_at = now + min(FIRST_WAIT * 2 ** (delivery.attempts - 1), LONGEST_WAIT)
    events.record("answer.delayed", about=delivery, why=delivery.why, until=delivery.due_at.isoformat())


def _envelope(delivery: Delivery) -> str:
    """Nobody is to answer what nobody wrote: automatic mail leaves without an envelope sender."""
    return "" if delivery.is_automatic or delivery.mailbox is None else delivery.mailbox.address
