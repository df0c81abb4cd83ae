"""Every figure of a month: its name, its unit, along what it is given, and how it is made of counts. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from wortel.analysis.cost import to_cents
from wortel.analysis.intervals import Estimate, estimate_share
from wortel.analysis.surveys import (
    CSAT_BEST,
    FRIENDLY,
    Satisfaction,
    estimate_mean,
    estimate_promoters,
    estimate_top_share,
)
from wortel.metrics.reckoning.slices import Slice

TOTAL: tuple[str, ...] = ()
REASON = ("reason",)
CHANNEL = ("channel",)
QUADRANT = ("quadrant",)
PER = 1_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One definition. A figure about the phone has the phone as its only dimension."""

    name: str
    unit: str
    measure: Callable[[Slice], Estimate]
    dims: tuple[tuple[str, ...], ...] = (TOTAL, REASON)
    is_about_phone: bool = False


def whole(value: float, n: int) -> Estimate:
    """A complete count: it has no interval."""
    return Estimate(value, None, None, n)


def part(some: int, n: int) -> Estimate:
    """A share of a complete count, without an interval of its own."""
    return Estimate(some / n if n else None, None, None, n)


def volume(one: Slice) -> Estimate:
    return whole(one.contacts, one.contacts)


def cost(one: Slice) -> Estimate:
    return whole(float(to_cents(one.pile.eur)), one.contacts)


def contact_rate(one: Slice) -> Estimate:
    return Estimate(one.contacts / one.orders * PER if one.orders else None, None, None, one.orders)


def fcr_chain(one: Slice) -> Estimate:
    return estimate_share(sum(row.singles for row in one.chains), sum(row.chains for row in one.chains))


def fcr_strict(one: Slice) -> Estimate:
    return estimate_share(sum(row.strict_singles for row in one.chains), sum(row.chains for row in one.chains))


def repeat_rate(one: Slice) -> Estimate:
    return part(sum(kind.contacts for kind in one.kinds if kind.is_repeat), one.contacts)


def failure_share(one: Slice) -> Estimate:
    return part(sum(kind.contacts for kind in one.kinds if kind.is_failure), one.contacts)


def avoidable_share(one: Slice) -> Estimate:
    return part(sum(kind.contacts for kind in one.kinds if kind.is_avoidable), one.contacts)


def means_gap(one: Slice) -> Estimate:
    return part(sum(kind.lacking for kind in one.kinds), one.contacts)


def service_level(one: Slice) -> Estimate:
    return part(one.calls["in_time"], one.calls["answered"] + one.calls["abandoned"])


def average_wait(one: Slice) -> Estimate:
    answered = one.calls["answered"]
    return Estimate(one.calls["waited_seconds"] / answered if answered else None, None, None, answered)


def abandoned(one: Slice) -> Estimate:
    return part(one.calls["abandoned"], one.calls["answered"] + one.calls["abandoned"])


def abandoned_without_short(one: Slice) -> Estimate:
    long = one.calls["abandoned"] - one.calls["short_abandoned"]
    return part(long, one.calls["answered"] + long)


def transferred(one: Slice) -> Estimate:
    return estimate_share(one.calls["transferred"], one.calls["answered"])


def csat(one: Slice) -> Estimate:
    return estimate_top_share(one.scores("csat"), best=CSAT_BEST)


def friendliness(one: Slice) -> Estimate:
    return estimate_top_share(one.scores("friendliness"), best=FRIENDLY)


def promoters(one: Slice) -> Estimate:
    return estimate_promoters(one.scores("nps")).score


def effort(one: Slice) -> Estimate:
    return estimate_mean(one.scores("ces"))


def hollow(one: Slice) -> Estimate:
    satisfied = [row for row in one.answers if row.question == "csat" and row.score in CSAT_BEST]
    found = Satisfaction(sum(row.answers for row in satisfied), sum(row.hollow for row in satisfied))
    return part(found.hollow, found.satisfied)


FIGURES = (
    Figure("volume", "contacts", volume, (TOTAL, REASON, CHANNEL, (*REASON, *CHANNEL), QUADRANT)),
    Figure("cost_eur", "eur", cost, (TOTAL, REASON, CHANNEL, QUADRANT)),
    Figure("contact_rate", "per_1000_orders", contact_rate),
    Figure("fcr_chain", "share", fcr_chain),
    Figure("fcr_strict", "share", fcr_strict),
    Figure("repeat_rate", "share", repeat_rate),
    Figure("failure_share", "share", failure_share, (TOTAL,)),
    Figure("avoidable_share", "share", avoidable_share, (TOTAL,)),
    Figure("means_gap", "share", means_gap),
    Figure("sl", "share", service_level, (TOTAL,), is_about_phone=True),
    Figure("asa", "seconds", average_wait, (TOTAL,), is_about_phone=True),
    Figure("abandon", "share", abandoned, (TOTAL,), is_about_phone=True),
    Figure("abandon_without_short", "share", abandoned_without_short, (TOTAL,), is_about_phone=True),
    Figure("transfer", "share", transferred, (TOTAL,), is_about_phone=True),
    Figure("csat", "share", csat),
    Figure("friendliness", "share", friendliness),
    Figure("nps", "points", promoters, (TOTAL,)),
    Figure("ces", "mean_1_7", effort, (TOTAL,)),
    Figure("hollow_sat", "share", hollow, (TOTAL,)),
)
