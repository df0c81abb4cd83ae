"""One line over time with the interval round it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wortel.ui import numbers
from wortel.ui.charts.chart import Chart, Table
from wortel.ui.charts.ink import MID, NARROW, WIDE, Ink, Point, Scale, ticks

LEFT, RIGHT, TOP, BOTTOM = 40, 10, 22, 24


@dataclass(frozen=True)
class Moment:
    """A value that is missing leaves a gap; what is forecast is dashed."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    is_forecast: bool = False


@dataclass(frozen=True)
class Line:
    """Tones: s-root a cause, s-leaf helped, s-ink neither. `as_share` writes the values as percentages."""

    moments: tuple[Moment, ...]
    unit: str
    tone: str = "s-ink"
    as_share: bool = False
    from_nought: bool = True

    def words(self, value: float) -> str:
        return numbers.percent(value, 1) if self.as_share else numbers.number(value, 0 if value == int(value) else 1)


def draw(line: Line, label: str) -> Chart:
    return Chart.at((WIDE, MID, NARROW), label, _table(line), lambda width: _drawing(line, label, width))


def _drawing(line: Line, label: str, width: float) -> SafeString:
    ink = Ink(width, 220)
    low, high = _range(line)
    x = Scale(0, max(len(line.moments) - 1, 1), LEFT, width - RIGHT)
    y = Scale(low, high, ink.height - BOTTOM, TOP)
    ink.text("", 0, 10, line.unit)
    for value in ticks(high):
        if value >= low:
            ink.level("grid" if value > low else "axis", y(value), LEFT, width - RIGHT)
            ink.text(
                "end", LEFT, y(value) + 4, numbers.per_hundred(value, 0) if line.as_share else line.words(value), dx=-8
            )
    _band(ink, line, x, y)
    for part, cls in _stretches(line):
        ink.line(cls, [(x(at), y(value)) for at, value in part])
    _last(ink, line, x, y)
    every = 1 + len(line.moments) * 52 // int(width)
    for at in range(0, len(line.moments), every):
        anchor = "" if at == 0 else "end" if at == len(line.moments) - 1 else "mid"
        ink.text(anchor, x(at), ink.height - 4, line.moments[at].label)
    return ink.svg(label)


def _range(line: Line) -> tuple[float, float]:
    seen = [value for one in line.moments for value in (one.value, one.low, one.high) if value is not None]
    top = max(seen, default=1) or 1
    return (0.0 if line.from_nought else min(seen, default=0)), top * 1.04


def _band(ink: Ink, line: Line, x: Scale, y: Scale) -> None:
    sure = [(x(at), one) for at, one in enumerate(line.moments) if one.low is not None and one.high is not None]
    top: list[Point] = [(place, y(one.high or 0)) for place, one in sure]
    ink.area("band", top, [(place, y(one.low or 0)) for place, one in sure])


def _stretches(line: Line) -> list[tuple[list[tuple[int, float]], str]]:
    """Unbroken parts of the line, each with its stroke; a forecast starts at the last known point."""
    parts: list[tuple[list[tuple[int, float]], str]] = []
    for at, one in enumerate(line.moments):
        cls = "s-dash" if one.is_forecast else line.tone
        if one.value is None:
            parts.append(([], cls))
        elif parts and parts[-1][1] == cls:
            parts[-1][0].append((at, one.value))
        else:
            before = parts[-1][0][-1:] if parts and one.is_forecast else []
            parts.append(([*before, (at, one.value)], cls))
    return [part for part in parts if part[0]]


def _last(ink: Ink, line: Line, x: Scale, y: Scale) -> None:
    known = [(at, one.value) for at, one in enumerate(line.moments) if one.value is not None and not one.is_forecast]
    if known:
        at, value = known[-1]
        cls = {"s-root": "pt", "s-leaf": "true"}.get(line.tone, "f-ink")
        ink.dot(cls, x(at), y(value), 3.5)
        ink.text("ts halo end", x(at), y(value) - 10, line.words(value), dx=4)


def _table(line: Line) -> Table:
    rows = tuple(
        (
            one.label,
            gettext("unknown") if one.value is None else line.words(one.value),
            f"{line.words(one.low)} – {line.words(one.high)}" if one.low is not None and one.high is not None else "",
            gettext("expected") if one.is_forecast else "",
        )
        for one in line.moments
    )
    return Table(("", line.unit, gettext("Between"), ""), rows)
