"""Mails with a token each, so that afterwards every single one can be accounted for."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

OURS = "hallo@winkel.example"
THREAD = 3
ASKS_EVERY = 4
"""So many threads, and one of them asks for an answer."""
BOTH_EVERY = 25
API_EVERY = 20

type Way = Literal["smtp", "imap", "both", "api"]


@dataclass(frozen=True)
class Letter:
    """One message and the way it comes in."""

    number: int
    way: Way
    raw: bytes

    @property
    def name(self) -> str:
        return f"m{self.number}@post.example"

    @property
    def mark(self) -> str:
        return sha256(self.raw).hexdigest()


def write(number: int) -> Letter:
    """Each third mail opens a thread, the two after it answer in it, each by another way than the one before."""
    first = number // THREAD * THREAD
    answers = f"In-Reply-To: <m{first}@post.example>\r\n" if number > first else ""
    asks = "graag antwoord" if asks_for_answer(number) else "mail"
    raw = (
        f"From: Klant {first} <klant{first}@post.example>\r\nTo: {OURS}\r\n"
        f"Subject: {asks} {number}\r\nMessage-ID: <m{number}@post.example>\r\n{answers}\r\n"
        f"Waar blijft bestelling {number}?\r\n"
    ).encode()
    return Letter(number, _way(number), raw)


def asks_for_answer(number: int) -> bool:
    return number % (THREAD * ASKS_EVERY) == 0


def _way(number: int) -> Way:
    if number % API_EVERY == API_EVERY - 1:
        return "api"
    if number % BOTH_EVERY == 1:
        return "both"
    return "imap" if number % 2 else "smtp"


def as_row(letter: Letter) -> dict[str, object]:
    """The same, as another system tells it."""
    return {
        "contact_id": f"api-{letter.number}",
        "channel": "chat",
        "direction": "in",
        "started_at": "2026-11-02T10:00:00+01:00",
        "ended_at": "2026-11-02T10:06:00+01:00",
        "text": f"Waar blijft bestelling {letter.number}?",
    }
