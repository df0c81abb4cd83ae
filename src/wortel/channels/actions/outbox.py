import secrets
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from wortel.channels.email.compose import Outgoing, compose, is_id
from wortel.channels.email.signing import sign
from wortel.channels.interface import File, Party
from wortel.channels.models import Delivery, Mailbox
from wortel.channels.queries import find_signing_key
from wortel.channels.rules import one_line, signed, unseal
from wortel.events import actions as events

State = Delivery.State
CHANGED = ["state", "why", "trouble", "attempts", "first_tried_at", "due_at", "still_to"]


class NotWaiting(Exception):
    """This mail has left, or was taken back."""


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
    """Try once more, from the first attempt on, under the same id, and only for those who do not have it."""
    locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if locked.state == State.SENT:
        locked.still_to = list(locked.bounces.order_by("pk").values_list("address", flat=True))
    if locked.state not in {State.WAITING, State.FAILED} and not locked.still_to:
        raise NotWaiting
    locked.bounces.filter(address__in=locked.goes_to).delete()
    locked.state, locked.due_at, locked.attempts, locked.first_tried_at = State.WAITING, now, 0, None
    locked.why, locked.trouble, locked.sent_at = "", "", None
    locked.save(update_fields=["sent_at", *CHANGED])
    events.record("answer.again", about=locked, message_id=locked.message_id, to=locked.goes_to)
    return locked
