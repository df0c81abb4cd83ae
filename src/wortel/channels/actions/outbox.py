import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from wortel.channels.email.compose import Outgoing, compose, is_id
from wortel.channels.email.signing import sign
from wortel.channels.interface import DeliveryFailed, File, NobodyHome, Party
from wortel.channels.models import Delivery, Mailbox
from wortel.channels.queries import find_signing_key, list_due
from wortel.channels.rules import one_line, signed, unseal
from wortel.events import actions as events

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
GIVE_UP_AFTER = timedelta(days=2)  # a server that is away over a weekend loses nothing
MANY = 500
State = Delivery.State
ANYBODY = Q()
CHANGED = ["state", "why", "trouble", "attempts", "first_tried_at", "due_at"]


class NotWaiting(Exception):
    """This mail has left, or was taken back."""


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
    bcc: Sequence[Party] = (),
    files: Sequence[File] = (),
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
    references = [each for each in references if is_id(each)]
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
        attachments=tuple(files),
    )
    recipients = list(dict.fromkeys(party.value for party in (to, *cc, *bcc)))
    return Delivery.objects.create(
        message_id=message_id,
        mailbox=mailbox,
        recipients=recipients,
        copied=[party.value for party in cc],
        hidden=[party.value for party in bcc],
        is_automatic=is_automatic,
        raw=_signed(compose(mail, now=now), mailbox),
        made_at=now,
        due_at=due_at,
    )


def _signed(raw: bytes, mailbox: Mailbox) -> bytes:
    """With the key of its domain, where that is in use."""
    key = find_signing_key(mailbox.address)
    if key is None or key.signs_since is None:
        return raw
    private = unseal(bytes(key.private_secret), settings.SECRET_KEY).encode()
    return sign(raw, domain=key.domain, selector=key.selector, private=private)


@transaction.atomic
def withdraw(*, delivery: Delivery, now: datetime) -> Delivery:
    """Keep a mail from leaving."""
    delivery.state, delivery.sent_at = State.TAKEN_BACK, None
    delivery.save(update_fields=["state", "sent_at"])
    return delivery


@transaction.atomic
def send_again(*, delivery: Delivery, now: datetime) -> Delivery:
    """Try once more what did not leave, from the first attempt on and under the same id."""
    locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if locked.state not in {State.WAITING, State.FAILED}:
        raise NotWaiting
    locked.state, locked.due_at, locked.attempts, locked.first_tried_at = State.WAITING, now, 0, None
    locked.why, locked.trouble = "", ""
    locked.save(update_fields=["state", "due_at", "attempts", "first_tried_at", "why", "trouble"])
    events.record("answer.again", about=locked, message_id=locked.message_id)
    return locked


def send_due(*, post: Post, now: datetime, limit: int = 100, of: Q = ANYBODY) -> int:
    """Hand over what is due, one mail per transaction; gives how many were tried."""
    tried = 0
    try:
        while tried < limit and _send_next(post, now, of):
            tried += 1
    except NobodyHome as absence:
        _wait_for(absence, now, of)
    return tried


@transaction.atomic
def _send_next(post: Post, now: datetime, of: Q) -> Delivery | None:
    """Another sender skips what this one holds. A crash after the handing over repeats it under the same id."""
    delivery = list_due(now, of).select_for_update(skip_locked=True).first()
    if delivery is None:
        return None
    _count_attempt(delivery, now)
    try:
        refused = post.hand_over(sender=_envelope(delivery), recipients=delivery.recipients, raw=bytes(delivery.raw))
    except NobodyHome:
        raise
    except DeliveryFailed as failure:
        _failed(delivery, failure, now)
    else:
        delivery.state, delivery.sent_at, delivery.trouble = State.SENT, now, ""
        delivery.why = f"refused for {', '.join(refused)}"[:300] if refused else ""
        events.record("answer.sent", about=delivery, message_id=delivery.message_id, refused=list(refused))
    delivery.save(update_fields=["sent_at", *CHANGED])
    return delivery


@transaction.atomic
def _wait_for(absence: NobodyHome, now: datetime, of: Q) -> None:
    """The other side does not answer: everything that is due there tries again later."""
    for delivery in list_due(now, of).select_for_update(skip_locked=True)[:MANY]:
        _count_attempt(delivery, now)
        _failed(delivery, absence, now)
        delivery.save(update_fields=CHANGED)


def _count_attempt(delivery: Delivery, now: datetime) -> None:
    delivery.attempts += 1
    delivery.first_tried_at = delivery.first_tried_at or now


def _failed(delivery: Delivery, failure: DeliveryFailed, now: datetime) -> None:
    """Wait twice as long each time; after some days somebody has to look at it."""
    delivery.why, delivery.trouble = str(failure)[:300], failure.kind
    begun = delivery.first_tried_at or now
    if failure.permanent or now - begun >= GIVE_UP_AFTER:
        delivery.state = State.FAILED
        events.record("answer.failed", about=delivery, why=delivery.why)
        return
    delivery.due_at = now + min(FIRST_WAIT * 2 ** min(delivery.attempts - 1, 10), LONGEST_WAIT)
    events.record("answer.delayed", about=delivery, why=delivery.why, until=delivery.due_at.isoformat())


def _envelope(delivery: Delivery) -> str:
    """Nobody is to answer what nobody wrote: automatic mail leaves without an envelope sender."""
    return "" if delivery.is_automatic or delivery.mailbox is None else delivery.mailbox.address
