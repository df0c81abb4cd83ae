"""Cuts a mail into its tree of parts by places in the raw bytes; nothing is copied or decoded until asked for."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from wortel.channels.email.mime import transfer
from wortel.channels.email.mime.fields import Field, find_start, read_fields
from wortel.channels.email.mime.limits import MAX_DEPTH, MAX_PARTS
from wortel.channels.email.mime.parameters import Structured, read_structured
from wortel.channels.email.mime.wrappings import MAX_WRAPPINGS, OPENABLE, is_wrapping, open_wrapping
from wortel.channels.interface import Unreadable

_TYPE = re.compile(r"^([\w!#$&.+^-]{1,100})/([\w!#$&.+^-]{1,100})")
_ENCODING = re.compile(r"[a-z0-9-]+")
_GUESSED_BOUNDARY = re.compile(rb"^--([^\s-][^\r\n]{0,198}?)[ \t]*\r?$", re.MULTILINE)


@dataclass(slots=True)
class Span:
    start: int
    end: int


@dataclass(eq=False)
class Part:
    """One node: its headers, and where in `source` its content stands."""

    path: str
    source: bytes
    fields: list[Field]
    span: Span
    default_type: str = "text/plain"
    children: list["Part"] = field(default_factory=list)
    wrappings: int = 0
    """In how many other parts it was wrapped without a multipart."""

    def first(self, name: str) -> bytes | None:
        """The first field of this name; later ones are additions by others."""
        return next((entry.value for entry in self.fields if entry.name == name), None)

    def every(self, name: str) -> list[bytes]:
        return [entry.value for entry in self.fields if entry.name == name]

    @cached_property
    def content_type(self) -> Structured:
        raw = self.first("content-type")
        return Structured("") if raw is None else read_structured(raw)

    @cached_property
    def disposition(self) -> Structured:
        raw = self.first("content-disposition")
        return Structured("") if raw is None else read_structured(raw)

    @cached_property
    def type(self) -> str:
        value = self.content_type.value
        found = _TYPE.match(value)
        if found is not None:
            return found[0]
        if not value or value.partition("/")[0] in {"text", "plain"}:
            return self.default_type if not value else "text/plain"
        return "text/html" if value == "html" else "application/octet-stream"

    @cached_property
    def encoding(self) -> str:
        raw = self.first("content-transfer-encoding") or b""
        found = _ENCODING.search(raw.decode("ascii", "replace").lower())
        return found[0] if found else ""

    @property
    def is_multipart(self) -> bool:
        return self.type.startswith("multipart/")

    @property
    def charset(self) -> str | None:
        return self.content_type.parameters.get("charset")

    @property
    def name(self) -> str | None:
        """The file name, which is only a label: nothing is ever stored under it."""
        for parameters in (self.disposition.parameters, self.content_type.parameters):
            for key in ("filename", "name"):
                if label := parameters.get(key):
                    return label
        return None

    @property
    def content_id(self) -> str | None:
        raw = self.first("content-id")
        return (raw.decode("utf-8", "replace").strip().strip("<>").strip() or None) if raw else None

    def content(self) -> bytes:
        """The decoded bytes."""
        return transfer.undo(self.encoding, self.source[self.span.start : self.span.end])


def read_tree(raw: bytes) -> Part:
    """Give the root part of a mail; raise `Unreadable` where it is nested or split beyond reason."""
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    fields, body = read_fields(raw, find_start(raw), len(raw))
    root = Part(path="", source=raw, fields=fields, span=Span(body, len(raw)))
    _grow(root)
    if not root.is_multipart or not root.children:
        root.path = "1"
    return root


def walk(root: Part) -> list[Part]:
    """All parts, depth first, in the order of the mail."""
    found: list[Part] = []
    waiting = [root]
    while waiting:
        part = waiting.pop()
        found.append(part)
        waiting.extend(reversed(part.children))
    return found


def _grow(root: Part) -> None:
    waiting = [(root, 0)]
    count = 0
    while waiting:
        part, depth = waiting.pop()
        if not part.is_multipart and not _may_be_opened(part):
            continue
        if depth >= MAX_DEPTH:
            raise Unreadable("nested too deep")
        part.children = _children(part) if part.is_multipart else _wrapped(part)
        count += len(part.children)
        if count > MAX_PARTS:
            raise Unreadable("too many parts")
        waiting.extend((child, depth + 1) for child in part.children)


def _may_be_opened(part: Part) -> bool:
    return part.type in OPENABLE and part.wrappings < MAX_WRAPPINGS and is_wrapping(part.type, part.name)


def _wrapped(part: Part) -> list[Part]:
    """What stands in a part that is no multipart, each from bytes of its own."""
    found: list[Part] = []
    for number, source in enumerate(open_wrapping(part.content()), start=1):
        fields, body = read_fields(source, 0, len(source))
        path = f"{part.path or '1'}.{number}"
        found.append(Part(path, source, fields, Span(body, len(source)), wrappings=part.wrappings + 1))
    return found


def _children(part: Part) -> list[Part]:
    spans = _cut(part)
    if spans is None and part.encoding in {"base64", "quoted-printable"}:
        # Against the standard, some senders encode a whole multipart.
        decoded = part.content()
        part.source, part.span = decoded, Span(0, len(decoded))
        part.fields = [entry for entry in part.fields if entry.name != "content-transfer-encoding"]
        part.__dict__.pop("encoding", None)
        spans = _cut(part)
    default = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
    return [_child(part, number, span, default) for number, span in enumerate(spans or [], start=1)]


def _child(parent: Part, number: int, span: Span, default: str) -> Part:
    fields, body = read_fields(parent.source, span.start, span.end)
    path = f"{parent.path}.{number}" if parent.path else str(number)
    return Part(path, parent.source, fields, Span(body, span.end), default, wrappings=parent.wrappings)


def _cut(part: Part) -> list[Span] | None:
    boundary = part.content_type.parameters.get("boundary", "").rstrip()
    if boundary:
        spans = _cut_at(part, boundary.encode("utf-8", "replace"))
        if spans is not None:
            return spans
    guessed = _GUESSED_BOUNDARY.search(part.source, part.span.start, min(part.span.end, part.span.start + 20_000))
    return _cut_at(part, guessed[1]) if guessed is not None and not boundary else None


def _cut_at(part: Part, boundary: bytes) -> list[Span] | None:
    """Cut between delimiter lines; None where there is none. A missing last delimiter costs nothing."""
    source, end = part.source, part.span.end
    mark = b"--" + boundary
    spans: list[Span] = []
    opened: int | None = None
    is_cut = False
    position = source.find(mark, part.span.start, end)
    while position >= 0:
        line = _delimiter(source, part.span, position, len(mark))
        if line is not None:
            after, is_last = line
            is_cut = True
            if opened is not None:
                spans.append(Span(opened, _before_delimiter(source, opened, position)))
            opened = None if is_last else after
        position = source.find(mark, position + len(mark), end)
    if opened is not None and source[opened:end].strip():
        spans.append(Span(opened, _without_stuck_end(source, opened, end, mark + b"--")))
    return spans if is_cut else None


def _delimiter(source: bytes, span: Span, position: int, length: int) -> tuple[int, bool] | None:
    """Where the part after a delimiter line begins, and whether it was the last; None if it is no such line."""
    if position != span.start and source[position - 1] not in b"\r\n":
        return None
    after = position + length
    is_last = source.startswith(b"--", after)
    after += 2 * is_last
    stop = source.find(b"\n", after, span.end)
    stop = span.end if stop < 0 else stop + 1
    return None if source[after:stop].strip() else (stop, is_last)


def _without_stuck_end(source: bytes, start: int, end: int, last: bytes) -> int:
    """The last delimiter stuck to the last line is no text of the writer."""
    tail = source[max(start, end - len(last) - 4) : end].rstrip()
    return end if not tail.endswith(last) else source.rindex(last, start, end)


def _before_delimiter(source: bytes, start: int, position: int) -> int:
    """The line end before a delimiter belongs to the delimiter."""
    if position > start and source[position - 1] == 0x0A:
        position -= 1
    if position > start and source[position - 1] == 0x0D:
        position -= 1
    return position
