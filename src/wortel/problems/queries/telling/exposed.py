"""Whose orders can a cause touch, and who of them has made contact about it already?"""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from wortel.contacts.models import Contact
from wortel.customers.queries import list_standings
from wortel.orders.models import Order
from wortel.problems.models import Caused, Exposure, Problem, Telling
from wortel.problems.queries.telling.restraint import find_restraint
from wortel.problems.queries.telling.weighing import Candidate, Heard, weigh
from wortel.problems.queries.weeks import starts_at
from wortel.reasons.queries import list_below

DAY = timedelta(days=1)
LOOKS_BACK = timedelta(days=60)
"""Orders older than this have been delivered, used or returned; a warning about them would only puzzle."""


def find_exposure(problem: Problem) -> Exposure | None:
    return Exposure.objects.filter(problem=problem).select_related("carrier", "reason").first()


def list_exposed(exposure: Exposure, now: datetime) -> list[Candidate]:
    """Customers it can happen to who have not made contact about it, each with their latest order."""
    standing = list_standings()
    heard: dict[int, Heard] = {}
    rows = orders_of(exposure, now).order_by("placed_at", "pk").values_list("customer", "placed_at", "pk")
    for customer, placed_at, order in rows:
        who = standing.get(customer, customer)
        times = heard[who].times + 1 if who in heard else 1
        heard[who] = Heard(who, times, placed_at, order=order)
    called = list_called(exposure, set(heard))
    return weigh(
        [one for one in heard.values() if one.customer not in called],
        problem=exposure.problem,
        kind=Telling.Kind.AHEAD,
        restraint=find_restraint(),
        now=now,
    )


def orders_of(exposure: Exposure, now: datetime) -> QuerySet[Order]:
    """The orders that fit every part of the rule that is filled in."""
    asked = Q(customer__isnull=False)
    if exposure.product:
        asked &= Q(what__icontains=exposure.product)
    if exposure.carrier_id:
        asked &= Q(parcels__carrier=exposure.carrier_id)
    if exposure.step:
        asked &= Q(parcels__steps__kind=exposure.step)
    asked &= Q(placed_at__gte=starts_at(exposure.placed_from) if exposure.placed_from else now - LOOKS_BACK)
    if exposure.placed_until:
        asked &= Q(placed_at__lt=starts_at(exposure.placed_until + DAY))
    return Order.objects.filter(asked).distinct()


def list_called(
    exposure: Exposure, customers: set[int], since: datetime | None = None, until: datetime | None = None
) -> dict[int, int]:
    """How often these customers made contact about it: counted to the cause, or with the reason of the rule."""
    standing = list_standings()
    found = Contact.objects.counted().filter(_about(exposure), customer__isnull=False)
    if since is not None:
        found = found.filter(started_at__gt=since)
    if until is not None:
        found = found.filter(started_at__lte=until)
    called: dict[int, int] = {}
    for customer in found.order_by().values_list("customer", flat=True):
        who = standing.get(customer, customer) if customer else 0
        if who in customers:
            called[who] = called.get(who, 0) + 1
    return called


def _about(exposure: Exposure) -> Q:
    caused = Q(pk__in=Caused.objects.filter(problem=exposure.problem_id).values("contact"))
    if exposure.reason_id is None:
        return caused
    return caused | Q(given_reason__reason__in=list_below([exposure.reason_id]))
