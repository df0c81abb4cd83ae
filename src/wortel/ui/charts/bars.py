"""Bars: with their interval, per week, and per day with an alarm."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wortel.ui import numbers
from wortel.ui.charts.chart import Chart, Table
from wortel.ui.charts.ink import MID, NARROW, Ink, Scale

WIDE = 776


@dataclass(frozen=True)
class Bar:
    """A share of one with its interval."""

    label: str
    share: float
    low: float
    high: float
    count: int
    tone: str = "f-mute"


@dataclass(frozen=True)
class Count:
    """A complete count, so no interval. An alarm day stands in root; what still runs is drawn hollow."""

    label: str
    value: int
    is_alarm: bool = False
    is_running: bool = False


def with_interval(bars: Sequence[Bar], label: str) -> Chart:
    def at(width: float, left: float) -> SafeString:
        return _whiskers(bars, label, width, left)

    rows = tuple(
        (bar.label, numbers.percent(bar.share), f"{numbers.per_hundred(bar.low)} – {numbers.per_hundred(bar.high)}",
         numbers.number(bar.count))
        for bar in bars
    )  # fmt: skip
    table = Table(("", gettext("Share"), gettext("Between"), gettext("Contacts")), rows)
    return Chart(label, at(WIDE, 200), at(MID, 150), at(NARROW, 122), table)


def _whiskers(bars: Sequence[Bar], label: str, width: float, left: float) -> SafeString:
    ink = Ink(width, 8 + 32 * len(bars))
    top = max((bar.high for bar in bars), default=1) or 1
    x = Scale(0, top, left, width - 64)
    for at, bar in enumerate(bars):
        y = 6 + 32 * at
        ink.text("tx", 0, y + 13, bar.label)
        ink.rect(bar.tone, left, y, x(bar.share) - left, 18, 2)
        ink.level("whk", y + 9, x(bar.low), x(bar.high))
        ink.upright("whk", x(bar.low), y + 5, y + 13)
        ink.upright("whk", x(bar.high), y + 5, y + 13)
        ink.text("ts", x(bar.high), y + 13, numbers.percent(bar.share), dx=8)
    return ink.svg(label)


def per_week(counts: Sequence[Count], label: str) -> Chart:
    """Few upright bars with their number on top, as on the owner's page."""
    table = Table(("", gettext("Contacts")), tuple((one.label, numbers.number(one.value)) for one in counts))
    return Chart.at((WIDE, MID, NARROW), label, table, lambda width: _upright(counts, label, width))


def _upright(counts: Sequence[Count], label: str, width: float) -> SafeString:
    ink = Ink(width, 104)
    top = max((one.value for one in counts), default=0) or 1
    step = width / max(len(counts), 1)
    breadth = min(step * 0.43, 60)
    # From nine bars on the words no longer fit under each.
    every = 1 + len(counts) * 46 // int(width)
    for at, one in enumerate(counts):
        height = 56 * one.value / top
        middle = (at + 0.5) * step
        ink.rect("f-hollow" if one.is_running else "f-root", middle - breadth / 2, 82 - height, breadth, height, 2)
        # Counted from the end: the latest bar is the one people look for.
        if (len(counts) - 1 - at) % every == 0:
            ink.text("ts mid", middle, 75 - height, numbers.number(one.value))
            ink.text("mid", middle, 100, one.label)
    ink.level("axis", 82.5)
    return ink.svg(label)


def per_day(counts: Sequence[Count], label: str, height: float = 44) -> SafeString:
    """Many thin bars beside a sentence that says the same; the alarm days stand out."""
    ink = Ink(300, height)
    top = max((one.value for one in counts), default=0) or 1
    step = 300 / max(len(counts), 1)
    for at, one in enumerate(counts):
        size = (height - 7) * one.value / top
        ink.rect("f-root" if one.is_alarm else "f-mute", at * step, height - 6 - size, step * 0.76, size)
    ink.level("axis", height - 5.5)
    return ink.svg(label, "ch al-c")
