"""Makes decoded text fit to store: no NUL, no lone surrogate, and no control characters in headers."""

import re

from wortel.channels.email.mime.limits import MAX_LINE

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def clean_text(text: str) -> str:
    """Drop NULs, mark lone surrogates as unreadable, and write every line end as one newline."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSTORABLE.sub(_replacement, text) if _UNSTORABLE.search(text) else text


def clean_line(text: str) -> str:
    """Give a header value as one line of bearable length: control characters become spaces."""
    text = clean_value(text)
    return text if len(text) <= MAX_LINE else text[: MAX_LINE - 1] + "…"


def clean_value(text: str) -> str:
    """As `clean_line`, whole: for values that mean something to a program."""
    return _CONTROLS.sub(" ", _UNSTORABLE.sub(_replacement, text)).strip()


def _replacement(match: re.Match[str]) -> str:
    return "" if match[0] == "\x00" else "\ufffd"
