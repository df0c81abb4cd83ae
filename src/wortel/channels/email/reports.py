"""Reads from a delivery report which addresses could not be reached."""

import re

from wortel.channels.email.mime.addresses import read_mailboxes
from wortel.channels.email.mime.fields import read_fields
from wortel.channels.email.mime.tree import Part, walk

_MAX_ADDRESSES = 1_000
_MAX_IDS = 10
_REPORT_LENGTH = 500_000
_ORIGINAL_ID = re.compile(rb"^[ \t>]*Message-ID:[ \t]*(?:\r?\n[ \t]+)?<([^<>\s]{1,900})>", re.MULTILINE | re.IGNORECASE)
# qmail, exim and home-made reports name the address on a line of its own before the reason.
_LINE = re.compile(rb"^[ \t]*<([^\s<>@]{1,200}@[^\s<>@]{1,255})>:?[ \t]*\r?$", re.MULTILINE)


def find_bounced(root: Part) -> tuple[str, ...]:
    """Give the unreachable addresses, each once, in the order of the report."""
    found = [*_from_status(root), *_from_header(root)] or _from_words(root)
    return tuple(dict.fromkeys(found))[:_MAX_ADDRESSES]


def find_reported(root: Part) -> tuple[str, ...]:
    """Give the ids of the mails that the report is about: it carries their headers, as a part or among its words."""
    content = root.source[root.span.start : min(root.span.end, root.span.start + _REPORT_LENGTH)]
    found = (match[1].decode("utf-8", "replace") for match in _ORIGINAL_ID.finditer(content))
    return tuple(dict.fromkeys(found))[:_MAX_IDS]


def _from_status(root: Part) -> list[str]:
    found: list[str] = []
    for part in walk(root):
        if part.type in {"message/delivery-status", "message/global-delivery-status"}:
            found.extend(_from_blocks(part.content()))
    return found


def _from_blocks(content: bytes) -> list[str]:
    """One block a recipient; a delayed or delivered one is not lost."""
    found: list[str] = []
    position = 0
    while position < len(content) and len(found) < _MAX_ADDRESSES:
        fields, after = read_fields(content, position, len(content))
        values = {field.name: field.value for field in reversed(fields)}
        if values.get("action", b"failed").strip().lower().startswith(b"failed"):
            recipient = values.get("original-recipient") or values.get("final-recipient")
            found.extend(_addresses(recipient.partition(b";")[2] if recipient else b""))
        position = after if after > position else content.find(b"\n", position) + 1 or len(content)
    return found


def _from_header(root: Part) -> list[str]:
    return _addresses(root.first("x-failed-recipients") or b"")


def _from_words(root: Part) -> list[str]:
    for part in walk(root):
        if part.type == "text/plain":
            return [match[1].decode("utf-8", "replace").lower() for match in _LINE.finditer(part.content()[:20_000])]
    return []


def _addresses(raw: bytes) -> list[str]:
    return [mailbox.address for mailbox in read_mailboxes(raw) if mailbox.address]
