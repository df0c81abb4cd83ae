"""One mail, one key: the same message fetched twice or delivered to two mailboxes has the same key.

The key covers what the sender wrote: the Message-ID, the sender's own headers and the body. What transport adds on the
way (Received, Return-Path, Delivered-To, Authentication-Results, ARC, X-…) differs per mailbox and stays out, as do
line ends.
A second mail under a borrowed Message-ID has other content, hence another key, and is not taken for a duplicate.
"""

import hashlib

from wortel.channels.email.mime.tree import Part

_WRITTEN_BY_SENDER = (
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "subject",
    "date",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "content-disposition",
    "auto-submitted",
)
_CHUNK = 1 << 20


def make_key(root: Part, *, message_id: str | None) -> str:
    """Give the idempotency key of a mail."""
    digest = hashlib.sha256((message_id or "").encode() + b"\n")
    for name in _WRITTEN_BY_SENDER:
        for value in root.every(name):
            digest.update(name.encode() + b":" + b" ".join(value.split()) + b"\n")
    _add_body(digest, root)
    return digest.hexdigest()


def _add_body(digest: "hashlib._Hash", root: Part) -> None:
    """Without carriage returns and trailing empty lines: IMAP, mbox and Maildir disagree on both."""
    end = root.span.end
    while end > root.span.start and root.source[end - 1] in b"\r\n":
        end -= 1
    for start in range(root.span.start, end, _CHUNK):
        digest.update(root.source[start : min(start + _CHUNK, end)].translate(None, b"\r"))
