"""The same picture over a week or a month: a bar above and one below the ground for each day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wortel.ui import numbers
from wortel.ui.charts.chart import Chart, Table
from wortel.ui.charts.ground import WIDE, pillar
from wortel.ui.charts.ink import MID, NARROW, Ink


@dataclass(frozen=True)
class Days:
    """Contacts per day from the first day on; the days that are still to come stay empty."""

    first: date
    above: tuple[int, ...]
    below: tuple[int, ...]
    length: int

    def on(self, place: int) -> date:
        return self.first + timedelta(days=place)


def draw(days: Days) -> Chart:
    return Chart(
        label=_label(days),
        wide=_drawing(days, WIDE, 196, every=1 if days.length <= 7 else 2),
        mid=_drawing(days, MID, 168, every=1 if days.length <= 7 else 4),
        narrow=_drawing(days, NARROW, 150, every=1 if days.length <= 7 else 7),
        table=_table(days),
    )


def _label(days: Days) -> str:
    words = gettext("Contacts per day: %(above)s above the ground, %(below)s below it, where the cause is open")
    return words % {"above": numbers.number(sum(days.above)), "below": numbers.number(sum(days.below))}


def _drawing(days: Days, width: float, height: float, every: int) -> SafeString:
    ink = Ink(width, height)
    top = max((*days.above, *days.below), default=0) or 1
    base = (height - 20) * 0.54 + 4
    unit = ((height - 20) * 0.5 - 8) / top
    step = width / max(days.length, 1)
    breadth = min(26, step * 0.62)
    for place, (up, down) in enumerate(zip(days.above, days.below, strict=True)):
        x = place * step + (step - breadth) / 2
        pillar(ink, x, base, breadth, up * unit, down * unit, is_expected=False)
    ink.level("axis", base)
    for place in range(0, days.length, every):
        words = numbers.short_day(days.on(place)) if days.length <= 7 else str(days.on(place).day)
        ink.text("mid", (place + 0.5) * step, height - 2, words)
    return ink.svg(_label(days))


def _table(days: Days) -> Table:
    rows = [
        (numbers.short_day(days.on(place)), numbers.number(up), numbers.number(down))
        for place, (up, down) in enumerate(zip(days.above, days.below, strict=True))
    ]
    return Table((gettext("Day"), gettext("Above the ground"), gettext("Below the ground")), tuple(rows))
