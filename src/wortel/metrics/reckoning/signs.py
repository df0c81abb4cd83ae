"""What contacts of a month showed beyond their words, by week, topic and channel, in cells that point at nobody.

The counts are of the month in which something was seen; a week that lies in two months stands in both with its days.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ibis import _
from ibis.expr.types import Table

from wortel.analysis.headcounts import Headcount, merge_small
from wortel.metrics.reckoning import facts
from wortel.metrics.reckoning.cells import Question
from wortel.metrics.report import ReportedFigure

DIMS = ("week", "reason", "channel")
# The last of them is along what cells are merged; the ones before it say within what.
LEVELS: Sequence[tuple[str, ...]] = (
    *((), ("week",), ("reason",), ("channel",)),
    *(("week", "reason"), ("week", "channel")),
)

type Rows = Sequence[Mapping[str, Any]]
type Key = tuple[str, ...]


def ask_signs(question: Question) -> dict[str, Table]:
    seen = facts.signal.filter(_.month == question.month, _.seen_at <= question.as_of)
    return {
        "signs": seen.group_by("kind", *DIMS).aggregate(count=_.count()),
        "cells": facts.cell.filter(_.month == question.month).select(*DIMS, "contacts", "employees"),
    }


def signs_of(tables: Mapping[str, Rows]) -> Iterator[ReportedFigure]:
    """How often each kind was seen, beside the contacts of the same cell."""
    kinds = sorted({row["kind"] for row in tables["signs"]})
    for level in LEVELS:
        groups = _cells_at(level, tables["cells"])
        for kind in kinds:
            counts = _count(level, [row for row in tables["signs"] if row["kind"] == kind])
            for within, cells in sorted(groups.items()):
                yield from _told(kind, level, within, cells, counts)


def _cells_at(level: Sequence[str], rows: Rows) -> dict[Key, list[Headcount]]:
    """The cells along the last dimension of the level, for each value of those before it, nothing seen yet."""
    groups: defaultdict[Key, list[Headcount]] = defaultdict(list)
    for row in rows:
        if all((row[dim] is not None) == (dim in level) for dim in DIMS):
            *within, last = (str(row[dim]) for dim in level) if level else [""]
            groups[tuple(within)].append(Headcount(last, row["contacts"], row["employees"], 0))
    return groups


def _count(level: Sequence[str], rows: Rows) -> Counter[Key]:
    counts = Counter[Key]()
    for row in rows:
        counts[tuple(str(row[dim]) for dim in level)] += row["count"]
    return counts


def _told(
    kind: str, level: Sequence[str], within: Key, cells: Sequence[Headcount], counts: Mapping[Key, int]
) -> Iterator[ReportedFigure]:
    filled = [
        Headcount(cell.key, cell.contacts, cell.people, counts.get((*within, cell.key) if level else (), 0))
        for cell in cells
    ]
    for cell in merge_small(filled):
        if cell.count or not level:
            dims = dict(zip(level, (*within, cell.key), strict=False))
            yield ReportedFigure("signals", {"kind": kind, **dims}, cell.count, None, None, cell.contacts, "count")
