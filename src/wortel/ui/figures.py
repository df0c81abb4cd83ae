"""A figure as it stands on a screen: label, number, how sure it is, and the door to its definition."""

from dataclasses import dataclass
from enum import Enum

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from wortel.ui import marks, numbers
from wortel.ui.marks import Interval

SHOW_FROM = 5
SURE_FROM = 20


class Weight(Enum):
    """How much a number may be trusted by its count alone (no number below 5, grey below 20)."""

    TOO_FEW = "few"
    THIN = "thin"
    ENOUGH = ""


def weigh(count: int | None) -> Weight:
    """Complete counts have no sample to be small, so they pass `None`."""
    if count is None or count >= SURE_FROM:
        return Weight.ENOUGH
    return Weight.THIN if count >= SHOW_FROM else Weight.TOO_FEW


@dataclass(frozen=True)
class Figure:
    """Text is ready to print; `mark` is the drawing under the number."""

    label: str
    value: str
    unit: str = ""
    note: str = ""
    extra: str = ""
    definition: str = ""
    href: str = ""
    mark: SafeString | str = ""
    weight: Weight = Weight.ENOUGH

    @property
    def is_too_few(self) -> bool:
        return self.weight is Weight.TOO_FEW


def rate(
    label: str, *, share: float, low: float, high: float, count: int, axis: tuple[float, float] = (0, 1),
    decimals: int = 1, tone: str = "", definition: str = "", href: str = "", extra: str = "",
) -> Figure:  # fmt: skip
    """An estimated share with its interval, such as satisfaction; falls silent when too few answered."""
    weight = weigh(count)
    if weight is Weight.TOO_FEW:
        return too_few(label, count=count, definition=definition, href=href)
    words = (numbers.per_hundred(low, decimals), numbers.per_hundred(high, decimals))
    return Figure(
        label=label,
        value=numbers.per_hundred(share, decimals),
        unit="%",
        note=numbers.between(*words),
        extra=extra,
        definition=definition,
        href=href,
        mark=marks.track(Interval(low, share, high, *axis), tone),
        weight=weight,
    )


def counted_share(
    label: str, *, part: int, whole: int, decimals: int = 1, tone: str = "rt", definition: str = "", href: str = ""
) -> Figure:
    """A share of a complete count: a bar, and no interval."""
    share = part / whole if whole else 0
    return Figure(
        label=label,
        value=numbers.per_hundred(share, decimals),
        unit="%",
        note=gettext("%(part)s of %(whole)s contacts") % {"part": numbers.number(part), "whole": numbers.number(whole)},
        definition=definition,
        href=href,
        mark=marks.share_bar(share, tone),
    )


def count(label: str, *, value: int, marked: int = 0, tone: str = "", note: str = "", href: str = "") -> Figure:
    """Things counted one by one, each a dot."""
    return Figure(label=label, value=numbers.number(value), note=note, href=href, mark=marks.dots(value, marked, tone))


def estimate(
    label: str, *, value: float, low: float, high: float, axis: tuple[float, float], tone: str = "lf",
    definition: str = "", href: str = "",
) -> Figure:  # fmt: skip
    """An estimated amount with its interval, such as contacts avoided."""
    return Figure(
        label=label,
        value=numbers.number(value),
        note=numbers.between(numbers.number(low), numbers.number(high)),
        definition=definition,
        href=href,
        mark=marks.track(Interval(low, value, high, *axis), tone),
    )


def too_few(label: str, *, count: int, definition: str = "", href: str = "") -> Figure:
    answers = ngettext("%(count)s answer.", "%(count)s answers.", count) % {"count": numbers.number(count)}
    rule = gettext("From 5 on we show a number, from 20 on without grey.")
    return Figure(
        label=label,
        value=gettext("too little data"),
        note=f"{answers} {rule}",
        definition=definition,
        href=href,
        weight=Weight.TOO_FEW,
    )
