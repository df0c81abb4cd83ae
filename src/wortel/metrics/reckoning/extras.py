"""What pages show besides the report: why the silo figure misleads, how people came back, who suffered."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from wortel.analysis.cost import to_cents
from wortel.analysis.intervals import estimate_share
from wortel.metrics.reckoning.slices import Month
from wortel.metrics.report import ReportedFigure

type Tables = Mapping[str, Sequence[Mapping[str, Any]]]


def extras_of(month: Month, more: Tables) -> Iterator[ReportedFigure]:
    yield from _silos(month, more["silos"])
    yield from _routes(more["routes"])
    yield _count("immature_chains", more["waiting"][0]["chains"])
    for row in sorted(more["customers"], key=lambda row: (row["kind"], row["name"])):
        yield _count("customers", row["customers"], **{row["kind"]: row["name"]})
    yield from _on_the_phone(month)
    yield from _customers_time(month)
    pile = month.whole.pile
    yield _count("fees_eur", float(to_cents(pile.fees)), unit="eur")
    yield _count("minutes", float(pile.minutes), unit="minutes")
    yield _count("orders", month.whole.orders)


def _silos(month: Month, rows: Sequence[Mapping[str, Any]]) -> Iterator[ReportedFigure]:
    """First contact resolution as it would look if no channel knew of another."""
    sums: dict[str | None, list[int]] = {None: [0, 0]}
    for row in rows:
        for reason in (None, *month.above(row["reason"])):
            one = sums.setdefault(reason, [0, 0])
            one[0] += row["singles"]
            one[1] += row["chains"]
    for reason, (singles, chains) in sorted(sums.items(), key=lambda pair: pair[0] or ""):
        found = estimate_share(singles, chains)
        dims = {} if reason is None else {"reason": reason}
        yield ReportedFigure("silo_fcr", dims, found.value, found.low, found.high, chains, "share")


def _routes(rows: Sequence[Mapping[str, Any]]) -> Iterator[ReportedFigure]:
    for row in sorted(rows, key=lambda row: (-row["chains"], row["route"])):
        yield _count("route", row["chains"], route=row["route"])
    yield _count("returning_chains", sum(row["chains"] for row in rows))
    yield _count("cross_channel_chains", sum(row["chains"] for row in rows if row["channels"] > 1))


def _on_the_phone(month: Month) -> Iterator[ReportedFigure]:
    """What the phone took of customers: talking, and waiting until somebody answered."""
    talked = sum((kind.talked for kind in month.whole.kinds if kind.channel == "phone"), Fraction(0))
    yield _count("phone_minutes", float(talked), unit="minutes")
    yield _count("waited_seconds", month.whole.calls["waited_seconds"], unit="seconds")


def _customers_time(month: Month) -> Iterator[ReportedFigure]:
    """Hours that calls took of customers, of all and for each reason: talking, and waiting before it.

    It stands beside the cost and is never added to it: it is not our time.
    """
    sums: dict[str | None, tuple[Fraction, int]] = {}
    for kind in month.whole.kinds:
        if kind.channel != "phone":
            continue
        for reason in (None, *month.above(kind.reason)):
            hours, calls = sums.get(reason, (Fraction(0), 0))
            sums[reason] = (hours + kind.talked / 60 + Fraction(kind.waited, 3600), calls + kind.contacts)
    for reason, (hours, calls) in sorted(sums.items(), key=lambda pair: pair[0] or ""):
        dims = {} if reason is None else {"reason": reason}
        yield ReportedFigure("customer_hours", dims, float(hours), None, None, calls, "hours")


def _count(name: str, value: float, unit: str = "count", **dims: str) -> ReportedFigure:
    return ReportedFigure(name, dims, value, None, None, round(value), unit)
