"""Decisions about mailboxes and mail that leaves, without a database."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken


class WrongKey(Exception):
    """The password was kept under another signing key than the one in use."""


def seal(text: str, secret: str) -> bytes:
    """This will make a password unreadable to whoever has the database and not the key."""
    return _lock(secret).encrypt(text.encode())


def unseal(sealed: bytes, secret: str) -> str:
    try:
        return _lock(secret).decrypt(sealed).decode()
    except InvalidToken as refusal:
        raise WrongKey from refusal


def _lock(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"mailbox:" + secret.encode()).digest()))


def one_line(text: str) -> str:
    """A subject may hold no line break: it could add a header of its own."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())


def signed(text: str, signature: str) -> str:
    """The words with the mailbox's signature under them, set apart as mail programs expect."""
    return f"{text.rstrip()}\n\n-- \n{signature.strip()}\n" if signature.strip() else f"{text.rstrip()}\n"
