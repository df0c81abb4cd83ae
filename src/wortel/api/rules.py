"""How a token looks, and how a place in a list is written."""

import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

PREFIX = "wortel_"
SHOWN = len(PREFIX) + 4
MARK = b"after "


class NotACursor(ValueError):
    """This was not given out by us."""


def make_secret() -> str:
    """256 bits nobody can guess, behind a word by which a leaked token is found."""
    return PREFIX + secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """A secret of 256 bits needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def write_cursor(number: int) -> str:
    return urlsafe_b64encode(MARK + str(number).encode()).decode().rstrip("=")


def read_cursor(text: str) -> int:
    """The number of the last row that was given; an empty cursor begins at the first.

    >>> read_cursor(write_cursor(42))
    42
    """
    if not text:
        return 0
    try:
        mark, digits = (plain := urlsafe_b64decode(text + "=" * (-len(text) % 4)))[: len(MARK)], plain[len(MARK) :]
        number = int(digits)
    except ValueError:
        raise NotACursor(text) from None
    if mark != MARK or not 0 <= number < 2**63:
        raise NotACursor(text)
    return number
