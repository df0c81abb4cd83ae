"""Before and after a fix: what happened against what would have happened without it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wortel.ui import numbers
from wortel.ui.charts.chart import Chart, Table
from wortel.ui.charts.ink import MID, NARROW, WIDE, Ink, Point, Scale, ticks

LEFT, RIGHT, TOP, STRIP = 36, 8, 22, 44
MONTH_ROOM = 26
# The breadth of a letter, on the safe side: text is set by the browser and cannot be measured here.
LETTER = 6.6


@dataclass(frozen=True)
class Week:
    """`expected` with its interval stands only after the fix; a week in the washout does not count."""

    starts_on: date
    actual: float
    orders: float | None = None
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    counts: bool = True


@dataclass(frozen=True)
class Effect:
    """`fix` names what was changed; `avoided` is said inside the area only when the verdict allows it.

    `driver` is the plural of what brings contacts by itself; left empty it is orders.
    """

    weeks: tuple[Week, ...]
    fix: str
    fixed_on: date
    avoided: float | None = None
    driver: str = ""

    @property
    def washout(self) -> list[int]:
        return [at for at, week in enumerate(self.weeks) if not week.counts]

    @property
    def after(self) -> list[int]:
        return [at for at, week in enumerate(self.weeks) if week.expected is not None]

    @property
    def before(self) -> list[int]:
        skipped = {*self.washout, *self.after}
        return [at for at in range(len(self.weeks)) if at not in skipped]


def draw(effect: Effect) -> Chart:
    label = _label(effect)
    return Chart(
        label=label,
        wide=_drawing(effect, WIDE - 84, 300, label),
        mid=_drawing(effect, MID, 300, label),
        narrow=_drawing(effect, NARROW, 290, label),
        table=_table(effect),
    )


def _label(effect: Effect) -> str:
    before, after = _mean(effect, effect.before), _mean(effect, effect.after)
    words = gettext(
        "Contacts per week, before and after: %(fix)s. On average %(before)s a week before, %(after)s after"
    )
    said = words % {"fix": effect.fix, "before": numbers.number(before), "after": numbers.number(after)}
    expected = [effect.weeks[at].expected or 0 for at in effect.after]
    if not expected:
        return f"{said}."
    without = gettext("without it %(expected)s were to be expected") % {
        "expected": numbers.number(sum(expected) / len(expected))
    }
    return f"{said}; {without}."


def _mean(effect: Effect, places: list[int]) -> float:
    return sum(effect.weeks[at].actual for at in places) / len(places) if places else 0


def _drawing(effect: Effect, width: float, height: float, label: str) -> SafeString:
    ink = Ink(width, height)
    base = height - STRIP - 26
    top = _ceiling(effect)
    x = Scale(0, max(len(effect.weeks) - 1, 1), LEFT, width - RIGHT)
    y = Scale(0, top, base, TOP)
    _grid(ink, y, top)
    _washout(ink, effect, x, base)
    _expected(ink, effect, x, y)
    _actual(ink, effect, x, y)
    _words(ink, effect, x, y, is_roomy=width > MID)
    _orders(ink, effect, x, height - 20)
    _months(ink, effect, x, height - 4, every=1 if width > NARROW else 2)
    return ink.svg(label)


def _ceiling(effect: Effect) -> float:
    """High enough for every line, with free room above the weeks before the fix for what is said there."""
    before = max((effect.weeks[at].actual for at in effect.before), default=0)
    return max([before * 1.28, *(max(week.actual, week.high or 0) * 1.16 for week in effect.weeks)]) or 1


def _grid(ink: Ink, y: Scale, top: float) -> None:
    ink.text("", 0, 10, gettext("contacts per week"))
    for value in ticks(top):
        ink.level("grid" if value else "axis", y(value), LEFT, ink.width - RIGHT)
        ink.text("end", LEFT, y(value) + 4, numbers.number(value, 0 if value == int(value) else 1), dx=-8)


def _washout(ink: Ink, effect: Effect, x: Scale, base: float) -> None:
    if effect.washout:
        start, end = x(effect.washout[0] - 0.5), x(effect.washout[-1] + 0.5)
        ink.rect("wash", start, TOP, end - start, base - TOP)
    elif effect.after:
        ink.upright("s-edge", x(effect.after[0] - 0.5), TOP, base)


def _expected(ink: Ink, effect: Effect, x: Scale, y: Scale) -> None:
    weeks = [(x(at), effect.weeks[at]) for at in effect.after]
    line = [(place, y(week.expected or 0)) for place, week in weeks]
    is_gain = sum((week.expected or 0) - week.actual for _, week in weeks) >= 0
    ink.area("gain" if is_gain else "loss", line, [(place, y(week.actual)) for place, week in weeks])
    if all(week.low is not None and week.high is not None for _, week in weeks):
        high = [(place, y(week.high or 0)) for place, week in weeks]
        ink.area("band", high, [(place, y(week.low or 0)) for place, week in weeks])
    ink.line("s-dash", line)


def _actual(ink: Ink, effect: Effect, x: Scale, y: Scale) -> None:
    def points(places: list[int]) -> list[Point]:
        return [(x(at), y(effect.weeks[at].actual)) for at in places]

    ink.line("s-root", points(effect.before))
    if effect.washout:
        edges = [effect.washout[0] - 1, *effect.washout, effect.washout[-1] + 1]
        ink.line("s-root thin", points([at for at in edges if 0 <= at < len(effect.weeks)]))
    ink.line("s-root", points(effect.after))
    if effect.weeks:
        ink.dot("pt", *points([len(effect.weeks) - 1])[0], 3.5)


def _words(ink: Ink, effect: Effect, x: Scale, y: Scale, *, is_roomy: bool) -> None:
    edge = x((effect.washout or effect.after or [len(effect.weeks)])[0] - 0.5)
    ink.text("tx end", edge, TOP + 10, _when(effect, room=edge - LEFT), dx=-8)
    if not effect.after:
        return
    if effect.washout and is_roomy:
        ink.text("end", edge, TOP + 26, _not_counted(effect), dx=-8)
    if is_roomy:
        ink.text("tx halo", x(effect.after[0]), TOP + 10, gettext("without the change"))
        low = max(effect.after[: max(len(effect.after) // 2, 1)], key=lambda at: -effect.weeks[at].actual)
        ink.text("rt-t halo", x(low), y(effect.weeks[low].actual) + 20, gettext("actual"))
    if effect.avoided is not None:
        _avoided(ink, effect, x, y, is_roomy=is_roomy)


def _when(effect: Effect, room: float) -> str:
    """What was changed and when; the box may be a sixth narrower than drawn, and then the day alone must do."""
    on = numbers.short_day(effect.fixed_on)
    words = f"{effect.fix}, {on}"
    return words if LETTER * len(words) < room * 5 / 6 else gettext("changed %(day)s") % {"day": on}


def _avoided(ink: Ink, effect: Effect, x: Scale, y: Scale, *, is_roomy: bool) -> None:
    """Inside the widest part of the area, below its uncertainty, where the words have room to both sides."""
    rooms = [
        (min(_gap(effect.weeks[near]) for near in _around(effect.after, at)), at)
        for at in effect.after[2:-3] or effect.after
    ]
    place = max(rooms)[1]
    week = effect.weeks[place]
    middle = y((_floor(week) + week.actual) / 2)
    words = numbers.roughly(effect.avoided or 0)
    if is_roomy:
        ink.text("lf-t mid big", x(place), middle, words)
        ink.text("lf-t mid", x(place), middle + 15, gettext("avoided"))
    else:
        ink.text("lf-t mid big", x(place), middle + 4, words.split(numbers.GAP)[-1])


def _around(places: list[int], at: int) -> list[int]:
    return [place for place in places if abs(place - at) <= 2]


def _gap(week: Week) -> float:
    return _floor(week) - week.actual


def _floor(week: Week) -> float:
    return week.low if week.low is not None else week.expected or 0


def _not_counted(effect: Effect) -> str:
    weeks = [effect.weeks[at].starts_on.isocalendar().week for at in effect.washout]
    if len(weeks) == 1:
        return gettext("week %(week)s does not count") % {"week": weeks[0]}
    return gettext("weeks %(first)s to %(last)s do not count") % {"first": weeks[0], "last": weeks[-1]}


def _orders(ink: Ink, effect: Effect, x: Scale, base: float) -> None:
    """How busy it was, as a thin step line, because more orders give more contacts by themselves."""
    top = max((week.orders or 0 for week in effect.weeks), default=0)
    if not top:
        return
    half = (x(1) - x(0)) / 2
    steps: list[Point] = []
    for at, week in enumerate(effect.weeks):
        level = base - 24 * (week.orders or 0) / top
        steps += [(max(x(at) - half, LEFT), level), (min(x(at) + half, ink.width - RIGHT), level)]
    ink.line("s-edge", steps)
    ink.level("grid", base, LEFT, ink.width - RIGHT)
    ink.text("", LEFT, base - 35, _per_week(effect))


def _per_week(effect: Effect) -> str:
    return gettext("%(driver)s per week") % {"driver": effect.driver} if effect.driver else gettext("orders per week")


def _months(ink: Ink, effect: Effect, x: Scale, y: float, every: int) -> None:
    if not effect.weeks:
        return
    starts = [
        at
        for at, week in enumerate(effect.weeks)
        if at == 0 or (week.starts_on + timedelta(6)).month != (effect.weeks[at - 1].starts_on + timedelta(6)).month
    ]
    names = numbers.SHORT_MONTHS[numbers.language()]
    shown = starts[::every]
    for at, following in zip(shown, [*shown[1:], None], strict=True):
        has_room = following is None or x(following) - x(at) > MONTH_ROOM
        if has_room and x(at) < ink.width - 24:
            ink.text("", x(at), y, names[(effect.weeks[at].starts_on + timedelta(6)).month - 1])


def _table(effect: Effect) -> Table:
    head = (
        gettext("Week of"),
        gettext("Contacts"),
        gettext("Without the change"),
        gettext("Between"),
        effect.driver.capitalize() or gettext("Orders"),
    )
    return Table(head, tuple(_row(week) for week in effect.weeks))


def _row(week: Week) -> tuple[str, ...]:
    actual = numbers.number(week.actual) + ("" if week.counts else f" ({gettext('does not count')})")
    between = ""
    if week.low is not None and week.high is not None:
        between = f"{numbers.number(week.low)} – {numbers.number(week.high)}"
    expected = "" if week.expected is None else numbers.number(week.expected)
    orders = "" if week.orders is None else numbers.number(week.orders)
    return numbers.short_day(week.starts_on), actual, expected, between, orders
