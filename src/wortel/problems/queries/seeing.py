"""What people at work see of causes, and under which cause it belongs."""

from datetime import datetime, timedelta

from django.db.models import Count, Q

from wortel.accounts.models import Agent, Role
from wortel.contacts.models import Contact
from wortel.orders.models import Order, Parcel
from wortel.partners.models import Partner
from wortel.problems.models import Hunch, Problem, Sighting

ABOUT_WITHIN = timedelta(days=30)
BUSY_WITHIN = timedelta(days=28)
MOST_SHOWN = 8


def find_contact_about(order: Order, now: datetime) -> Contact | None:
    """What the customer said last about this order; then the report belongs to those words."""
    said = Contact.objects.counted().filter(order=order, started_at__gt=now - ABOUT_WITHIN, started_at__lte=now)
    return said.order_by("-started_at", "-pk").first()


def find_carrier(order: Order) -> Partner | None:
    parcel = Parcel.objects.filter(order=order).exclude(carrier=None).select_related("carrier").order_by("-pk").first()
    return parcel.carrier if parcel else None


def propose_for_order(order: Order, now: datetime) -> Problem | None:
    """The open cause of whoever carried it that brings most contacts now; else where it was seen before."""
    carrier = find_carrier(order)
    if carrier is None:
        return None
    theirs = Problem.objects.open().filter(ownerships__owner__partner=carrier, ownerships__until=None)
    busy = Count("caused__contact", filter=Q(caused__contact__started_at__gt=now - BUSY_WITHIN), distinct=True)
    busiest = theirs.annotate(busy=busy).order_by("-busy", "-opened_at", "pk").first()
    if busiest is not None:
        return busiest
    seen = Sighting.objects.filter(order__parcels__carrier=carrier, problem__in=Problem.objects.open())
    latest = seen.select_related("problem").order_by("-at").first()
    return latest.problem if latest else None


def list_reportable(agent: Agent, now: datetime) -> list[Problem]:
    """The open causes that this person can report with one key, the busiest first."""
    open_ones = Problem.objects.open()
    if agent.role in {Role.OWNER, Role.PARTNER}:
        open_ones = open_ones.visible_to(agent)
    busy = Count("caused__contact", filter=Q(caused__contact__started_at__gt=now - BUSY_WITHIN), distinct=True)
    return list(open_ones.annotate(busy=busy).order_by("-busy", "-opened_at", "pk")[:MOST_SHOWN])


def list_own_sightings(agent: Agent, limit: int = 10) -> list[Sighting]:
    """What this person reported, with what became of it."""
    own = Sighting.objects.filter(agent=agent).select_related("problem__merged_into", "order", "hunch")
    return list(own.order_by("-at", "-pk")[:limit])


def list_hunches(problem: Problem, limit: int = 5) -> list[str]:
    """Why reporters think it happens; the same words once."""
    by_contact = Q(contact__flags__problem=problem)
    by_sighting = Q(sighting__problem=problem) | Q(sighting__problem__merged_into=problem)
    said = Hunch.objects.filter(by_contact | by_sighting).order_by("-at", "-pk").values_list("text", flat=True)
    return list(dict.fromkeys(said[: 5 * limit]))[:limit]
