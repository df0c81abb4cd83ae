"""Reads the appointments in a calendar part (RFC 5545): what, when, where, by whom, and what is asked of us."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from wortel.channels.email.mime.charsets import decode
from wortel.channels.email.mime.clean import clean_line
from wortel.channels.email.mime.tree import Part, walk
from wortel.channels.interface import Appointment, Asked

MAX_APPOINTMENTS = 10
MAX_LINES = 20_000
_LONGEST = 500_000
_TYPES = frozenset({"text/calendar", "text/x-vcalendar", "application/ics"})
_WORDS = frozenset({"text/plain", "text/html"})
_FOLD = re.compile(r"\r?\n[ \t]")
# Every piece takes what it can and gives nothing back (possessive), so a long line costs one pass.
_LINE = re.compile(r'([A-Za-z0-9-]++)((?:;[^:;"]*+(?:"[^"]*+"[^:;"]*+)*+)*+):(.*)', re.DOTALL)
_ZONE = re.compile(r';TZID=(?:"([^"]*)"|([^;:"]*))', re.IGNORECASE)
_CALLED = re.compile(r';CN=(?:"([^"]*)"|([^;:"]*))', re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z?))?$")
_LASTS = re.compile(r"P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:\d{1,6}S)?)?$")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_ASKED: dict[str, Asked] = {"REQUEST": "invited", "CANCEL": "cancelled", "REPLY": "answered", "COUNTER": "answered"}
# Outlook names its zones in its own way; those that our customers may live in.
_ZONES = {
    "w. europe standard time": "Europe/Amsterdam",
    "romance standard time": "Europe/Paris",
    "central europe standard time": "Europe/Budapest",
    "central european standard time": "Europe/Warsaw",
    "gmt standard time": "Europe/London",
    "greenwich standard time": "Atlantic/Reykjavik",
    "fle standard time": "Europe/Kyiv",
    "gtb standard time": "Europe/Bucharest",
    "turkey standard time": "Europe/Istanbul",
    "eastern standard time": "America/New_York",
    "utc": "UTC",
}


@dataclass
class _Event:
    lines: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By name: the parameters and the value, of the first line of that name."""


def read_appointments(root: Part) -> tuple[Appointment, ...]:
    """The appointments in all calendar parts of a mail, each once."""
    found: dict[Appointment, None] = {}
    for part in walk(root):
        if not part.children and is_calendar(part):
            for appointment in _read(decode(part.content()[:_LONGEST], part.charset)):
                found.setdefault(appointment)
    return tuple(found)[:MAX_APPOINTMENTS]


def is_calendar(part: Part) -> bool:
    return part.type in _TYPES or (part.type not in _WORDS and (part.name or "").lower().endswith(".ics"))


def _read(text: str) -> Iterator[Appointment]:
    method, event, depth = "", None, 0
    for line in _FOLD.sub("", text).split("\n", MAX_LINES)[:MAX_LINES]:
        match = _LINE.match(line.strip("\r"))
        if match is None:
            continue
        name, parameters, value = match[1].upper(), match[2], match[3]
        if name == "BEGIN" and value.strip().upper() == "VEVENT":
            event, depth = _Event(), 0
        elif name == "BEGIN":
            depth += 1
        elif name == "END" and value.strip().upper() == "VEVENT" and event is not None:
            if (made := _made_of(event, method)) is not None:
                yield made
            event = None
        elif name == "END":
            depth -= 1
        elif name == "METHOD":
            method = value.strip().upper()
        elif event is not None and depth == 0:
            event.lines.setdefault(name, (parameters, value))


def _made_of(event: _Event, method: str) -> Appointment | None:
    begins = _moment(*event.lines.get("DTSTART", ("", "")))
    if begins is None:
        return None
    ends = _moment(*event.lines.get("DTEND", ("", ""))) or _after(begins, _words(event, "DURATION"))
    is_off = method == "CANCEL" or _words(event, "STATUS").upper() == "CANCELLED"
    return Appointment(
        what=_words(event, "SUMMARY"),
        where=_words(event, "LOCATION"),
        by=_organiser(*event.lines.get("ORGANIZER", ("", ""))),
        begins=begins,
        ends=ends or "",
        asked="cancelled" if is_off else _ASKED.get(method, "told"),
        repeats="RRULE" in event.lines,
    )


def _words(event: _Event, name: str) -> str:
    value = event.lines.get(name, ("", ""))[1]
    return clean_line(_ESCAPED.sub(lambda mark: " " if mark[1] in "nN" else mark[1], value))[:300]


def _organiser(parameters: str, value: str) -> str:
    named = _CALLED.search(parameters)
    address = value.strip().partition(":")[2] if value[:7].lower() == "mailto:" else value.strip()
    return clean_line((named[1] or named[2] or "") if named else "")[:200] or clean_line(address)[:200]


def _moment(parameters: str, value: str) -> str | None:
    """ISO: a day, a moment with its zone, or a moment on whatever clock hangs there."""
    found = _MOMENT.match(value.strip())
    if found is None:
        return None
    try:
        if found[4] is None:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        year, month, day, hour, minute, second = (int(digits or 0) for digits in found.groups()[:6])
        moment = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 - the zone comes next
    except ValueError:
        return None
    if found[7]:
        return moment.replace(tzinfo=UTC).isoformat()
    zone = _zone(parameters)
    return (moment.replace(tzinfo=zone) if zone else moment).isoformat()


def _zone(parameters: str) -> ZoneInfo | None:
    found = _ZONE.search(parameters)
    if found is None:
        return None
    name = (found[1] or found[2] or "").strip()
    try:
        return ZoneInfo(_ZONES.get(name.lower(), name.lstrip("/")))
    except (ValueError, OSError, KeyError):
        return None


def _after(begins: str, lasts: str) -> str | None:
    found = _LASTS.match(lasts)
    if not lasts or found is None:
        return None
    weeks, days, hours, minutes = (int(digits or 0) for digits in found.groups())
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    try:
        if "T" in begins:
            return (datetime.fromisoformat(begins) + length).isoformat()
        return (date.fromisoformat(begins) + length).isoformat()
    except OverflowError:
        return None
