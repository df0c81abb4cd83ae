"""The contacts behind a figure: the same choice as the figure makes, as rows that somebody can open."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from wortel.accounts.models import Agent
from wortel.accounts.queries import find_organisation, find_time_zone
from wortel.analysis.facts import Contact as Fact
from wortel.analysis.repeats import find_chains, repeat_ids
from wortel.contacts.models import Contact, ContactQuerySet, may_be_read
from wortel.customers.models import Customer
from wortel.insight.queries.today import starts_at
from wortel.problems.models import Caused
from wortel.reasons.models import Demand, Driver, Reason
from wortel.reasons.queries import list_below
from wortel.signals.models import Kind, Lack, Signal


@dataclass(frozen=True)
class Choice:
    """What a figure is about. None means: whatever it is."""

    month: str
    reason: str | None = None
    channel: str | None = None
    demand: str | None = None
    repeats: bool | None = None
    unlinked: bool = False
    lacking: bool = False
    fed_up: bool = False
    driver: str | None = None
    """A theme, driver or variant by its number; `none` is what belongs to none, `unread` what was not read yet."""


def list_behind(agent: Agent, choice: Choice) -> ContactQuerySet:
    """These contacts, latest first."""
    found = _of_month(choice.month).visible_to(agent)
    if choice.reason is not None:
        found = found.filter(_has_reason(choice.reason))
    if choice.channel:
        found = found.filter(channel=choice.channel)
    if choice.demand == Demand.FAILURE or choice.unlinked:
        found = found.filter(given_reason__reason__demand=Demand.FAILURE)
    elif choice.demand == Demand.VALUE:
        found = found.exclude(given_reason__reason__demand=Demand.FAILURE)
    if choice.unlinked or choice.demand == Demand.VALUE:
        found = found.exclude(Exists(Caused.objects.filter(contact=OuterRef("pk"))))
    if choice.lacking:
        found = found.filter(Exists(Lack.objects.filter(contact=OuterRef("pk"))))
    if choice.fed_up:
        found = found.filter(Exists(Signal.objects.standing().filter(kind=Kind.FED_UP, contact=OuterRef("pk"))))
    if choice.driver:
        found = found.filter(_has_driver(choice.driver))
    if choice.repeats is not None:
        repeats = _find_repeats(found)
        found = found.filter(pk__in=repeats) if choice.repeats else found.exclude(pk__in=repeats)
    return found.order_by("-started_at", "-pk")


def _of_month(month: str) -> ContactQuerySet:
    zone, first = find_time_zone(), date.fromisoformat(f"{month}-01")
    until = (first + timedelta(days=32)).replace(day=1)
    return Contact.objects.counted().filter(
        started_at__gte=starts_at(first, zone), started_at__lt=starts_at(until, zone)
    )


def _has_reason(code: str) -> Q:
    """A parent holds everything below it; no reason is a reason of its own."""
    if not code:
        return Q(given_reason=None)
    return Q(given_reason__reason__in=list_below(Reason.objects.filter(code=code).values_list("pk", flat=True)))


def _has_driver(asked: str) -> Q:
    if asked == "unread":
        return Q(assignment=None) & may_be_read()
    if not asked.isdecimal():
        return Q(assignment__isnull=False, assignment__driver=None)
    place = Q(assignment__driver=asked) | Q(assignment__variant=asked)
    return place | Q(assignment__driver__in=Driver.objects.filter(parent=int(asked)))


def _find_repeats(chosen: ContactQuerySet) -> set[int]:
    """Which of these are second or later contacts of their chain, over all months and channels."""
    customers = set(chosen.exclude(customer=None).values_list("customer_id", flat=True))
    whole = _families(customers)
    rows = (
        Contact.objects.counted()
        .filter(customer__in=whole)
        .values_list("pk", "customer_id", "channel", "started_at", "ended_at", "given_reason__reason__code")
    )
    facts = [
        Fact(
            contact_id=str(pk),
            customer=str(whole[customer]) if customer else "",
            channel=channel,
            started_at=started_at,
            ended_at=ended_at or started_at,
            reason=reason or "",
        )
        for pk, customer, channel, started_at, ended_at, reason in rows
    ]
    if not facts:
        return set()
    window = timedelta(hours=find_organisation().repeat_window_hours)
    chains = find_chains(facts, as_of=max(fact.started_at for fact in facts), window=window)
    return {int(key) for key in repeat_ids(chains)}


def _families(customers: set[int]) -> dict[int, int]:
    """Everybody who is one with these customers, by who they turned out to be."""
    into = dict(Customer.objects.exclude(merged_into=None).values_list("pk", "merged_into"))
    roots = {pk: _root(pk, into) for pk in customers | into.keys()}
    wanted = {roots[pk] for pk in customers}
    return {pk: root for pk, root in roots.items() if root in wanted} | {root: root for root in wanted}


def _root(pk: int, into: dict[int, int | None]) -> int:
    seen = {pk}
    while (above := into.get(pk)) is not None and above not in seen:
        seen.add(above)
        pk = above
    return pk
