"""The day above and below the ground: what we are there for grows up, what comes of an open cause grows down."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wortel.ui import numbers
from wortel.ui.charts.chart import Chart, Table
from wortel.ui.charts.ink import MID, NARROW, Ink

WIDE = 976
QUARTERS = 4


@dataclass(frozen=True)
class Day:
    """Contacts per quarter hour from `opens` on; what is expected goes on where the counts stop."""

    opens: int
    above: tuple[int, ...]
    below: tuple[int, ...]
    expected_above: tuple[float, ...] = ()
    expected_below: tuple[float, ...] = ()
    now: str = ""

    @property
    def counted(self) -> int:
        return len(self.above)

    @property
    def quarters(self) -> int:
        return self.counted + len(self.expected_above)

    @property
    def bars(self) -> list[tuple[float, float]]:
        known = [(float(up), float(down)) for up, down in zip(self.above, self.below, strict=True)]
        return known + list(zip(self.expected_above, self.expected_below, strict=True))

    def window(self, wanted: int) -> range:
        """A small screen shows the hours round now, from a whole hour on."""
        if wanted >= self.quarters:
            return range(self.quarters)
        start = max(self.counted - wanted // 2, 0)
        start = min(-(-start // QUARTERS) * QUARTERS, self.quarters - wanted)
        return range(start, start + wanted)


def draw(day: Day) -> Chart:
    return Chart(
        label=_label(day),
        wide=_drawing(day, WIDE, 196, day.window(day.quarters), every=QUARTERS),
        mid=_drawing(day, MID, 168, day.window(32), every=2 * QUARTERS),
        narrow=_drawing(day, NARROW, 150, day.window(24), every=2 * QUARTERS),
        table=_table(day),
    )


def _label(day: Day) -> str:
    words = gettext(
        "Contacts per quarter hour: %(above)s above the ground, %(below)s below it, where the cause is open"
    )
    return words % {"above": numbers.number(sum(day.above)), "below": numbers.number(sum(day.below))}


def _drawing(day: Day, width: float, height: float, shown: range, every: int) -> SafeString:
    ink = Ink(width, height)
    bars = day.bars
    top = max((max(pair) for pair in bars), default=0) or 1
    base = (height - 20) * 0.54 + 4
    unit = ((height - 20) * 0.5 - 8) / top
    step = width / max(len(shown), 1)
    breadth = min(14, step * 0.62)
    for place, quarter in enumerate(shown):
        x = place * step + (step - breadth) / 2
        up, down = (amount * unit for amount in bars[quarter])
        pillar(ink, x, base, breadth, up, down, is_expected=quarter >= day.counted)
    ink.level("axis", base)
    for place, quarter in enumerate(shown):
        if quarter % every == 0 and place * step < width - 20:
            ink.text("", place * step, height - 2, f"{(day.opens + quarter // QUARTERS) % 24}:00", dx=2)
    if day.now and shown.start <= day.counted < shown.stop:
        _now(ink, (day.counted - shown.start) * step, base, _now_words(day, width))
    return ink.svg(_label(day))


def _now_words(day: Day, width: float) -> str:
    return gettext("%(time)s, expected from here") % {"time": day.now} if width > NARROW else day.now


def _now(ink: Ink, x: float, base: float, words: str) -> None:
    ink.upright("s-edge", x, 6, base)
    ink.text("tx halo-c", x, 14, words, dx=7)


def pillar(ink: Ink, x: float, base: float, breadth: float, up: float, down: float, *, is_expected: bool) -> None:
    """Below the ground a bar tapers, as a root does; what is only expected is drawn hollow."""
    inset = 0.5 if is_expected else 0
    width = breadth - 2 * inset
    taper = min(breadth / 2, down)
    ink.rect("ghost" if is_expected else "f-lline", x + inset, base - up, width, up, 2)
    if down:
        half = width / 2
        tip = f"l{half:.1f} {taper:.1f}l{half:.1f} {-taper:.1f}"
        cls = "ghost" if is_expected else "f-root"
        ink.path(cls, f"M{x + inset:.1f} {base:.1f}v{down - taper:.1f}{tip}V{base:.1f}z")


def _table(day: Day) -> Table:
    rows = [
        (
            _time(day, quarter),
            numbers.number(up, 0 if quarter < day.counted else 1),
            numbers.number(down, 0 if quarter < day.counted else 1),
            "" if quarter < day.counted else gettext("expected"),
        )
        for quarter, (up, down) in enumerate(day.bars)
    ]
    return Table((gettext("Time"), gettext("Above the ground"), gettext("Below the ground"), ""), tuple(rows))


def _time(day: Day, quarter: int) -> str:
    return f"{(day.opens + quarter // QUARTERS) % 24}:{quarter % QUARTERS * 15:02d}"
