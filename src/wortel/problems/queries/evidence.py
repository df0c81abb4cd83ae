"""What stands behind a problem: how many, who, where, when, in which words, and what it costs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Length

from wortel.accounts.queries import find_time_zone
from wortel.analysis.variants import strip_frame
from wortel.analysis.words import split_words
from wortel.contacts.models import Contact, ContactQuerySet
from wortel.problems.models import Caused, Problem, sum_cost
from wortel.problems.queries.weeks import starts_at, today

SHORTEST_QUOTE = 20
LONGEST_QUOTE = 220
LATELY = 100


@dataclass(frozen=True)
class Period:
    """A run of days on the organisation's wall, `until` not included."""

    start: date
    until: date

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)

    def holds(self, moment: str) -> Q:
        return Q(**{f"{moment}__gte": starts_at(self.start), f"{moment}__lt": starts_at(self.until)})


@dataclass(frozen=True)
class Tally:
    """A problem over a period; complete counts, so no interval."""

    contacts: int
    customers: int
    eur: Decimal

    @property
    def cents(self) -> int:
        return int((self.eur * 100).quantize(Decimal(1), ROUND_HALF_UP))


def month_of(day: date) -> Period:
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=32)).replace(day=1))


def latest_days(now: datetime, days: int) -> Period:
    """The whole days before today."""
    here = today(now)
    return Period(here - timedelta(days=days), here)


def contacts_of(problem: Problem, period: Period | None = None) -> ContactQuerySet:
    """The contacts behind a problem, latest first."""
    found = Contact.objects.filter(causes__problem=problem)
    if period:
        found = found.filter(period.holds("started_at"))
    return found.order_by("-started_at", "-pk")


def tally(problem: Problem, period: Period | None = None) -> Tally:
    rows = Caused.objects.filter(problem=problem)
    if period:
        rows = rows.filter(period.holds("contact__started_at"))
    person = Coalesce("contact__customer__merged_into", "contact__customer")
    counted = rows.aggregate(contacts=Count("*"), customers=Count(person, distinct=True), eur=sum_cost())
    return Tally(counted["contacts"], counted["customers"], counted["eur"] or Decimal(0))


def find_period(problem: Problem, now: datetime) -> Period:
    """The month to show: this one, or the latest in which contacts came."""
    latest = Caused.objects.filter(problem=problem).aggregate(at=Max("contact__started_at"))["at"]
    return month_of(min(latest or now, now).astimezone(find_time_zone()).date())


def list_quotes(problem: Problem, limit: int) -> list[Contact]:
    """The latest contacts in which somebody says it in a sentence or two: one for each customer, no words twice."""
    latest = contacts_of(problem).values("pk")[:LATELY]
    chosen = _choose_quotes(Contact.objects.filter(pk__in=latest).order_by("-started_at", "-pk"), limit)
    return chosen if len(chosen) == limit else _choose_quotes(contacts_of(problem), limit)


def _choose_quotes(contacts: ContactQuerySet, limit: int) -> list[Contact]:
    """Measuring every text there ever was takes long, so it is asked of few contacts first."""
    spoken = (
        contacts.readable()
        .annotate(size=Length("reply_text"))
        .filter(size__gte=SHORTEST_QUOTE, size__lte=4 * LONGEST_QUOTE)
    )
    chosen: list[Contact] = []
    for contact in spoken.select_related("customer").defer("words")[: 8 * limit]:
        if not any(_is_heard(contact, one) for one in chosen):
            chosen.append(contact)
    return chosen[:limit]


def _is_heard(contact: Contact, other: Contact) -> bool:
    is_same_person = contact.customer_id is not None and contact.customer_id == other.customer_id
    return is_same_person or _said(contact) == _said(other)


def _said(contact: Contact) -> list[str]:
    """The words alone: another name or order number makes no other quote."""
    return split_words(strip_frame(contact.reply_text))


def average_cost(contacts: QuerySet[Contact]) -> Decimal | None:
    """What one of these contacts cost on average; None without contacts."""
    counted = contacts.order_by().aggregate(eur=Sum("price__eur"), n=Count("*"))
    return counted["eur"] / counted["n"] if counted["n"] else None
