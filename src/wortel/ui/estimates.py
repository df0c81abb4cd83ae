"""An estimate in words and as a bar: the value, the interval it may lie in, and how many stand behind it."""

from collections.abc import Sequence
from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wortel.analysis.intervals import Estimate
from wortel.ui import marks, numbers
from wortel.ui.charts.ink import Ink

FEWEST, CERTAIN = 5, 20
AXES: dict[str, tuple[float, float]] = {"share": (0, 1), "points": (-100, 100), "mean7": (1, 7)}

# From so many on a share is told in tenths.
FINE = 200

type Unit = Literal["share", "points", "mean7"]
type Noun = Literal["answers", "contacts", "calls", "searches"]


def tell(found: Estimate | None, unit: Unit = "share", noun: Noun = "answers") -> SafeString:
    """The value with its bar and interval; words where fewer than five stand behind it, grey under twenty.

    None is what might point at somebody.
    """
    if found is None:
        return format_html('<span class="quiet small">{}</span>', _("too few to show"))
    if found.value is None or found.n < FEWEST:
        return format_html('<span class="est few">{}</span>', too_little(found.n))
    low, high, bar = found.low, found.high, ""
    if low is not None and high is not None:
        bar = marks.track(marks.Interval(low, found.value, high, *AXES[unit]))
    return format_html(
        '<span class="est{}"><b class="num">{}</b>{}<small>{}</small></span>',
        "" if found.n >= CERTAIN else " few", _value(found.value, unit, found.n), bar, _behind(found, unit, noun),
    )  # fmt: skip


def tell_change(found: Estimate) -> SafeString:
    """After less before, in points of a hundred; a difference whose interval holds nought is not told as one."""
    if found.value is None or found.low is None or found.high is None or found.n < FEWEST:
        return format_html('<span class="est few">{}</span>', too_little(found.n))
    between = numbers.between(_points(found.low), _points(found.high))
    if found.low <= 0 <= found.high:
        words = _("no difference to be seen")
        return format_html('<span class="est"><b class="plain">{}</b><small>{}</small></span>', words, between)
    words = _("%(points)s points") % {"points": _points(found.value)}
    return format_html('<span class="est"><b class="num">{}</b><small>{}</small></span>', words, between)


def too_little(n: int) -> str:
    if n == 0:
        return _("nothing yet")
    return _("too little data (%(n)s)") % {"n": numbers.number(n)}


def spread(counts: Sequence[int], label: str) -> SafeString:
    """How often each score was given, from 1 up, as a row of small bars; the label says the same in words."""
    largest = max(counts, default=0)
    if sum(counts) < FEWEST:
        return SafeString("")
    ink = Ink(12 * len(counts), 24)
    for place, count in enumerate(counts):
        height = 22 * count / largest
        ink.rect("", 12 * place + 1, 24 - max(height, 1), 10, max(height, 1))
    said = ", ".join(f"{place}: {numbers.number(count)}" for place, count in enumerate(counts, 1))
    return format_html(
        '<span class="spread" title="{0}">{1}<span class="vh">{2}: {0}</span></span>',
        said, ink.svg("", "spread-b"), label,
    )  # fmt: skip


def _value(value: float, unit: Unit, n: int) -> str:
    match unit:
        case "share":
            return numbers.percent(value, 1 if n >= FINE else 0)
        case "points":
            return f"+{numbers.number(value)}" if value > 0 else numbers.number(value)
        case _:
            return numbers.number(value, 1)


def _behind(found: Estimate, unit: Unit, noun: Noun) -> str:
    counted = {"n": numbers.number(found.n)}
    if noun == "contacts":
        n = ngettext("%(n)s contact", "%(n)s contacts", found.n) % counted
    elif noun == "calls":
        n = ngettext("%(n)s call", "%(n)s calls", found.n) % counted
    elif noun == "searches":
        n = ngettext("%(n)s search", "%(n)s searches", found.n) % counted
    else:
        n = ngettext("%(n)s answer", "%(n)s answers", found.n) % counted
    if found.low is None or found.high is None:
        return n
    low, high = (_limit(one, unit, found.n) for one in (found.low, found.high))
    return f"{numbers.between(low, high)} · {n}"


def _limit(value: float, unit: Unit, n: int) -> str:
    return numbers.per_hundred(value, 1 if n >= FINE else 0) if unit == "share" else _value(value, unit, n)


def _points(share: float) -> str:
    points = round(100 * share)
    return f"+{numbers.number(points)}" if points > 0 else numbers.number(points)
