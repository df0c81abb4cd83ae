"""Decisions about messages that need no database."""

import base64
import hmac
import re
from datetime import datetime, timedelta

CLOCKS_MAY_DIFFER = timedelta(minutes=10)
OLDEST_MAIL = 1990
TAG = re.compile(r"\+w([0-9a-z]{1,13})-([a-z2-7]{26})@")
SEEMS_A_TAG = re.compile(r"\+w[0-9a-z]+-[^@]*@")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def moment_of(sent: datetime | None, received: datetime) -> datetime:
    """When a message was said: by the sender's clock, unless that clock cannot be right."""
    if sent is None or sent.year < OLDEST_MAIL or sent > received + CLOCKS_MAY_DIFFER:
        return received
    return min(sent, received)


def reply_address(*, mailbox: str, conversation: int, reply_key: str, recipient: str, secret: str) -> str:
    """The address under which this recipient, and nobody else, can answer into this conversation."""
    local, _, domain = mailbox.partition("@")
    proof = _proof(conversation, reply_key, recipient, secret)
    return f"{local}+w{_in_letters(conversation)}-{proof}@{domain}"


def read_tag(address: str) -> tuple[int, str] | None:
    """The conversation and the proof in a reply address, if it is one."""
    found = TAG.search(address.lower())
    return (int(found[1], 36), found[2]) if found else None


def seems_tagged(address: str) -> bool:
    """Whether it was meant to look like a reply address, rightly or not."""
    return SEEMS_A_TAG.search(address.lower()) is not None


def without_tag(address: str) -> str:
    """The mailbox behind a reply address."""
    return TAG.sub("@", address.lower())


def is_proof(proof: str, *, conversation: int, reply_key: str, recipient: str, secret: str) -> bool:
    return hmac.compare_digest(proof, _proof(conversation, reply_key, recipient, secret))


def snippet(text: str, length: int = 200) -> str:
    """The first words, on one line, as a list shows them."""
    return " ".join(text[: 4 * length].split())[:length]


def _proof(conversation: int, reply_key: str, recipient: str, secret: str) -> str:
    """128 bits in letters that survive mail systems that change the case of an address."""
    said = f"reply:{conversation}:{reply_key}:{recipient.lower()}".encode()
    mark = hmac.new(secret.encode(), said, "sha256").digest()[:16]
    return base64.b32encode(mark).decode().rstrip("=").lower()


def _in_letters(number: int) -> str:
    letters = ""
    while number:
        number, digit = divmod(number, 36)
        letters = DIGITS[digit] + letters
    return letters or "0"
