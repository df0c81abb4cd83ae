"""Opens parts in which somebody wrapped other parts without saying multipart: signed S/MIME and winmail.dat."""

from urllib.parse import quote

from wortel.channels.email.mime import cms, tnef

_SIGNED_TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_MAYBE = frozenset({"application/octet-stream"})
OPENABLE = _SIGNED_TYPES | _TNEF_TYPES | _MAYBE
"""Whatever has another type need not be asked for its name, which costs more to read."""

MAX_WRAPPINGS = 4
"""Wrappings inside wrappings; each holds a copy of all that is in it."""


def is_wrapping(kind: str, name: str | None) -> bool:
    """Whether a look inside is worth it, judged by what it is called."""
    return kind in _TNEF_TYPES or is_envelope(kind, name) or (kind in _MAYBE and _extension(name) == "dat")


def is_envelope(kind: str, name: str | None) -> bool:
    """Whether it is called an S/MIME envelope, signed or encrypted."""
    return kind in _SIGNED_TYPES or (kind in _MAYBE and _extension(name) == "p7m")


def open_wrapping(content: bytes) -> list[bytes]:
    """Give each thing inside as a part with a header of its own; nothing where it cannot be opened."""
    if content.startswith(tnef.SIGNATURE):
        try:
            return _parts_of(tnef.open_package(content))
        except tnef.Damaged:
            return []
    inside = cms.open_signed(content) if cms.kind_of(content) == "signed" else None
    return [inside] if inside else []


def _parts_of(package: tnef.Package) -> list[bytes]:
    parts = []
    if package.html:
        parts.append(f"Content-Type: text/html; charset={package.charset}\n\n".encode() + package.html)
    elif package.text:
        parts.append(b"Content-Type: text/plain; charset=utf-8\n\n" + package.text.encode("utf-8", "replace"))
    elif package.rtf:
        parts.append(b"Content-Type: application/rtf; name=message.rtf\n\n" + package.rtf)
    return [*parts, *(_part_of(file) for file in package.files if file.content or file.name)]


def _part_of(file: tnef.File) -> bytes:
    header = [f"Content-Type: {_safe_kind(file)}"]
    if file.name:
        header.append(
            f"Content-Disposition: attachment; filename*=utf-8''{quote(file.name, safe='', errors='replace')}"
        )
    if file.content_id:
        header.append(f"Content-ID: <{quote(file.content_id, safe='@.-_$+=~', errors='replace')}>")
    return "\n".join([*header, "", ""]).encode() + file.content


def _safe_kind(file: tnef.File) -> str:
    if file.content.startswith(tnef.SIGNATURE):
        return "application/ms-tnef"
    kind = file.kind.lower()
    is_whole = kind.count("/") == 1 and kind.replace("/", "").translate({ord(mark): None for mark in "+-."}).isalnum()
    # What only means something to a program that opens parts is a file here.
    return kind if is_whole and kind.isascii() and not kind.startswith("multipart/") else "application/octet-stream"


def _extension(name: str | None) -> str:
    return (name or "").lower().rpartition(".")[2]
