"""Reads a header's words: raw 8-bit text and RFC 2047 encoded words, as they are met rather than as they should be."""

import binascii
import re
from urllib.parse import unquote_to_bytes

from wortel.channels.email.mime.charsets import codec_for, decode
from wortel.channels.email.mime.clean import clean_line

_OPENING = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?")
_FOLDS = re.compile(rb"[\r\n]+")

Run = tuple[str, bytes]


def read_words(raw: bytes, hint: str | None = None) -> str:
    """Give a header value as one clean line; `hint` is the charset the body declares, for raw 8-bit headers."""
    return clean_line(decode_words(read_raw(raw, hint), hint))


def read_raw(raw: bytes, hint: str | None = None) -> str:
    """Unfold and decode a header value, leaving encoded words as they stand."""
    return decode(_FOLDS.sub(b"", raw), None, hint)


def decode_words(text: str, hint: str | None = None) -> str:
    """Replace encoded words by what they say. One pass: a subject of 20,000 words costs as much as its length."""
    if "=?" not in text:
        return text
    pieces: list[str] = []
    run: list[bytes] = []
    charset = ""
    position = 0
    while (word := _next_word(text, position)) is not None:
        start, end, (word_charset, content) = word
        between = text[position:start]
        joined = bool(run) and not between.strip()
        # Words of one charset are joined before decoding: some senders cut a letter in two.
        if run and not (joined and word_charset == charset):
            pieces.append(_decode_run(charset, run, hint))
            run = []
        if not joined:
            pieces.append(between)
        charset = word_charset
        run.append(content)
        position = end
    if run:
        pieces.append(_decode_run(charset, run, hint))
    pieces.append(text[position:])
    return "".join(pieces)


def _next_word(text: str, position: int) -> tuple[int, int, Run] | None:
    """Find the next encoded word; None as soon as no closing mark is left."""
    while (opening := _OPENING.search(text, position)) is not None:
        closing = text.find("?=", opening.end())
        if closing < 0:
            return None
        content = text[opening.end() : closing]
        decoded = _from_base64(content) if opening[2] in "bB" else _from_q(content)
        if decoded is not None:
            return opening.start(), closing + 2, (opening[1].partition("*")[0].lower(), decoded)
        position = opening.end()
    return None


def _from_base64(content: str) -> bytes | None:
    packed = "".join(content.split()).rstrip("=")
    if not packed.isascii():
        return None
    try:
        return binascii.a2b_base64(packed[: len(packed) - (len(packed) % 4 == 1)] + "===")
    except binascii.Error:
        return None


def _from_q(content: str) -> bytes:
    return unquote_to_bytes(content.replace("_", " ").replace("%", "%25").replace("=", "%").encode())


def _decode_run(charset: str, run: list[bytes], hint: str | None) -> str:
    declared = charset if codec_for(charset) else hint
    return decode(b"".join(run), declared)
