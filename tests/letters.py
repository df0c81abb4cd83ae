"""Mails as they come in over the line."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from itertools import count

from tests import cast
from wortel.accounts.models import Organisation
from wortel.channels.email.parse import read
from wortel.channels.interface import Inbound
from wortel.channels.queries import find_own_addresses
from wortel.journey.receive import Receipt, receive_mail

OURS = "hallo@devoorbeeldwinkel.example"
MARIJKE = "Marijke Hoekstra <marijke@hoekstra.example>"
YOUSSEF = "Youssef Benali <y.benali@post.example>"
AUTHSERV = "mx.devoorbeeldwinkel.example"

_numbers = count(1)


class InProcess:
    """Reads without a child of its own: quick, and the same bytes give the same mail."""

    def read(self, raw: bytes) -> Inbound:
        return read(raw, trusted_authserv=AUTHSERV)


def letter(
    text: str = "Waar blijft mijn bankje?",
    *,
    sender: str = MARIJKE,
    to: str = OURS,
    cc: str = "",
    subject: str = "Levering",
    message_id: str = "",
    answers: str | Iterable[str] = (),
    references: Iterable[str] = (),
    at: datetime | None = cast.NOW,
    verdict: str = "",
    more: Iterable[str] = (),
) -> bytes:
    """One plain mail. `answers` are the ids in In-Reply-To; ids are without brackets."""
    replied = [answers] if isinstance(answers, str) else list(answers)
    lines = [
        *([f"Authentication-Results: {AUTHSERV}; dmarc={verdict}"] if verdict else []),
        *([f"From: {sender}"] if sender else []),
        f"To: {to}",
        *([f"Cc: {cc}"] if cc else []),
        f"Subject: {subject}",
        f"Message-ID: <{message_id or new_id()}>",
        *([f"Date: {format_datetime(at)}"] if at else []),
        *([f"In-Reply-To: {_bracketed(replied)}"] if replied else []),
        *([f"References: {_bracketed(references)}"] if references else []),
        *more,
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "",
        text,
    ]
    return "\r\n".join(lines).encode() + b"\r\n"


def new_id() -> str:
    return f"mail-{next(_numbers)}@post.example"


def deliver(raw: bytes, *, now: datetime = cast.NOW, own: Iterable[str] = ()) -> Receipt:
    """Bring a mail to the shop."""
    _open_shop()
    return receive_mail(raw, reader=InProcess(), mailboxes=find_own_addresses(own), now=now, source="test")


def write(text: str = "Waar blijft mijn bankje?", **wishes: object) -> Receipt:
    """Write a mail and bring it."""
    return deliver(letter(text, **wishes))  # type: ignore[arg-type]  # the wishes are those of letter


def _open_shop() -> Organisation:
    cast.mailbox()
    cast.care()
    return cast.shop()


def _bracketed(ids: Iterable[str]) -> str:
    return " ".join(f"<{each}>" for each in ids)
