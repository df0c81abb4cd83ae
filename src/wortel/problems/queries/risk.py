"""Which customers may leave because of a cause? Each with what was seen, in words; there is no score.

Somebody stands on the list for whom two or more of these are true: they had to contact us several times, a promise was
broken, they said that they are disappointed, they ordered before and not since.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wortel.cases.models import Promise
from wortel.customers.models import Customer
from wortel.orders.models import Order, Parcel
from wortel.problems.models import Caused
from wortel.signals.models import Kind, Signal
from wortel.ui import numbers

LOOKED_BACK = timedelta(days=180)
SEVERAL = 3
# Marks that say so themselves: 1 or 2 of 5, up to 5 of 10, a detractor.
DISAPPOINTED = (
    Q(contact__answers__question="csat", contact__answers__score__lte=2)
    | Q(contact__answers__question="friendliness", contact__answers__score__lte=5)
    | Q(contact__answers__question="nps", contact__answers__score__lte=6)
)
SILENT_AFTER = timedelta(days=60)
ORDERED_BEFORE = 2
FEWEST = 2
PERSON = Coalesce("contact__customer__merged_into", "contact__customer")


@dataclass(frozen=True)
class AtRisk:
    """A customer and everything that was seen, ready to read."""

    customer: Customer
    contacts: int
    latest_at: datetime
    reasons: tuple[str, ...]


def list_at_risk(problems: Collection[int], now: datetime) -> list[AtRisk]:
    """Customers of these problems for whom two or more things were seen, latest contact first."""
    caused = Caused.objects.filter(
        problem__in=problems, contact__started_at__gte=now - LOOKED_BACK, contact__customer__isnull=False
    )
    rows = caused.annotate(person=PERSON).values("person").order_by()
    hit = {
        row["person"]: row for row in rows.annotate(n=Count("contact", distinct=True), at=Max("contact__started_at"))
    }
    seen = _seen(caused, hit.keys(), {person: row["at"] for person, row in hit.items()}, now)
    people = Customer.objects.in_bulk([person for person in hit if _count(hit[person]["n"], seen[person]) >= FEWEST])
    found = [
        AtRisk(customer, hit[person]["n"], hit[person]["at"], (*_several(hit[person]["n"]), *seen[person]))
        for person, customer in people.items()
    ]
    return sorted(found, key=lambda one: (one.latest_at, one.customer.pk), reverse=True)


def _count(contacts: int, seen: list[str]) -> int:
    return len(_several(contacts)) + len(seen)


def _several(contacts: int) -> tuple[str, ...]:
    if contacts < SEVERAL:
        return ()
    return (ngettext("contacted us %(n)s time", "contacted us %(n)s times", contacts) % {"n": contacts},)


def _seen(
    caused: QuerySet[Caused], people: Iterable[int], latest: dict[int, datetime], now: datetime
) -> dict[int, list[str]]:
    seen: dict[int, list[str]] = {person: [] for person in people}
    broken, late = _broken(caused, now)
    for person in seen:
        if person in late:
            parcels = ngettext("%(n)s parcel later than promised", "%(n)s parcels later than promised", late[person])
            seen[person].append(parcels % {"n": late[person]})
        elif person in broken:
            seen[person].append(_("we did not keep a promise"))
    for person in caused.filter(DISAPPOINTED).annotate(person=PERSON).values_list("person", flat=True).distinct():
        seen[person].append(_("said that it disappointed"))
    for person, at in _silent(latest, now).items():
        seen[person].append(_("ordered until %(day)s and not since") % {"day": numbers.short_day(at)})
    return seen


def _broken(caused: QuerySet[Caused], now: datetime) -> tuple[set[int], dict[int, int]]:
    """Promises of ours that were broken, and parcels that came after the promised moment or not yet."""
    contacts = caused.values("contact")
    said = Signal.objects.standing().filter(kind=Kind.PROMISE_BROKEN, contact__in=contacts)
    broken = set(said.annotate(person=PERSON).values_list("person", flat=True))
    promises = Promise.objects.filter(broken_at__isnull=False, case__parts__conversation__contacts__in=contacts)
    of_case = promises.annotate(person=Coalesce("case__customer__merged_into", "case__customer"))
    broken |= {person for person in of_case.values_list("person", flat=True) if person is not None}
    is_late = Q(delivered_at__gt=F("promised_to")) | Q(delivered_at=None, promised_to__lt=now)
    parcels = Parcel.objects.filter(is_late, order__contacts__in=contacts)
    person = Coalesce("order__contacts__customer__merged_into", "order__contacts__customer")
    rows = parcels.annotate(person=person).values("person").order_by().annotate(n=Count("pk", distinct=True))
    return broken, {row["person"]: row["n"] for row in rows if row["person"] is not None}


def _silent(latest: dict[int, datetime], now: datetime) -> dict[int, datetime]:
    """Who used to order and has not since the latest contact, and when they last did."""
    person = Coalesce("customer__merged_into", "customer")
    rows = Order.objects.filter(placed_at__lte=now).annotate(person=person).filter(person__in=latest.keys())
    ordered = rows.values("person").order_by().annotate(n=Count("pk"), at=Max("placed_at"))
    return {
        row["person"]: row["at"]
        for row in ordered
        if row["n"] >= ORDERED_BEFORE
        and row["at"] <= latest[row["person"]]
        and latest[row["person"]] + SILENT_AFTER <= now
    }
