"""The weeks of a fix as they are stored, with everything the verdict is read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from wortel.analysis.effect import Effect, WeeklySeries, compare_weeks, look_level, without_peaks
from wortel.problems.models import Effect as StoredEffect
from wortel.problems.models import Fix
from wortel.problems.queries.beside import look_beside
from wortel.problems.queries.evidence import Period, average_cost, contacts_of
from wortel.problems.queries.fixes import find_together
from wortel.problems.queries.weeks import WEEK, Weeks, today, weekly_series

YEARS_BEFORE, TWO_YEARS = 156, 104


@dataclass(frozen=True)
class Measured:
    """The compared weeks, the numbers on screen, and the lines of the chart. Before the end it is a look."""

    weeks: WeeklySeries
    effect: Effect
    is_final: bool
    numbers: dict[str, Any]
    series: dict[str, Any]


def measure(fix: Fix, now: datetime) -> Measured:
    together, others = find_together(fix)
    span = together.window
    here = today(now)
    after = span.post_complete(here)
    # Of a plan not all weeks before it are over yet; a week that runs would look like a fall.
    pre, washout = ([monday for monday in weeks if monday + WEEK <= here] for weeks in (span.pre, span.washout))
    mondays = [*pre, *washout, *after]
    controls = fix.controls.values_list("pk", flat=True)
    raw = weekly_series(fix.problem, mondays=mondays, controls=controls, exposure=fix.exposure)
    known = _first_known(raw, len(pre))
    quiet, start = len(pre), len(pre) + len(washout)
    weeks = _compared(raw, known, quiet, start)
    planned = min(fix.weeks_after, len(span.post))
    is_final = len(after) >= planned
    effect = _judge(weeks, planned)
    cost = average_cost(contacts_of(fix.problem, Period(span.pre_from, span.fix_week)))
    expected = {"expected_reduction": fix.expected_reduction, "weeks_planned": planned, "exposure": fix.exposure}
    beside = {
        **_calm(weeks, effect),
        "together_with": [one.what for one in others],
        "beside": look_beside(fix.problem, Period(span.pre_from, span.fix_week), _whole(after, span.post_from)),
    }
    numbers = {**_plain(weeks, effect), **_rates(weeks), **_savings(effect, cost), **expected, **beside}
    series = _lines(raw, known, quiet, start, weeks, effect)
    return Measured(weeks, effect, is_final, numbers, series)


def _whole(weeks: Sequence[date], start: date) -> Period:
    return Period(start, weeks[-1] + WEEK if weeks else start)


def _judge(weeks: WeeklySeries, planned: int) -> Effect:
    """Plainly at the registered end; a look before it needs more certainty, so that looking often finds no more."""
    before, seen = len(weeks.topic_pre), len(weeks.topic_post)
    return compare_weeks(weeks, level=look_level(weeks_before=before, weeks_seen=seen, weeks_planned=planned))


def _plain(weeks: WeeklySeries, look: Effect) -> dict[str, Any]:
    """The ratios with their plain limits, as `wortel effect` gives them; and what the look makes of them."""
    plain, seen = compare_weeks(weeks).as_json(), look.as_json()
    judged = {name: seen[name] for name in ("verdict", "avoided", "avoided_low", "avoided_high", "mde")}
    headline = look.headline
    limits = (None, None) if headline is None else (headline.low, headline.high)
    low, high = (limit if limit is not None and isfinite(limit) else None for limit in limits)
    return {**plain, **judged, "level": look.level, "low": low, "high": high}


def _first_known(raw: Weeks, pre: int) -> int:
    """Weeks before the organisation kept anything are not quiet weeks: they are left out."""
    counted = [any(line) for line in zip(raw.contacts, raw.orders, raw.control, strict=True)]
    return next((place for place, is_known in enumerate(counted[:pre]) if is_known), pre)


def _compared(raw: Weeks, known: int, quiet: int, start: int) -> WeeklySeries:
    orders = raw.orders if any(raw.orders) else [1] * len(raw.orders)
    return WeeklySeries(
        orders_pre=orders[known:quiet],
        topic_pre=raw.contacts[known:quiet],
        control_pre=raw.control[known:quiet] if any(raw.control) else (),
        orders_post=orders[start:],
        topic_post=raw.contacts[start:],
        control_post=raw.control[start:] if any(raw.control) else (),
    )


def _rates(weeks: WeeklySeries) -> dict[str, float | None]:
    """The plain means are kept to be struck through; they are never the headline."""
    before, after = weeks.topic_pre, weeks.topic_post
    mean_before, mean_after = _mean(before), _mean(after)
    return {
        "before": sum(before),
        "after": sum(after),
        "orders_before": sum(weeks.orders_pre),
        "orders_after": sum(weeks.orders_post),
        "control_before": sum(weeks.control_pre),
        "control_after": sum(weeks.control_post),
        "weeks_before": len(before),
        "weeks_after": len(after),
        "mean_before": mean_before,
        "mean_after": mean_after,
        "raw_ratio": mean_after / mean_before if mean_before and mean_after is not None else None,
        "rate_before": _per_thousand(before, weeks.orders_pre),
        "rate_after": _per_thousand(after, weeks.orders_post),
    }


def _calm(weeks: WeeklySeries, look: Effect) -> dict[str, float | None]:
    """The same comparison without the busiest weeks, to see whether they alone make the difference."""
    headline = compare_weeks(without_peaks(weeks), level=look.level).headline if weeks.topic_post else None
    if headline is None or headline.low is None:
        return {"calm_rr": None, "calm_low": None, "calm_high": None}
    return {"calm_rr": headline.ratio, "calm_low": headline.low, "calm_high": headline.high}


def series_of(effect: StoredEffect) -> WeeklySeries:
    """The compared weeks of a stored measurement."""
    kept = effect.series
    quiet, start = kept["pre"], kept["pre"] + kept["washout"]
    orders = kept["orders"] if any(kept["orders"]) else [1] * len(kept["orders"])
    return WeeklySeries(
        orders_pre=orders[:quiet],
        topic_pre=kept["contacts"][:quiet],
        orders_post=orders[start:],
        topic_post=kept["contacts"][start:],
    )


def find_years(effect: StoredEffect) -> tuple[Weeks, int, int] | None:
    """Up to three years before a fix and the weeks measured after it; None where there are no two years before it.

    The numbers beside the weeks say which is the first known one and which the first after the fix.
    """
    fix, kept = effect.fix, effect.series
    if not kept.get("first"):
        return None
    quiet_until = date.fromisoformat(kept["first"]) + kept["pre"] * WEEK
    start = quiet_until + kept["washout"] * WEEK
    mondays = [quiet_until - n * WEEK for n in range(YEARS_BEFORE, 0, -1)]
    mondays += [start + n * WEEK for n in range(effect.weeks_measured)]
    controls = fix.controls.values_list("pk", flat=True)
    raw = weekly_series(fix.problem, mondays=mondays, controls=controls, exposure=fix.exposure)
    known = _first_known(raw, YEARS_BEFORE)
    return (raw, known, YEARS_BEFORE) if YEARS_BEFORE - known >= TWO_YEARS else None


def _mean(numbers: Any) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None


def _per_thousand(contacts: Any, orders: Any) -> float | None:
    return 1000 * sum(contacts) / sum(orders) if sum(orders) else None


def _savings(effect: Effect, cost: Decimal | None) -> dict[str, float | None]:
    """Contacts avoided times what a contact of this problem cost before the fix."""
    avoided = effect.avoided
    each = float(cost) if cost is not None else None
    amounts = (avoided.contacts, avoided.low, avoided.high) if avoided else (None, None, None)
    saved = [None if each is None or one is None or not isfinite(one) else one * each for one in amounts]
    return {"average_eur": each, "saved": saved[0], "saved_low": saved[1], "saved_high": saved[2]}


def _lines(raw: Weeks, known: int, quiet: int, start: int, weeks: WeeklySeries, effect: Effect) -> dict[str, Any]:
    """What was, and what would have been: the old rate, moved as the untreated topics moved, times the orders."""
    expected = _expected(weeks, effect)
    low, high = _band(expected, weeks, effect)
    return {
        "first": raw.mondays[known].isoformat() if known < len(raw.mondays) else None,
        "contacts": raw.contacts[known:],
        "orders": raw.orders[known:],
        "control": raw.control[known:],
        "pre": quiet - known,
        "washout": start - quiet,
        "expected": expected,
        "expected_low": low,
        "expected_high": high,
    }


def _expected(weeks: WeeklySeries, effect: Effect) -> list[float]:
    headline, topic = effect.headline, effect.topic
    if headline is None or topic is None or not sum(weeks.orders_pre):
        return []
    moved = topic.ratio / headline.ratio if headline.ratio else 1.0
    rate = sum(weeks.topic_pre) / sum(weeks.orders_pre) * moved
    return [rate * orders for orders in weeks.orders_post]


def _band(expected: list[float], weeks: WeeklySeries, effect: Effect) -> tuple[list[float], list[float]]:
    """Not knowing how many were avoided is not knowing what would have come."""
    avoided, came = effect.avoided, sum(weeks.topic_post)
    if avoided is None or avoided.low is None or avoided.high is None or not expected:
        return [], []
    whole = came + avoided.contacts
    if not whole or not isfinite(avoided.high):
        return [], []
    return (
        [one * (came + avoided.low) / whole for one in expected],
        [one * (came + avoided.high) / whole for one in expected],
    )
