"""Shares with their interval on one line each, beside a figure that misleads."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wortel.ui import numbers
from wortel.ui.charts.chart import Chart, Table
from wortel.ui.charts.ink import MID, NARROW, Ink, Scale

WIDE = 776


@dataclass(frozen=True)
class Row:
    """Shares of one. `other` is the misleading figure, drawn hollow; a row below 20 stands in grey, below 5 empty."""

    label: str
    share: float
    low: float
    high: float
    count: int
    other: float | None = None
    is_total: bool = False


@dataclass(frozen=True)
class Columns:
    """What the two dots and the count are called."""

    own: str
    other: str
    count: str


def draw(rows: Sequence[Row], columns: Columns, label: str) -> Chart:
    start = _start(rows)
    return Chart(
        label=label,
        wide=_wide(rows, columns, label, WIDE, 212, start),
        mid=_wide(rows, columns, label, MID, 160, start),
        narrow=_narrow(rows, columns, label, start),
        table=_table(rows, columns),
    )


def _start(rows: Sequence[Row]) -> float:
    """The axis begins at a round ten under the lowest interval; shares near each other can then be told apart."""
    lowest = min((row.low for row in rows), default=0)
    return max(int(lowest * 10) / 10, 0)


def _wide(rows: Sequence[Row], columns: Columns, label: str, width: float, left: float, start: float) -> SafeString:
    ink = Ink(width, 56 + 60 * len(rows))
    x = Scale(start, 1, left, width - 84)
    _axis(ink, x, start, 26, ink.height - 22)
    _heads(ink, x, columns, rows)
    for at, row in enumerate(rows):
        y = 34 + 60 * at + 24
        ink.text("ts big" if row.is_total else "tx big", 0, y + 4, row.label)
        ink.text("end", width, y + 4, numbers.number(row.count))
        if at and rows[at - 1].is_total:
            ink.level("grid", y - 30)
        _dots(ink, x, row, y)
    return ink.svg(label)


def _narrow(rows: Sequence[Row], columns: Columns, label: str, start: float) -> SafeString:
    """On a phone the name stands above its line."""
    ink = Ink(NARROW, 56 + 62 * len(rows))
    x = Scale(start, 1, 6, NARROW - 40)
    _axis(ink, x, start, 26, ink.height - 22)
    ink.text("lf-t", 0, 12, columns.own)
    for at, row in enumerate(rows):
        y = 44 + 62 * at
        ink.text("ts" if row.is_total else "tx halo", 0, y, row.label)
        ink.text("end", NARROW, y, numbers.number(row.count))
        _dots(ink, x, row, y + 28)
    return ink.svg(label)


def _axis(ink: Ink, x: Scale, start: float, top: float, bottom: float) -> None:
    for ten in range(round(start * 10), 11):
        share = ten / 10
        ink.upright("grid", x(share), top, bottom)
        words = numbers.percent(share, 0) if ten == 10 else numbers.per_hundred(share, 0)
        ink.text("mid", x(share), ink.height - 4, words)


def _heads(ink: Ink, x: Scale, columns: Columns, rows: Sequence[Row]) -> None:
    ink.text("end", ink.width, 12, columns.count)
    ink.text("lf-t end", x(0.86), 12, columns.own)
    if any(row.other is not None for row in rows):
        ink.text("", x(0.86), 12, columns.other, dx=18)


def _dots(ink: Ink, x: Scale, row: Row, y: float) -> None:
    if row.count < 5:
        ink.text("", x(x.low), y + 4, gettext("too little data"), dx=6)
        return
    grey = row.count < 20
    if row.other is not None:
        ink.level("gapl", y, x(row.share), x(row.other))
    ink.level("ivl thin-n" if grey else "ivl", y, x(row.low), x(row.high))
    ink.dot("true thin-n" if grey else "true", x(row.share), y, 6 if row.is_total else 5)
    ink.text("halo mid" if grey else "ts halo mid", x(row.share), y - 11, numbers.per_hundred(row.share))
    if row.other is not None:
        ink.dot("hole", x(row.other), y, 4)
        ink.text("halo", x(row.other), y + 4, numbers.per_hundred(row.other), dx=9)


def _table(rows: Sequence[Row], columns: Columns) -> Table:
    head = ("", columns.own, gettext("Between"), columns.other, columns.count)
    return Table(head, tuple(_cells(row) for row in rows))


def _cells(row: Row) -> tuple[str, ...]:
    other = "" if row.other is None else numbers.percent(row.other)
    if row.count < 5:
        return row.label, gettext("too little data"), "", other, numbers.number(row.count)
    between = f"{numbers.per_hundred(row.low)} – {numbers.per_hundred(row.high)}"
    return row.label, numbers.percent(row.share), between, other, numbers.number(row.count)
