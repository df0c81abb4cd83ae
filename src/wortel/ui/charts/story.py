"""One customer over all channels: channels as rows, a case as a line between them, promises below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wortel.ui import numbers
from wortel.ui.charts.chart import Chart, Table
from wortel.ui.charts.ink import MID, NARROW, Ink, Scale

WIDE = 776
LEFT, RIGHT, FIRST, ROW = 84, 14, 34, 28


@dataclass(frozen=True)
class Event:
    on: date
    channel: str


@dataclass(frozen=True)
class Case:
    """An open cause draws its line in root."""

    title: str
    events: tuple[Event, ...]
    has_open_cause: bool = False


@dataclass(frozen=True)
class Promise:
    on: date
    state: Literal["kept", "broken", "waiting"]


@dataclass(frozen=True)
class Story:
    """`channels` are the rows, as the customer knows them; `until` is today."""

    start: date
    until: date
    channels: tuple[str, ...]
    cases: tuple[Case, ...]
    promises: tuple[Promise, ...] = ()


def draw(story: Story) -> Chart:
    label = _label(story)
    return Chart.at((WIDE, MID, NARROW), label, _table(story), lambda width: _drawing(story, label, width))


def _label(story: Story) -> str:
    contacts = sum(len(case.events) for case in story.cases)
    words = gettext("%(contacts)s contacts in %(cases)s cases over %(channels)s channels")
    return words % {"contacts": contacts, "cases": len(story.cases), "channels": len(story.channels)}


def _drawing(story: Story, label: str, width: float) -> SafeString:
    promise_row = FIRST + ROW * len(story.channels) + 4
    ink = Ink(width, promise_row + 34)
    x = Scale(story.start.toordinal(), story.until.toordinal(), LEFT, width - RIGHT)
    rows = {name: FIRST + ROW * at for at, name in enumerate(story.channels)}
    for name, y in rows.items():
        ink.level("grid", y, LEFT, width - RIGHT)
        ink.text("tx", 0, y + 4, name)
    for case in story.cases:
        _case(ink, case, x, rows)
    _titles(ink, story.cases, x)
    if story.promises:
        ink.level("grid", promise_row, LEFT, width - RIGHT)
        ink.text("tx", 0, promise_row + 4, gettext("Promises"))
        for promise in story.promises:
            _promise(ink, promise, x(promise.on.toordinal()), promise_row)
    _days(ink, story, x)
    return ink.svg(label, "ch life")


def _case(ink: Ink, case: Case, x: Scale, rows: dict[str, int]) -> None:
    points = [(x(event.on.toordinal()), float(rows[event.channel])) for event in case.events if event.channel in rows]
    if len(points) > 1:
        ink.line("s-root" if case.has_open_cause else "s-edge", points)
    for place, y in points:
        ink.dot("rootd" if case.has_open_cause else "edged", place, y, 5)


def _titles(ink: Ink, cases: Sequence[Case], x: Scale) -> None:
    """Names of cases that would touch are left to the table; an open cause goes first."""
    taken: list[tuple[float, float]] = []
    for case in sorted(cases, key=lambda one: not one.has_open_cause):
        if not case.events:
            continue
        middle = sum(x(event.on.toordinal()) for event in case.events) / len(case.events)
        half = 3.4 * len(case.title)
        middle = min(max(middle, half), ink.width - half)
        if all(middle + half < start or middle - half > end for start, end in taken):
            taken.append((middle - half - 8, middle + half + 8))
            ink.text("rt-t mid" if case.has_open_cause else "mid", middle, 16, case.title)


def _promise(ink: Ink, promise: Promise, x: float, y: float) -> None:
    if promise.state == "kept":
        ink.glyph("kept-m", x, y, "M-4 0l3 3.5 6-7")
    elif promise.state == "broken":
        ink.glyph("brok-m", x, y, "M-4 -4l8 8M4 -4l-8 8")
    else:
        ink.dot("hole", x, y, 4.5)


def _days(ink: Ink, story: Story, x: Scale) -> None:
    span = (story.until - story.start).days
    parts = 2 if ink.width <= NARROW else 4
    for part in range(parts):
        ordinal = story.start.toordinal() + span * part // parts
        ink.text("", x(ordinal), ink.height - 2, numbers.short_day(date.fromordinal(ordinal)))
    ink.text("end tx", ink.width - RIGHT, ink.height - 2, gettext("today"), dx=10)


def _table(story: Story) -> Table:
    rows = [
        (numbers.day(event.on, story.until), event.channel, case.title) for case in story.cases for event in case.events
    ]
    words = {"kept": gettext("kept"), "broken": gettext("broken"), "waiting": gettext("still running")}
    rows += [(numbers.day(one.on, story.until), gettext("Promise"), words[one.state]) for one in story.promises]
    return Table((gettext("Day"), gettext("Channel"), gettext("About")), tuple(rows))
