"""Brings in a whole file: in one transaction, in pieces that fit in memory."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, cast

from django.db import transaction

from wortel.accounts.queries import find_organisation, find_time_zone
from wortel.analysis.months import month_of
from wortel.events import actions as events
from wortel.journey.bring_in import budget, contacts, customers, orders, problems, rates, reasons, work
from wortel.journey.bring_in.change import Change
from wortel.journey.bring_in.table import Bad, BadRow, Line, Row, read_rows
from wortel.problems import actions as problems_room
from wortel.store import actions as store

PIECE = 2_000


class Item(Protocol):
    """A row as its kind reads it."""

    @property
    def key(self) -> Any: ...


class Kind(Protocol):
    """A module of this folder."""

    REQUIRED: tuple[str, ...]
    COLUMNS: frozenset[str]

    def read(self, row: Row) -> Any: ...
    def write(self, items: Sequence[Any], now: datetime) -> list[Change]: ...


KINDS: dict[str, Kind] = {
    "contacts": cast("Kind", contacts),
    "customers": cast("Kind", customers),
    "orders": cast("Kind", orders),
    "reasons": cast("Kind", reasons),
    "rates": cast("Kind", rates),
    "problems": cast("Kind", problems),
    "budget": cast("Kind", budget),
    "work": cast("Kind", work),
}

# Whatever changes which contacts a rule speaks for.
MATCHED = {"contacts", "customers", "reasons", "problems"}


@dataclass
class Summary:
    """How many rows there were and what became of them; each bad one has its line and reason."""

    counts: Counter[str] = field(default_factory=Counter)
    bad: list[Bad] = field(default_factory=list)
    months: set[str] = field(default_factory=set)

    def as_json(self) -> dict[str, int]:
        names = ("new", "same", "changed")
        return {"rows": self.rows, **{name: self.counts[name] for name in names}, "bad": self.counts["bad"]}

    @property
    def rows(self) -> int:
        return self.counts.total()


def bring_in(
    *,
    kind: str,
    path: Path,
    renames: Mapping[str, str],
    now: datetime,
    on_bad: Callable[[Bad], None] | None = None,
) -> Summary:
    """Bring in every good row of the file, and tell of each bad one; `renames` gives the file's name of a column."""
    module = KINDS[kind]
    rows = read_rows(path, renames=renames, required=module.REQUIRED)
    with transaction.atomic():
        summary = bring_in_rows(module=module, rows=rows, now=now, on_bad=on_bad)
        if kind in MATCHED:
            problems_room.match_contacts()
        tell(kind=kind, name=path.name, summary=summary)
    if summary.rows >= PIECE:
        store.count_rows_anew()
    return summary


def tell(*, kind: str, name: str, summary: Summary) -> None:
    """Record that a file was brought in, with the months of which the figures change."""
    told = {**summary.as_json(), "months": sorted(summary.months)}
    events.record("import.done", about=find_organisation(), file=name, what=kind, **told)


@transaction.atomic
def bring_in_rows(
    *, module: Kind, rows: Iterable[Line], now: datetime, on_bad: Callable[[Bad], None] | None = None
) -> Summary:
    summary, zone = Summary(), find_time_zone()
    tell = on_bad or summary.bad.append
    for piece in _pieces(_read(module, rows, summary, tell)):
        changes = module.write([item for _, item in piece], now)
        for (line, _), change in zip(piece, changes, strict=True):
            summary.counts[change.outcome] += 1
            if change.outcome != "same":
                summary.months.update(month_of(moment, zone) for moment in change.moments)
            if change.refused:
                tell(Bad(line, change.refused))
        _record(changes)
    return summary


def _read(
    module: Kind, rows: Iterable[Line], summary: Summary, tell: Callable[[Bad], None]
) -> Iterator[tuple[int, Item]]:
    for row in rows:
        bad = row
        if isinstance(row, Row):
            try:
                yield row.line, module.read(row)
                continue
            except BadRow as refusal:
                bad = Bad(row.line, str(refusal))
        summary.counts["bad"] += 1
        tell(cast("Bad", bad))


def _pieces(items: Iterable[tuple[int, Item]]) -> Iterator[list[tuple[int, Item]]]:
    """Pieces of the file in which every key stands once, so that a row given twice is seen to be the same."""
    piece: list[tuple[int, Item]] = []
    keys: set[Any] = set()
    for line, item in items:
        if item.key in keys or len(piece) == PIECE:
            yield piece
            piece, keys = [], set()
        piece.append((line, item))
        keys.add(item.key)
    if piece:
        yield piece


def _record(changes: Sequence[Change]) -> None:
    """One event for each row that changed what was known; new rows stand in the event of the file."""
    changed = [change for change in changes if change.outcome == "changed"]
    events.record_each(
        "import.changed",
        [(change.about, {"fields": sorted(change.fields)}) for change in changed if change.about is not None],
    )
