"""Nature and volume: each reason with what is its own, not what stands below it in the tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wortel.metrics.queries import MonthFigures
from wortel.reasons.models import Demand, Reason


@dataclass
class Nature:
    """A reason over a month. A parent shows only what nobody put under one of its children."""

    code: str
    is_failure: bool
    signs: tuple[str, str]
    contacts: int = 0
    repeats: int = 0
    cents: int = 0
    hours: float = 0
    channels: dict[str, int] = field(default_factory=dict)

    @property
    def first(self) -> int:
        return self.contacts - self.repeats


def list_natures(month: MonthFigures) -> list[Nature]:
    """Every reason with contacts, largest first."""
    reasons = {reason.code: reason for reason in Reason.objects.select_related("parent")}
    children: dict[str, list[str]] = {}
    for reason in reasons.values():
        if reason.parent:
            children.setdefault(reason.parent.code, []).append(reason.code)
    totals = {code: _total(month, code, reasons.get(code)) for code, _ in month.along("volume", "reason")}
    own = [
        _own(total, [totals[child] for child in children.get(code, []) if child in totals])
        for code, total in totals.items()
    ]
    return sorted((one for one in own if one.contacts > 0), key=lambda one: (-one.contacts, one.code))


def list_channels(month: MonthFigures, order: Sequence[str]) -> dict[str, int]:
    """The channels on which there were contacts, in the order of the organisation."""
    found: Mapping[str, int] = {channel: round(row.value or 0) for channel, row in month.along("volume", "channel")}
    return {channel: found[channel] for channel in order if found.get(channel)}


def _total(month: MonthFigures, code: str, reason: Reason | None) -> Nature:
    contacts = round(month.value("volume", reason=code))
    channels = {
        dict(dims)["channel"]: round(row.value or 0)
        for (figure, dims), row in month.figures.items()
        if figure == "volume" and len(dims) == 2 and dict(dims).get("reason") == code and "channel" in dict(dims)
    }
    return Nature(
        code=code,
        is_failure=reason is not None and reason.demand == Demand.FAILURE,
        signs=(reason.customer_sign, reason.company_sign) if reason else ("", ""),
        contacts=contacts,
        repeats=round(month.value("repeat_rate", reason=code) * contacts),
        cents=round(month.value("cost_eur", reason=code) * 100),
        hours=month.value("customer_hours", reason=code),
        channels=channels,
    )


def _own(total: Nature, below: Sequence[Nature]) -> Nature:
    """What is left of a reason without its children."""
    for child in below:
        total = Nature(
            code=total.code,
            is_failure=total.is_failure,
            signs=total.signs,
            contacts=total.contacts - child.contacts,
            repeats=total.repeats - child.repeats,
            cents=total.cents - child.cents,
            hours=total.hours - child.hours,
            channels={name: n - child.channels.get(name, 0) for name, n in total.channels.items()},
        )
    return total
