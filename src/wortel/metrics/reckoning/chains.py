"""Who came back? Contacts tied into chains: the same answer as `analysis.repeats`, for any number of contacts."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import ibis
from ibis import _
from ibis.expr.types import BooleanValue, Table

from wortel.metrics.reckoning import facts

THREAD = ("who", "reason")
# What only says whether a contact counts; carrying it along would cost memory for every contact.
DECIDED = ("direction", "is_spam", "asked_by_us", "is_automatic", "is_answered")
IN_ORDER = ("started_at", "code", "id")


def is_inbound(contact: Table) -> BooleanValue:
    return (contact.direction == "in") & ~contact.is_spam & ~contact.asked_by_us & ~contact.is_automatic


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
    known = joined.mutate(who=ibis.coalesce(joined.standing, joined.customer, -joined.id))
    return known.drop("merged", "standing", *DECIDED)


def chained(*, month: str, as_of: datetime, window: timedelta, thread: Sequence[str] = THREAD) -> Table:
    """The contacts of every thread that was active in the month, with the chain each is a link of."""
    everything = counted(as_of)
    active = everything.filter(_.month == month).select(*thread).distinct()
    links = _with_links(everything.semi_join(active, list(thread)), thread, as_of, window)
    return _with_chain(links, thread, as_of, window)


def judged(links: Table, month: str) -> Table:
    """The first contact of each chain that can be judged: a chain counts in the month in which it began."""
    return links.filter(~_.is_repeat, _.month == month, _.is_mature)


def _with_links(contact: Table, thread: Sequence[str], as_of: datetime, window: timedelta) -> Table:
    """Number the chains of each thread: a gap longer than the window since the latest close begins a new one."""
    closes_at = ibis.greatest(contact.started_at, ibis.coalesce(contact.ended_at, ibis.literal(as_of)))
    closed = contact.mutate(closes_at=closes_at)
    earlier = ibis.rows_window(preceding=(None, 1), group_by=thread, order_by=IN_ORDER)
    before = closed.mutate(latest_close=closed.closes_at.max().over(earlier))
    is_first = before.latest_close.isnull() | (before.started_at > before.latest_close + _hours(window))
    begun = before.mutate(begins=is_first.ifelse(1, 0))
    return begun.mutate(chain=begun.begins.sum().over(ibis.cumulative_window(group_by=thread, order_by=IN_ORDER)))


def _with_chain(links: Table, thread: Sequence[str], as_of: datetime, window: timedelta) -> Table:
    """What a contact knows of its chain: how long it is, how it began, whether it can be judged yet."""
    whole = ibis.window(group_by=[*thread, "chain"])
    known = links.mutate(
        links=links.id.count().over(whole),
        closed_at=links.closes_at.max().over(whole),
        first_channel=links.channel.first().over(ibis.window(group_by=[*thread, "chain"], order_by=IN_ORDER)),
    )
    return known.mutate(is_repeat=known.begins == 0, is_mature=known.closed_at <= as_of - window)


def _hours(window: timedelta) -> ibis.expr.types.IntervalScalar:
    """Elapsed time: summer time does not stretch it."""
    return ibis.interval(hours=int(window.total_seconds() // 3600))
