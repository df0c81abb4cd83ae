"""Who came back? Contacts tied into chains: the same answer as `analysis.repeats`, for any number of contacts."""

from datetime import datetime, timedelta

import ibis
from ibis import _
from ibis.expr.types import BooleanValue, Table

from wortel.metrics.reckoning import facts


def is_inbound(contact: Table) -> BooleanValue:
    return (contact.direction == "in") & ~contact.is_spam & ~contact.asked_by_us


def is_abandoned(contact: Table) -> BooleanValue:
    """Only a phone call can be given up before somebody answers."""
    return (contact.channel == "phone") & ~contact.is_answered


def counted(as_of: datetime) -> Table:
    """What counts as volume at `as_of`, each with the thread it belongs to: one customer about one reason."""
    standing = facts.merge.select(merged=facts.merge.customer, standing=facts.merge.standing)
    contact = facts.contact.filter(
        is_inbound(facts.contact) & ~is_abandoned(facts.contact) & (facts.contact.started_at <= as_of)
    )
    joined = contact.left_join(standing, contact.customer == standing.merged)
    # Nobody is known, so nobody can be seen to return: the contact is a thread of its own.
    return joined.mutate(who=ibis.coalesce(joined.standing, joined.customer, -joined.id)).drop("merged", "standing")


def chained(*, month: str, as_of: datetime, window: timedelta) -> Table:
    """The contacts of every thread that was active in the month, with the chain each is a link of."""
    everything = counted(as_of)
    active = everything.filter(_.month == month).select("who", "reason").distinct()
    thread = everything.semi_join(active, ["who", "reason"])
    return _with_chain(_with_links(thread, as_of, window), as_of, window)


def _with_links(thread: Table, as_of: datetime, window: timedelta) -> Table:
    """Number the chains of each thread: a gap longer than the window since the latest close begins a new one."""
    in_order = {"group_by": ["who", "reason"], "order_by": ["started_at", "code", "id"]}
    closed = thread.mutate(
        closes_at=ibis.greatest(thread.started_at, ibis.coalesce(thread.ended_at, ibis.literal(as_of)))
    )
    before = closed.mutate(
        latest_close=closed.closes_at.max().over(ibis.rows_window(preceding=(None, 1), **in_order)),
    )
    is_first = before.latest_close.isnull() | (before.started_at > before.latest_close + _hours(window))
    begun = before.mutate(begins=is_first.ifelse(1, 0))
    return begun.mutate(chain=begun.begins.sum().over(ibis.cumulative_window(**in_order)))


def _with_chain(links: Table, as_of: datetime, window: timedelta) -> Table:
    """What a contact knows of its chain: how long it is, how it began, whether it can be judged yet."""
    whole = ibis.window(group_by=["who", "reason", "chain"])
    known = links.mutate(
        links=links.id.count().over(whole),
        closed_at=links.closes_at.max().over(whole),
        first_channel=links.channel.first().over(
            ibis.window(group_by=["who", "reason", "chain"], order_by=["started_at", "code", "id"])
        ),
    )
    return known.mutate(is_repeat=known.begins == 0, is_mature=known.closed_at <= as_of - window)


def _hours(window: timedelta) -> ibis.expr.types.IntervalScalar:
    """Elapsed time: summer time does not stretch it."""
    return ibis.interval(hours=int(window.total_seconds() // 3600))
