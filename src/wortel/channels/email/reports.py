"""Reads from a delivery report which addresses could not be reached and why, and from a complaint whose it is."""

import re
from collections.abc import Iterator, Mapping

from wortel.channels.email.mime.addresses import read_mailboxes
from wortel.channels.email.mime.clean import clean_line
from wortel.channels.email.mime.fields import read_fields
from wortel.channels.email.mime.tree import Part, walk
from wortel.channels.interface import Bounced, BounceReason

_MAX_ADDRESSES = 1_000
_MAX_IDS = 10
_MAX_SAID = 300
_REPORT_LENGTH = 500_000
_WORDS_LENGTH = 20_000
_REPORTS = {"message/delivery-status", "message/global-delivery-status"}
_ORIGINAL_ID = re.compile(rb"^[ \t>]*Message-ID:[ \t]*(?:\r?\n[ \t]+)?<([^<>\s]{1,900})>", re.MULTILINE | re.IGNORECASE)
# qmail, exim and home-made reports name the address on a line of its own before the reason.
_LINE = re.compile(rb"^[ \t]*<?([^\s<>@:]{1,200}@[^\s<>@:]{1,255})>?:?[ \t]*\r?$", re.MULTILINE)
_STATUS = re.compile(r"\b([45])\.(\d{1,3})\.(\d{1,3})\b")
_BY_STATUS: tuple[tuple[str, BounceReason], ...] = (
    (r"1\.2$", "no_domain"),
    (r"1\.|2\.1|4\.6|4\.8", "no_mailbox"),
    (r"2\.2", "full"),
    (r"2\.3|3\.4", "too_large"),
    (r"4\.[1-7]", "unreachable"),
    (r"7\.", "refused"),
)
_BY_WORDS: tuple[tuple[re.Pattern[str], BounceReason], ...] = (
    (
        re.compile(r"over ?quota|quota exceeded|mailbox (?:is )?full|insufficient storage|postvak.{0,20} vol\b", re.I),
        "full",
    ),
    (re.compile(r"too large|size limit|exceeds.{0,20}size|te groot", re.I), "too_large"),
    (
        re.compile(
            r"host (?:or domain name )?not found|domain.{0,30}(?:not found|does not exist)|nxdomain|no such domain"
            r"|unrouteable mail domain|domein.{0,20}niet gevonden",
            re.I,
        ),
        "no_domain",
    ),
    (
        re.compile(
            r"user unknown|unknown (?:user|recipient)|no such (?:user|recipient|mailbox|address)|does(?:n't| not) exist"
            r"|recipient (?:not found|rejected)|invalid recipient|mailbox (?:unavailable|not found)|address rejected"
            r"|account (?:is )?(?:disabled|inactive)|no mailbox|bestaat niet|onbekende (?:gebruiker|ontvanger)",
            re.I,
        ),
        "no_mailbox",
    ),
    (
        re.compile(r"spam|blocked|blacklist|blocklist|policy|not authori[sz]ed|access denied|dmarc|geweigerd", re.I),
        "refused",
    ),
    (
        re.compile(r"timed? ?out|connection refused|could not connect|unreachable|retry time|expired|te lang", re.I),
        "unreachable",
    ),
)


_SURE_WORDS = {"no_domain", "full", "too_large"}


def find_bounced(root: Part) -> tuple[Bounced, ...]:
    """Give the unreachable addresses, each once and with the reason, in the order of the report."""
    found = list(_from_status(root)) or [*_from_header(root)] or list(_from_words(root))
    return tuple({one.address: one for one in reversed(found[:_MAX_ADDRESSES])}.values())[::-1]


def find_reported(root: Part) -> tuple[str, ...]:
    """Give the ids of the mails that the report is about: it carries their headers, as a part or among its words."""
    content = root.source[root.span.start : min(root.span.end, root.span.start + _REPORT_LENGTH)]
    found = (match[1].decode("utf-8", "replace") for match in _ORIGINAL_ID.finditer(content))
    return tuple(dict.fromkeys(found))[:_MAX_IDS]


def find_complained(root: Part) -> tuple[str, ...]:
    """Who called a mail unwanted (RFC 5965); many senders of such reports leave the name out."""
    found: list[str] = []
    for part in walk(root):
        if part.type == "message/feedback-report":
            for values in _blocks(part.content()):
                for name in ("original-rcpt-to", "removal-recipient"):
                    found.extend(_addresses(values.get(name, b"")))
    return tuple(dict.fromkeys(found))[:_MAX_ADDRESSES]


def tell_reason(status: str, said: str) -> BounceReason:
    """Put what a server says into one of a few plain reasons: the words are often surer than the number."""
    code = _STATUS.search(status) or _STATUS.search(said)
    number = f"{int(code[2])}.{int(code[3])}" if code else ""
    spoken = next((reason for words, reason in _BY_WORDS if words.search(said)), None)
    numbered = next((reason for pattern, reason in _BY_STATUS if number and re.match(pattern, number)), None)
    if numbered is None or number == "1.1" or spoken in _SURE_WORDS:
        return spoken or numbered or "other"
    return numbered


def _from_status(root: Part) -> Iterator[Bounced]:
    """One block a recipient; a delayed or delivered one is not lost."""
    for part in walk(root):
        if part.type not in _REPORTS:
            continue
        for values in _blocks(part.content()):
            if not values.get("action", b"failed").strip().lower().startswith(b"failed"):
                continue
            recipient = values.get("original-recipient") or values.get("final-recipient")
            said = _said(values.get("diagnostic-code", b""))
            reason = tell_reason(values.get("status", b"").decode("ascii", "replace"), said)
            for address in _addresses(recipient.partition(b";")[2] if recipient else b""):
                yield Bounced(address, reason, said)


def _blocks(content: bytes) -> Iterator[Mapping[str, bytes]]:
    position = 0
    for _ in range(_MAX_ADDRESSES):
        if position >= len(content):
            break
        fields, after = read_fields(content, position, len(content))
        yield {field.name: field.value for field in reversed(fields)}
        position = after if after > position else content.find(b"\n", position) + 1 or len(content)


def _from_header(root: Part) -> list[Bounced]:
    text = _plain(root)
    said = _said(text)
    return [Bounced(each, tell_reason("", said)) for each in _addresses(root.first("x-failed-recipients") or b"")]


def _from_words(root: Part) -> Iterator[Bounced]:
    text = _plain(root)
    for match in _LINE.finditer(text):
        said = _said(text[match.end() : match.end() + 1_000].strip().partition(b"\n\n")[0])
        yield Bounced(match[1].decode("utf-8", "replace").lower(), tell_reason("", said), said)


def _plain(root: Part) -> bytes:
    part = next((part for part in walk(root) if part.type == "text/plain"), None)
    return part.content()[:_WORDS_LENGTH].replace(b"\r\n", b"\n") if part else b""


def _said(raw: bytes) -> str:
    """What the server said, without the kind of answer in front."""
    text = " ".join(clean_line(raw.decode("utf-8", "replace")).split())
    kind, mark, rest = text.partition(";")
    return (rest if mark and kind.strip().lower() in {"smtp", "x-unix", "lmtp"} else text).strip()[:_MAX_SAID]


def _addresses(raw: bytes) -> list[str]:
    return [mailbox.address for mailbox in read_mailboxes(raw) if mailbox.address]
