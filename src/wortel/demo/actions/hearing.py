"""Customers of the fictional shop who write back."""

import random
from datetime import datetime, timedelta
from email import message_from_bytes
from email.utils import parseaddr

from wortel.channels.email.compose import Outgoing, compose
from wortel.channels.email.parse import read
from wortel.channels.email.reader import Reader
from wortel.contacts.models import Contact
from wortel.demo import tasks
from wortel.demo.world.words import thanks
from wortel.jobs.actions import enqueue
from wortel.journey.receive import receive_mail

FRESH = timedelta(minutes=10)
WRITE_BACK = 0.5


def hear(raw: bytes, *, now: datetime) -> bool:
    """A customer got our answer. Half of those who get one now write back within minutes."""
    sent = Contact.objects.filter(direction="out", message_id=read(raw).message_id or "-").first()
    if sent is None or sent.is_automatic or now - sent.started_at > FRESH:
        return False
    draw = random.Random(sent.message_id)
    if draw.random() > WRITE_BACK:
        return False
    return enqueue(tasks.write_back, after_seconds=draw.randrange(40, 240), answer=sent.pk)


def write_back(*, answer: int, now: datetime) -> None:
    """Reply to our answer the way a mail program does: to its reply address, under its subject."""
    sent = Contact.objects.select_related("delivery", "customer").get(pk=answer)
    if sent.delivery is None:
        return
    ours = read(bytes(sent.delivery.raw))
    who = ours.to[0]
    letter = Outgoing(
        message_id=f"back-{sent.pk}@post.example",
        from_name=sent.customer.name if sent.customer else who.name,
        from_address=who.value,
        to=(_reply_address(bytes(sent.delivery.raw)),),
        subject=ours.subject if ours.subject.lower().startswith("re:") else f"Re: {ours.subject}",
        text=thanks(language=sent.customer.language if sent.customer else "nl", draw=random.Random(sent.pk)),
        in_reply_to=ours.message_id,
        references=(*ours.references, *((ours.message_id,) if ours.message_id else ())),
    )
    with Reader() as reader:
        receive_mail(compose(letter, now=now), reader=reader, now=now, source="demo")


def _reply_address(raw: bytes) -> str:
    """Where our mail asks to be answered."""
    mail = message_from_bytes(raw)
    return parseaddr(mail.get("Reply-To") or mail.get("From") or "")[1]
