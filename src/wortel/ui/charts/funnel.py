"""Teams and partners against what chance allows; never persons, and only what lies outside gets a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wortel.ui import numbers
from wortel.ui.charts.chart import Chart, Table
from wortel.ui.charts.ink import MID, NARROW, Ink, Scale, ticks

WIDE = 776
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 10, 26
# Below this share the scale ends where the figures do.
STEEP = 0.5
ROOM = 1.25


@dataclass(frozen=True)
class Unit:
    name: str
    count: int
    share: float
    is_outside: bool


@dataclass(frozen=True)
class Limit:
    """Chance alone keeps 95 % of units inside the inner and 99.8 % inside the outer pair."""

    count: int
    inner_low: float
    inner_high: float
    outer_low: float
    outer_high: float


@dataclass(frozen=True)
class Funnel:
    units: tuple[Unit, ...]
    limits: tuple[Limit, ...]
    target: float
    measure: str
    counted: str


def draw(funnel: Funnel, label: str) -> Chart:
    rows = tuple(
        (unit.name, numbers.percent(unit.share), numbers.number(unit.count),
         gettext("outside the limits") if unit.is_outside else gettext("inside the limits"))
        for unit in sorted(funnel.units, key=lambda unit: unit.name)
    )  # fmt: skip
    table = Table(("", funnel.measure, funnel.counted, ""), rows)
    return Chart.at((WIDE, MID, NARROW), label, table, lambda width: _drawing(funnel, label, width))


def _drawing(funnel: Funnel, label: str, width: float) -> SafeString:
    ink = Ink(width, 250)
    most = max([unit.count for unit in funnel.units] + [limit.count for limit in funnel.limits], default=1)
    low, top = _floor(funnel), _top(funnel)
    x = Scale(0, most * 1.02, LEFT, width - RIGHT)
    y = Scale(low, top, ink.height - BOTTOM, TOP)
    for step in range(6 if top < STEEP else round((top - low) * 10) + 1):
        value = low + (step * (top - low) / 5 if top < STEEP else step / 10)
        ink.level("grid", y(value), LEFT, width - RIGHT)
        ink.text("end", LEFT, y(value) + 4, numbers.per_hundred(value, 0), dx=-6)
    _limits(ink, funnel.limits, x, y, (low, top))
    ink.level("s-thin", y(funnel.target), LEFT, width - RIGHT)
    for value in ticks(most, 4)[1:]:
        ink.upright("grid", x(value), ink.height - BOTTOM, ink.height - BOTTOM + 4)
    for unit in funnel.units:
        ink.dot("fo" if unit.is_outside else "fi", x(unit.count), y(max(unit.share, low)), 4.5)
        if unit.is_outside:
            ink.text("rt-t halo mid", x(unit.count), y(max(unit.share, low)) + 20, unit.name)
    ink.text("end", width - RIGHT, ink.height - 4, f"{funnel.counted} →")
    ink.text("", LEFT, ink.height - 4, f"{funnel.measure}, %")
    return ink.svg(label)


def _floor(funnel: Funnel) -> float:
    lowest = min([unit.share for unit in funnel.units] + [funnel.target], default=0)
    return max(int(lowest * 10 - 0.5) / 10, 0)


def _top(funnel: Funnel) -> float:
    """The whole scale, unless everything happens in a small part of it; then a top that five steps divide."""
    highest = max([unit.share for unit in funnel.units] + [funnel.target])
    return 1.0 if highest * ROOM > STEEP else max(ceil(highest * ROOM * 20) / 20, 0.05)


def _limits(ink: Ink, limits: Sequence[Limit], x: Scale, y: Scale, room: tuple[float, float]) -> None:
    low, top = room

    for cls, values in (
        ("lim out", [(one.count, one.outer_low) for one in limits]),
        ("lim out", [(one.count, one.outer_high) for one in limits]),
        ("lim", [(one.count, one.inner_low) for one in limits]),
        ("lim", [(one.count, one.inner_high) for one in limits]),
    ):
        ink.line(cls, [(x(count), y(share)) for count, share in values if low <= share <= top])
