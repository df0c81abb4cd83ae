"""Opens winmail.dat (TNEF, MS-OXTNEF), in which Outlook hides files and sometimes the words."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from wortel.channels.email.mime.charsets import codec_for
from wortel.channels.email.mime.limits import MAX_PARTS
from wortel.channels.email.mime.rtf import unpack_rtf

SIGNATURE = b"\x78\x9f\x3e\x22"
MAX_FILES = MAX_PARTS + 1
"""One more than a mail may have, so that nothing is left out in silence: such a mail is set aside."""

_MAX_PROPERTIES = 5_000

_HEAD = struct.Struct("<BII")
_ATTACHMENT_BEGINS, _ATTACHMENT_NAME, _ATTACHMENT_CONTENT, _ATTACHMENT_PROPERTIES = 0x69002, 0x18010, 0x6800F, 0x69005
_BODY, _PROPERTIES, _CODEPAGE = 0x2800C, 0x69003, 0x69007

_TEXT, _HTML, _RTF = 0x1000, 0x1013, 0x1009
_SHORT_NAME, _LONG_NAME, _DISPLAY_NAME, _KIND, _CONTENT_ID, _DATA = 0x3704, 0x3707, 0x3001, 0x370E, 0x3712, 0x3701
_FIXED = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, 0x0040: 8,
          0x0048: 16}  # fmt: skip
_STRING, _WIDE, _BINARY, _OBJECT = 0x001E, 0x001F, 0x0102, 0x000D
_INTERFACE_ENDS = b"\xc0\0\0\0\0\0\0\x46"

type Properties = dict[int, str | bytes]


class Damaged(ValueError):
    """This is no TNEF, or not enough of it is left."""


@dataclass
class File:
    name: str = ""
    kind: str = ""
    content_id: str = ""
    content: bytes = b""


@dataclass
class Package:
    """What was inside; `text` and `html` are the words where Outlook put them in here."""

    text: str = ""
    html: bytes = b""
    rtf: bytes = b""
    charset: str = "cp1252"
    files: list[File] = field(default_factory=list)


def open_package(content: bytes) -> Package:
    """Read a winmail.dat; raise `Damaged` where it is none. A cut tail costs only what stood in it."""
    if not content.startswith(SIGNATURE):
        raise Damaged
    package = Package()
    for tag, value in _attributes(content):
        if tag == _CODEPAGE and len(value) >= 4:
            package.charset = codec_for(f"cp{int.from_bytes(value[:4], 'little')}") or package.charset
        elif tag == _BODY:
            package.text = package.text or _string(value, package.charset)
        elif tag == _PROPERTIES:
            _take_words(package, _read_properties(value, package.charset))
        elif tag == _ATTACHMENT_BEGINS and len(package.files) < MAX_FILES:
            package.files.append(File())
        elif package.files:
            _take_file(package.files[-1], tag, value, package.charset)
    return package


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    position = len(SIGNATURE) + 2
    while position + _HEAD.size <= len(content):
        level, tag, length = _HEAD.unpack_from(content, position)
        if level not in {1, 2}:
            return
        position += _HEAD.size
        yield tag, content[position : position + length]
        # Two bytes of checksum follow; they protect nothing and are often wrong.
        position += length + 2


def _take_words(package: Package, properties: Properties) -> None:
    html, text, rtf = properties.get(_HTML), properties.get(_TEXT), properties.get(_RTF)
    package.html = html.encode() if isinstance(html, str) else html or package.html
    package.text = text if isinstance(text, str) and text else package.text
    if isinstance(rtf, bytes):
        package.rtf = unpack_rtf(rtf)


def _take_file(file: File, tag: int, value: bytes, charset: str) -> None:
    if tag == _ATTACHMENT_NAME:
        file.name = file.name or _string(value, charset)
    elif tag == _ATTACHMENT_CONTENT:
        file.content = value
    elif tag == _ATTACHMENT_PROPERTIES:
        found = _read_properties(value, charset)
        names = [found.get(name) for name in (_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME)]
        file.name = next((name for name in names if isinstance(name, str) and name), file.name)
        kind, content_id, content = found.get(_KIND), found.get(_CONTENT_ID), found.get(_DATA)
        file.kind = kind if isinstance(kind, str) else file.kind
        file.content_id = content_id if isinstance(content_id, str) else file.content_id
        if isinstance(content, bytes):
            _take_object(file, content)


def _take_object(file: File, content: bytes) -> None:
    """An object is led by the id of its interface; a mail in a mail has only a few words as plain content."""
    content = content[16:] if content[8:16] == _INTERFACE_ENDS else content
    if not file.content or content.startswith(SIGNATURE):
        file.content = content


def _read_properties(value: bytes, charset: str) -> Properties:
    """The MAPI properties of a mail or a file: those we know how to read, up to the first that makes no sense."""
    found: Properties = {}
    cursor = _Cursor(value)
    try:
        for _ in range(min(cursor.number(), _MAX_PROPERTIES)):
            kind, name = cursor.number(2), cursor.number(2)
            if name >= 0x8000:
                cursor.skip_name()
            read = _read_values(cursor, kind, charset)
            if read is not None:
                found.setdefault(name, read)
    except Damaged:
        pass
    return found


def _read_values(cursor: "_Cursor", kind: int, charset: str) -> str | bytes | None:
    many, kind = bool(kind & 0x1000), kind & 0x0FFF
    if kind in _FIXED:
        for _ in range(cursor.number() if many else 1):
            cursor.take(_FIXED[kind])
        return None
    if kind not in {_STRING, _WIDE, _BINARY, _OBJECT}:
        raise Damaged
    first: bytes | None = None
    for _ in range(cursor.number()):
        value = cursor.take_padded(cursor.number())
        first = value if first is None else first
    if first is None or kind in {_BINARY, _OBJECT}:
        return first
    return first.decode("utf-16-le", "replace").rstrip("\0") if kind == _WIDE else _string(first, charset)


@dataclass
class _Cursor:
    """Walks over numbers and strings; asking for more than is left says so instead of giving less."""

    content: bytes
    position: int = 0

    def take(self, length: int) -> bytes:
        end = self.position + length
        if length < 0 or end > len(self.content):
            raise Damaged
        taken = self.content[self.position : end]
        self.position = end
        return taken

    def take_padded(self, length: int) -> bytes:
        taken = self.take(length)
        self.position = min(self.position + -length % 4, len(self.content))
        return taken

    def number(self, width: int = 4) -> int:
        return int.from_bytes(self.take(width), "little")

    def skip_name(self) -> None:
        """A property of somebody's own is led by the id of its set, and by a number or a name."""
        self.take(16)
        if self.number():
            self.take_padded(self.number())
        else:
            self.take(4)


def _string(value: bytes, charset: str) -> str:
    return value.partition(b"\0")[0].decode(charset, "replace")
