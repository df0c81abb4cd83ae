"""Undoes content transfer encodings, giving whatever bytes can still be had from damaged ones."""

import binascii
import re

_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))
_BEGIN = re.compile(rb"^begin(?:-base64)? +[0-7]{3,6} +([^\r\n]{1,500}?)[ \t]*\r?\n", re.MULTILINE)
_END = re.compile(rb"^end[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


def undo(encoding: str, content: bytes) -> bytes:
    """Decode `content`; an encoding nobody knows leaves it as it is."""
    match encoding:
        case "base64" | "b":
            return from_base64(content)
        case "quoted-printable" | "quotedprintable" | "q":
            return binascii.a2b_qp(content)
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            found = next(iter(find_uuencoded(content)), None)
            return found.content if found else content
        case _:
            return content


def from_base64(content: bytes) -> bytes:
    """Decode leniently: stray letters are skipped, and text after inner padding is not lost."""
    packed = content.translate(None, _NOT_BASE64)
    inner = packed.find(b"=")
    if inner < 0 or not packed[inner:].strip(b"="):
        return _unpack(packed.rstrip(b"="))
    return b"".join(_unpack(piece) for piece in packed.split(b"=") if piece)


def _unpack(packed: bytes) -> bytes:
    spare = len(packed) % 4
    if spare == 1:
        packed, spare = packed[:-1], 0
    return binascii.a2b_base64(packed + b"=" * (-spare % 4))


class Uuencoded:
    """A file written into a text between `begin` and `end`, and where it stands."""

    __slots__ = ("content", "end", "name", "start")

    def __init__(self, *, start: int, end: int, name: bytes, content: bytes) -> None:
        self.start, self.end, self.name, self.content = start, end, name, content


def find_uuencoded(text: bytes) -> list[Uuencoded]:
    """Find uuencoded files in a text; a `begin` without an `end` or with undecodable lines is just words."""
    found: list[Uuencoded] = []
    position = 0
    while (begin := _BEGIN.search(text, position)) is not None:
        file = _read_uuencoded(text, begin)
        position = file.end if file else begin.end()
        if file is not None:
            found.append(file)
    return found


def _read_uuencoded(text: bytes, begin: re.Match[bytes]) -> Uuencoded | None:
    """Read line by line and stop at the first that is none, so that many false beginnings stay cheap."""
    chunks: list[bytes] = []
    position = begin.end()
    while position < len(text):
        end = _END.match(text, position)
        if end is not None:
            return Uuencoded(start=begin.start(), end=end.end(), name=begin[1], content=b"".join(chunks))
        stop = text.find(b"\n", position) + 1 or len(text)
        line = text[position:stop].rstrip(b"\r\n")
        if line.strip():
            chunk = _uu_line(line)
            if chunk is None:
                return None
            chunks.append(chunk)
        position = stop
    return None


def _uu_line(line: bytes) -> bytes | None:
    wanted = (((line[0] - 32) & 63) + 2) // 3 * 4
    if not 32 <= line[0] <= 96 or not wanted - 3 <= len(line) - 1 <= wanted + 4:
        return None
    try:
        return binascii.a2b_uu(line[: wanted + 1])
    except binascii.Error:
        return None
