"""Bringing in a few rows in a test."""

from datetime import UTC, datetime
from pathlib import Path

from tests import cast
from tests.fixture_a import Row, write_folder

from wortel.journey.bring_in.bring_in import Summary
from wortel.journey.bring_in.bring_in import bring_in as bring_in_file

NOW = datetime(2025, 10, 8, 9, tzinfo=UTC)


def contact(key: str, day: int = 1, **columns: str) -> Row:
    """A phone call at ten on a day in September."""
    at = f"2025-09-{day:02}T10:00:00+02:00"
    row = {"contact_id": key, "channel": "phone", "direction": "in", "started_at": at, "ended_at": at}
    return row | {"customer": "K1", "reason": "invoice"} | columns


def bring_in(folder: Path, kind: str, *rows: Row, renames: dict[str, str] | None = None) -> Summary:
    path = write_folder(folder, {kind: rows})[kind]
    return bring_in_path(path, kind, renames=renames)


def bring_in_text(folder: Path, kind: str, text: str, name: str = "file.csv") -> Summary:
    path = folder / name
    path.write_bytes(text.encode())
    return bring_in_path(path, kind)


def bring_in_path(path: Path, kind: str, *, renames: dict[str, str] | None = None) -> Summary:
    cast.shop()
    return bring_in_file(kind=kind, path=path, renames=renames or {}, now=NOW)


def counts(summary: Summary) -> tuple[int, int, int, int]:
    told = summary.as_json()
    return told["new"], told["same"], told["changed"], told["bad"]
