"""Reads structured values such as Content-Type: a main value and its parameters, RFC 2231 pieces included."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from wortel.channels.email.mime.charsets import decode
from wortel.channels.email.mime.clean import clean_value
from wortel.channels.email.mime.words import decode_words, read_raw

# Every alternative moves forward and gives nothing back (possessive), so 20,000 parameters cost one pass.
_PARAMETER = re.compile(r'[;\s]*+([^=;\s"]++)\s*+=\s*+(?:"((?:[^"\\]|\\.)*+)"[^;]*+|([^;]*+))', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PIECE = re.compile(r"^(.+?)\*(?:(\d{1,6})(\*?))?$")
_NOT_QUOTED = frozenset({"charset", "boundary", "format", "delsp", "report-type"})


@dataclass(frozen=True, slots=True)
class Structured:
    value: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Pieces:
    plain: str | None = None
    numbered: dict[int, tuple[bool, str]] = field(default_factory=dict)


def read_structured(raw: bytes, hint: str | None = None) -> Structured:
    """Split `text/plain; charset=x; name*0*=…` into its lower-case main value and decoded parameters."""
    text = read_raw(raw, hint)
    value, _, rest = text.partition(";")
    pieces: dict[str, _Pieces] = {}
    for name, content in _scan(rest):
        _collect(pieces, name, content)
    parameters = {name: _assemble(found, hint) for name, found in pieces.items()}
    return Structured(value=clean_value(value).lower(), parameters=parameters)


def _scan(rest: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(rest):
        match = _PARAMETER.match(rest, position)
        if match is None:
            position = rest.find(";", position) + 1
            if position == 0:
                break
            continue
        name = match[1].lower()
        quoted, bare = match[2], match[3]
        content = _ESCAPED.sub(r"\1", quoted) if quoted is not None else _bare(name, bare)
        found.append((name, content))
        position = match.end()
    return found


def _bare(name: str, content: str) -> str:
    content = content.strip().strip('"')
    if name in _NOT_QUOTED and content:
        return content.split()[0]
    return content


def _collect(pieces: dict[str, _Pieces], name: str, content: str) -> None:
    match = _PIECE.match(name) if "*" in name else None
    if match is None:
        entry = pieces.setdefault(name, _Pieces())
        if entry.plain is None:
            entry.plain = content
        return
    index = int(match[2] or 0)
    is_encoded = match[2] is None or bool(match[3])
    pieces.setdefault(match[1], _Pieces()).numbered.setdefault(index, (is_encoded, content))


def _assemble(found: _Pieces, hint: str | None) -> str:
    if not found.numbered:
        return clean_value(decode_words(found.plain or "", hint))
    charset: str | None = None
    chunks: list[bytes] = []
    for position, (_, (is_encoded, content)) in enumerate(sorted(found.numbered.items())):
        if position == 0 and is_encoded and content.count("'") >= 2:
            charset, _, content = content.split("'", 2)
        chunks.append(unquote_to_bytes(content) if is_encoded else content.encode())
    return clean_value(decode_words(decode(b"".join(chunks), charset or None, hint), hint))
