"""Writes a winmail.dat, so that reading one can be tested without anybody's mail."""

import struct
from collections.abc import Sequence

SIGNATURE = struct.pack("<IH", 0x223E9F78, 1)


def attribute(level: int, tag: int, value: bytes) -> bytes:
    return struct.pack("<BII", level, tag, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def padded(value: bytes) -> bytes:
    return value + b"\0" * (-len(value) % 4)


def text(name: int, value: str) -> bytes:
    """A property that holds words."""
    raw = value.encode("utf-16-le") + b"\0\0"
    return struct.pack("<HHII", 0x001F, name, 1, len(raw)) + padded(raw)


def binary(name: int, value: bytes, *, kind: int = 0x0102) -> bytes:
    return struct.pack("<HHII", kind, name, 1, len(value)) + padded(value)


def number(name: int, value: int) -> bytes:
    return struct.pack("<HHi", 0x0003, name, value)


def own(value: str) -> bytes:
    """A property of somebody's own, under a name."""
    raw = "eigen".encode("utf-16-le") + b"\0\0"
    named = b"\x11" * 16 + struct.pack("<II", 1, len(raw)) + padded(raw)
    content = value.encode("utf-16-le") + b"\0\0"
    return struct.pack("<HH", 0x001F, 0x8001) + named + struct.pack("<II", 1, len(content)) + padded(content)


def properties(*written: bytes) -> bytes:
    return struct.pack("<I", len(written)) + b"".join(written)


def file(name: str, content: bytes, *, long_name: str = "", content_id: str = "") -> bytes:
    rows = [text(0x3707, long_name)] if long_name else []
    rows += [text(0x3712, content_id)] if content_id else []
    return (
        attribute(2, 0x69002, b"\1\0" + b"\0" * 12)
        + attribute(2, 0x18010, name.encode("cp1252") + b"\0")
        + attribute(2, 0x6800F, content)
        + (attribute(2, 0x69005, properties(number(0x3705, 1), own("x"), *rows)) if rows else b"")
    )


def mail_in_mail(name: str, inner: bytes) -> bytes:
    rows = properties(
        text(0x3001, name), binary(0x3701, b"\x07\x03\2\0\0\0\0\0\xc0\0\0\0\0\0\0\x46" + inner, kind=0x0D)
    )
    return (
        attribute(2, 0x69002, b"\2\0" + b"\0" * 12)
        + attribute(2, 0x6800F, b"Dit is een ander bericht.")
        + attribute(2, 0x69005, rows)
    )


def winmail(*files: bytes, words: Sequence[bytes] = ()) -> bytes:
    told = attribute(1, 0x69003, properties(*words)) if words else b""
    return SIGNATURE + attribute(1, 0x69007, struct.pack("<II", 1252, 0)) + told + b"".join(files)
