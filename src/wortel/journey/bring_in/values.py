"""Turns the texts of a row into values, or says which column is wrong and why. Pure."""

import re
from collections.abc import Collection
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from wortel.journey.bring_in.table import BadRow, Row

YES = {"1", "true", "yes", "ja"}
NO = {"0", "false", "no", "nee"}
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def words(row: Row, column: str, *, most: int | None = None) -> str:
    """The text of a column; one that is longer than `most` is refused, because a cut name is another name."""
    text = row.values.get(column, "").strip()
    if most is not None and len(text) > most:
        raise BadRow(f"{column}: longer than {most} characters")
    return text


def needed(row: Row, column: str, *, most: int | None = None) -> str:
    text = words(row, column, most=most)
    if not text:
        raise BadRow(f"{column}: is empty")
    return text


def choice(row: Row, column: str, allowed: Collection[str]) -> str:
    """One of a few words, or empty."""
    text = words(row, column).lower()
    if text and text not in allowed:
        raise BadRow(f"{column}: {text!r} is not one of {', '.join(sorted(allowed))}")
    return text


def moment(row: Row, column: str) -> datetime | None:
    """A moment in ISO 8601 with its offset; without one it could be any of 24."""
    text = words(row, column)
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadRow(f"{column}: {text!r} is not a moment like 2025-09-01T10:00:00+02:00") from None
    if found.tzinfo is None:
        raise BadRow(f"{column}: {text!r} has no offset such as +02:00")
    try:
        found = found.astimezone(UTC)
    except OverflowError:
        raise BadRow(f"{column}: {text!r} is out of range") from None
    if not EARLIEST <= found < LATEST:
        raise BadRow(f"{column}: {text!r} is out of range")
    return found


def day(row: Row, column: str) -> date:
    text = needed(row, column)
    try:
        return date.fromisoformat(text[:10]) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        raise BadRow(f"{column}: {text!r} is not a day like 2025-09-01") from None


def month(row: Row, column: str) -> str:
    text = needed(row, column)
    if not MONTH.fullmatch(text):
        raise BadRow(f"{column}: {text!r} is not a month like 2025-09")
    return text


def number(row: Row, column: str, *, places: int, below: int = 10**6) -> Decimal | None:
    """A number that is not negative, with a point or a comma before its decimals."""
    text = words(row, column)
    if not text:
        return None
    try:
        found = Decimal(_with_point(text))
    except InvalidOperation:
        raise BadRow(f"{column}: {text!r} is not a number") from None
    if not found.is_finite() or not 0 <= found < below:
        raise BadRow(f"{column}: {text!r} is not a number from 0 up to {below}")
    rounded = found.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if rounded >= below:
        raise BadRow(f"{column}: {text!r} is not a number from 0 up to {below}")
    return rounded


def whole(row: Row, column: str, *, low: int = 0, high: int = 10**9) -> int | None:
    found = number(row, column, places=6, below=10**10)
    if found is not None and not (low <= found <= high and found == found.to_integral_value()):
        raise BadRow(f"{column}: {words(row, column)!r} is not a whole number from {low} to {high}")
    return None if found is None else int(found)


def answer(row: Row, column: str) -> bool | None:
    """Yes, no, or not said."""
    text = words(row, column).lower()
    if text in YES:
        return True
    if text in NO:
        return False
    if text:
        raise BadRow(f"{column}: {text!r} is not 0 or 1")
    return None


def several(row: Row, column: str, *, allowed: Collection[str] | None = None) -> list[str]:
    """The parts of a text that are divided by semicolons, each once."""
    parts = list(dict.fromkeys(part.strip() for part in words(row, column).split(";") if part.strip()))
    wrong = [part for part in parts if allowed is not None and part not in allowed]
    if wrong:
        raise BadRow(f"{column}: {wrong[0]!r} is not one of {', '.join(sorted(allowed or ()))}")
    return parts


def others(row: Row, known: Collection[str]) -> dict[str, str]:
    """What the file says besides the columns we know: kept as attributes."""
    return {column: text for column, text in row.values.items() if column not in known and text.strip()}


def _with_point(text: str) -> str:
    """`1.234,5` and `1,234.5` are the same amount: what comes last divides the decimals."""
    text = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    point, comma = text.rfind("."), text.rfind(",")
    if comma > point:
        return text.replace(".", "").replace(",", ".")
    return text.replace(",", "")
