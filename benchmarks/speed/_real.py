"""Real mails of others, as often as needed: each with an id of its own, three of four in an earlier thread."""

import re
from collections.abc import Iterator
from itertools import count

from tests.outside import SHARED

from wortel.channels.email.sources import Source, walk

THREAD = 4
_HEADERS = re.compile(
    rb"^(?:message-id|in-reply-to|references)[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*", re.IGNORECASE | re.MULTILINE
)


def read_corpus() -> list[bytes]:
    """Every mail that lies beside the checkout, with its attachments."""
    folder = SHARED / "data/mail"
    if not folder.exists():
        raise SystemExit(f"The mails to measure with are not at {folder}.")
    return [_without_ids(found.raw) for found in walk([folder]) if isinstance(found, Source)]


def multiplied(corpus: list[bytes], first: int = 0) -> Iterator[bytes]:
    """Round after round; in each round a mail answers itself of the round before, four rounds make a thread."""
    for number in count(first):
        lap, place = divmod(number, len(corpus))
        parent = b"<r%d@post.example>" % (number - len(corpus))
        answers = b"In-Reply-To: %s\r\nReferences: %s\r\n" % (parent, parent) if lap % THREAD else b""
        yield b"Message-ID: <r%d@post.example>\r\n%s" % (number, answers) + corpus[place]


def _without_ids(raw: bytes) -> bytes:
    """Only in its own head: a mail may hold other mails."""
    end = min((place for mark in (b"\n\n", b"\n\r\n") if (place := raw.find(mark)) >= 0), default=len(raw))
    return _HEADERS.sub(b"", raw[: end + 1]) + raw[end + 1 :]
