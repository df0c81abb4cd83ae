"""Unpacks the compressed RTF of Outlook (MS-OXRTFCP)."""

import struct

MAX_RTF = 8_000_000
_HEAD = struct.Struct("<IIII")
_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_WINDOW = 4096
_KNOWN = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def unpack_rtf(packed: bytes) -> bytes:
    """The RTF inside; empty where it is none, and never more than `MAX_RTF`."""
    if len(packed) < _HEAD.size:
        return b""
    _, size, mark, _ = _HEAD.unpack_from(packed)
    if mark == _PLAIN:
        return packed[_HEAD.size : _HEAD.size + size][:MAX_RTF]
    return _unpack(packed, min(size, MAX_RTF)) if mark == _PACKED else b""


def _unpack(packed: bytes, size: int) -> bytes:
    """Each step takes bytes and gives at most seventeen for two, so the work is bounded by both ends."""
    window = bytearray(_WINDOW)
    window[: len(_KNOWN)] = _KNOWN
    place, position = len(_KNOWN), _HEAD.size
    out = bytearray()
    while position < len(packed) and len(out) < size:
        flags = packed[position]
        position += 1
        for bit in range(8):
            if flags >> bit & 1:
                if position + 1 >= len(packed):
                    return bytes(out)
                pair = packed[position] << 8 | packed[position + 1]
                position += 2
                source, length = pair >> 4, (pair & 15) + 2
                if source == place:
                    return bytes(out)
                for step in range(length):
                    letter = window[(source + step) % _WINDOW]
                    out.append(letter)
                    window[place] = letter
                    place = (place + 1) % _WINDOW
            elif position < len(packed):
                out.append(packed[position])
                window[place] = packed[position]
                place = (place + 1) % _WINDOW
                position += 1
    return bytes(out[:size])
