"""Opens what S/MIME wraps: finds the mail inside a signed message (RFC 8551), and says when it is encrypted."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["signed", "encrypted", ""]

_SIGNED = bytes.fromhex("06092a864886f70d010702")
_ENCRYPTED = (bytes.fromhex("06092a864886f70d010703"), bytes.fromhex("060b2a864886f70d0109100117"))
_SEQUENCE, _CONTENT, _OCTETS, _OCTET_PIECES = 0x30, 0xA0, 0x04, 0x24
_MAX_PIECES = 200_000
_MAX_LEVELS = 4


class _Odd(ValueError):
    """Not the notation we know."""


@dataclass(frozen=True, slots=True)
class _Element:
    tag: int
    start: int
    stop: int
    """Where the content ends; for one of unknown length, where its surroundings end."""
    is_open: bool


def kind_of(content: bytes) -> Kind:
    """Say from the first bytes what a pkcs7-mime part is."""
    head = content[:40]
    if _SIGNED in head:
        return "signed"
    return "encrypted" if any(mark in head for mark in _ENCRYPTED) else ""


def open_signed(content: bytes) -> bytes | None:
    """The mail inside a signed message, signature left unchecked; None where it cannot be found."""
    try:
        return _open(content)
    except (_Odd, IndexError):
        return None


def _open(content: bytes) -> bytes:
    outer = _expect(content, 0, len(content), _SEQUENCE)
    if not content.startswith(_SIGNED, outer.start):
        raise _Odd
    wrapped = _expect(content, outer.start + len(_SIGNED), outer.stop, _CONTENT)
    signed = _expect(content, wrapped.start, wrapped.stop, _SEQUENCE)
    after_version = _skip(content, signed.start, signed.stop)
    after_digests = _skip(content, after_version, signed.stop)
    held = _expect(content, after_digests, signed.stop, _SEQUENCE)
    after_kind = _skip(content, held.start, held.stop)
    told = _expect(content, after_kind, held.stop, _CONTENT)
    return b"".join(_octets(content, told.start, told.stop))


def _octets(content: bytes, position: int, stop: int) -> list[bytes]:
    """One string of bytes, whole or in pieces; pieces in pieces are followed a few levels down."""
    first = _read(content, position, stop)
    if first.tag == _OCTETS:
        return [content[first.start : first.stop]]
    pieces: list[bytes] = []
    ends = [first.stop if not first.is_open else None]
    position = first.start
    if first.tag != _OCTET_PIECES:
        raise _Odd
    while ends and len(pieces) < _MAX_PIECES:
        if ends[-1] is not None and position >= ends[-1]:
            ends.pop()
            continue
        if content.startswith(b"\0\0", position):
            ends.pop()
            position += 2
            continue
        piece = _read(content, position, stop)
        position = piece.start
        if piece.tag == _OCTETS:
            pieces.append(content[piece.start : piece.stop])
            position = piece.stop
        elif piece.tag == _OCTET_PIECES and len(ends) < _MAX_LEVELS:
            ends.append(None if piece.is_open else piece.stop)
        else:
            raise _Odd
    return pieces


def _expect(content: bytes, position: int, stop: int, tag: int) -> _Element:
    found = _read(content, position, stop)
    if found.tag != tag:
        raise _Odd
    return found


def _skip(content: bytes, position: int, stop: int) -> int:
    """Where the element after this one begins."""
    found = _read(content, position, stop)
    if not found.is_open:
        return found.stop
    depth, position = 1, found.start
    while depth:
        if content.startswith(b"\0\0", position):
            depth, position = depth - 1, position + 2
            continue
        inner = _read(content, position, stop)
        depth, position = (depth + 1, inner.start) if inner.is_open else (depth, inner.stop)
    return position


def _read(content: bytes, position: int, stop: int) -> _Element:
    """One tag and length; each step moves forward, so every walk over them ends."""
    tag, length = content[position], content[position + 1]
    start = position + 2
    if tag & 0x1F == 0x1F:
        raise _Odd
    if length == 0x80:
        return _Element(tag, start, stop, is_open=True)
    if length > 0x80:
        width = length & 0x7F
        if width > 8:
            raise _Odd
        length = int.from_bytes(content[start : start + width])
        start += width
    if start + length > stop:
        raise _Odd
    return _Element(tag, start, start + length, is_open=False)
