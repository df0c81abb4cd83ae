"""Splits a header block into fields, forgiving what real mails have before, inside and instead of headers."""

import re
from dataclasses import dataclass

from wortel.channels.email.mime.limits import MAX_FIELDS, MAX_JUNK_LINES

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:")
_KNOWN = re.compile(
    rb"(?:from|to|cc|bcc|subject|date|received|return-path|reply-to|sender|message-id|in-reply-to|references|mime-version"
    rb"|delivered-to|envelope-to|content-[a-z-]+|dkim-signature|authentication-results|list-[a-z-]+|auto-submitted"
    rb"|precedence|priority|importance|user-agent|resent-[a-z-]+|arc-[a-z-]+|x-[!-9;-~]+)[ \t]*:",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    """Lower case."""
    value: bytes
    """As it came, folds included."""


def find_start(raw: bytes) -> int:
    """Where the header begins: after empty lines, an mbox "From " line, or leading junk."""
    start = len(raw) - len(raw.lstrip(b"\r\n \t\xef\xbb\xbf\x00"))
    if _FIELD.match(raw, start) and not _is_mbox_line(raw, start):
        return start
    position = start
    for _ in range(MAX_JUNK_LINES):
        if _KNOWN.match(raw, position):
            return position
        position = raw.find(b"\n", position) + 1
        if position == 0:
            break
    return start


def read_fields(raw: bytes, start: int, end: int) -> tuple[list[Field], int]:
    """Give the fields from `start` and the place where the body begins."""
    fields: list[Field] = []
    position = start
    while position < end:
        stop = _line_end(raw, position, end)
        found = _FIELD.match(raw, position, stop)
        if found is not None and not _is_mbox_line(raw, position):
            stop = _with_folds(raw, stop, end)
            if len(fields) < MAX_FIELDS:
                fields.append(Field(found[1].decode("ascii").lower(), raw[found.end() : stop].strip()))
        elif not raw[position:stop].strip():
            return fields, stop
        elif not _is_stray(raw, position, stop, end):
            return fields, position
        position = stop
    return fields, end


def _line_end(raw: bytes, position: int, end: int) -> int:
    found = raw.find(b"\n", position, end)
    return end if found < 0 else found + 1


def _with_folds(raw: bytes, stop: int, end: int) -> int:
    while stop < end and raw[stop] in b" \t":
        line_end = _line_end(raw, stop, end)
        # A line of only white space continues a header when more header follows, else it is the separator.
        if not raw[stop:line_end].strip() and not _continues(raw, line_end, end):
            return stop
        stop = line_end
    return stop


def _continues(raw: bytes, position: int, end: int) -> bool:
    return position < end and (raw[position] in b" \t" or _FIELD.match(raw, position, end) is not None)


def _is_mbox_line(raw: bytes, position: int) -> bool:
    return raw.startswith((b"From ", b">From "), position)


def _is_stray(raw: bytes, position: int, stop: int, end: int) -> bool:
    """A line that is no header, yet is followed by one that certainly is: junk inside the header."""
    return _is_mbox_line(raw, position) or _KNOWN.match(raw, stop, end) is not None
