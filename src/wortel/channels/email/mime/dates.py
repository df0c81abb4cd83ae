"""Reads the sender's clock: RFC 5322 and its many misspellings, or nothing."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

_WORTH_READING = 120
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?")


def read_moment(text: str) -> datetime | None:
    """Give an aware moment, or None where the header says nothing usable."""
    text = " ".join(text[:_WORTH_READING].split())
    try:
        return _from_rfc(text) or _from_iso(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _from_rfc(text: str) -> datetime | None:
    found = parsedate_tz(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, *_, offset = found
    # A leap second has no place in datetime; a header without zone counts as UTC.
    zone = UTC if not offset else timezone(timedelta(seconds=offset))
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)


def _from_iso(text: str) -> datetime | None:
    found = _ISO.search(text)
    if found is None:
        return None
    moment = datetime.fromisoformat(found[0])
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
