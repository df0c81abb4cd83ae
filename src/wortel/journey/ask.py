"""A question from the public page, with its files, becomes a case.

The whole of it is kept as one message byte for byte, as a mail would be, so that files are read from there.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.db import transaction

from wortel.channels import actions as channels
from wortel.channels.interface import Attachment, Party
from wortel.channels.models import Arrival, Kind, Outcome
from wortel.contacts.actions import attach_files
from wortel.journey.receive import Receipt, receive_form
from wortel.orders.models import Order


@dataclass(frozen=True)
class File:
    name: str
    type: str
    content: bytes


@dataclass(frozen=True)
class Asked:
    """What somebody filled in."""

    sender: Party
    text: str
    order: str = ""
    files: tuple[File, ...] = ()

    @property
    def subject(self) -> str:
        return " ".join(self.text.split())[:80]

    @property
    def words(self) -> str:
        return f"{self.text}\n\n#{self.order}" if self.order else self.text


@transaction.atomic
def ask(asked: Asked, *, now: datetime) -> Receipt:
    """File the question; an order is tied to it only when its buyer has this address."""
    order = _find_order(asked)
    receipt = receive_form(
        sender=asked.sender,
        subject=asked.subject,
        text=asked.text if order else asked.words,
        order=order,
        now=now,
    )
    if asked.files and receipt.contact is not None:
        arrival = channels.keep_arrival(
            raw=_as_mail(asked, now),
            key=f"form:{secrets.token_hex(16)}",
            kind=Kind.WEBFORM,
            outcome=Outcome.FILED,
            now=now,
        )
        assert arrival is not None
        attach_files(contact=receipt.contact, arrival=arrival, files=_list_parts(asked.files))
    return receipt


def set_aside(asked: Asked, *, now: datetime) -> Arrival | None:
    """Keep what a program most likely filled in where colleagues can look at it."""
    return channels.quarantine(raw=_as_mail(asked, now), kind=Kind.WEBFORM, why="form: hidden field filled", now=now)


def _find_order(asked: Asked) -> Order | None:
    if not asked.order:
        return None
    mine = Order.objects.filter(
        code=asked.order, customer__addresses__kind="email", customer__addresses__value=asked.sender.value
    )
    return mine.first()


def _list_parts(files: tuple[File, ...]) -> list[Attachment]:
    """Part 1 is the text, the files follow."""
    return [
        Attachment(
            part=str(number),
            name=file.name,
            type=_kind(file)[0] + "/" + _kind(file)[1],
            size=len(file.content),
            md5=hashlib.md5(file.content, usedforsecurity=False).hexdigest(),
            inline=False,
        )
        for number, file in enumerate(files, start=2)
    ]


def _as_mail(asked: Asked, now: datetime) -> bytes:
    mail = EmailMessage(policy=SMTP)
    if asked.sender.value.isascii():
        mail["From"] = asked.sender.value
    mail["Date"] = format_datetime(now)
    mail["Subject"] = asked.subject
    mail.set_content(asked.words)
    if asked.files:
        mail.make_mixed()
    for file in asked.files:
        main, sub = _kind(file)
        mail.add_attachment(file.content, maintype=main, subtype=sub, filename=_plain(file.name))
    return mail.as_bytes()


def _kind(file: File) -> tuple[str, str]:
    """A text file is kept byte for byte too: as a text part its line ends and signs would be changed."""
    main, _, sub = file.type.partition("/")
    is_plain = main.isalnum() and sub.replace("-", "").replace("+", "").replace(".", "").isalnum()
    return (main, sub) if is_plain and main not in {"text", "message", "multipart"} else ("application", "octet-stream")


def _plain(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable())[:200] or "file"
