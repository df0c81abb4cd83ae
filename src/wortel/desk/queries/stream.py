"""The one stream of a customer, over channels and cases, newest pages first.

One statement gathers every kind of item, because a page of the stream is read more often than anything else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wortel.cases.models import Case
from wortel.desk.queries import stream_sql as sql
from wortel.desk.queries.stream_sql import PAGE
from wortel.store.actions import ask

RANKS = {"case": 0, "order": 1, "parcel": 2, "promise": 3, "contact": 4, "note": 5, "change": 6}
KINDS = {rank: kind for kind, rank in RANKS.items()}


@dataclass(frozen=True)
class Place:
    """Where in the stream something stands. Moments can be equal, so kind and number count too."""

    at: datetime
    rank: int
    id: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.rank}_{self.id}"

    @classmethod
    def read(cls, written: str) -> "Place | None":
        try:
            at, rank, id_ = written.rsplit("_", 2)
            return cls(datetime.fromisoformat(at), int(rank), int(id_))
        except ValueError:
            return None


@dataclass(frozen=True)
class Item:
    """One thing in the stream; `kind` decides how it is drawn."""

    place: Place
    body: Mapping[str, Any]

    @property
    def kind(self) -> str:
        return KINDS[self.place.rank]

    @property
    def at(self) -> datetime:
        return self.place.at

    @property
    def id(self) -> int:
        return self.place.id


@dataclass(frozen=True)
class Stream:
    """A page of items, oldest first, and whether there is more before it."""

    items: tuple[Item, ...]
    has_earlier: bool

    @property
    def first(self) -> Place | None:
        return self.items[0].place if self.items else None


def list_stream(*, customers: Iterable[int], case: Case | None, before: Place | None = None) -> Stream:
    """The page of items that ends at `before`, or the last page."""
    found = _fetch(sql.BEFORE if before else sql.LAST, customers, case, before)
    return Stream(tuple(reversed(found[:PAGE])), has_earlier=len(found) > PAGE)


def list_stream_from(*, customers: Iterable[int], case: Case | None, start: Place) -> Stream:
    """Everything from `start` on: what a screen shows already, and what came since."""
    found = _fetch(sql.FROM, customers, case, start)
    return Stream(tuple(reversed(found)), has_earlier=True)


def _fetch(window: sql.Window, customers: Iterable[int], case: Case | None, place: Place | None) -> list[Item]:
    values: dict[str, object] = {"customers": list(customers), "case": case.pk if case else None}
    if place is not None:
        values |= {"at": place.at, "rank": place.rank, "id": place.id}
    return [Item(Place(at, rank, id_), body) for at, rank, id_, body in ask(sql.statement(window), values)]
