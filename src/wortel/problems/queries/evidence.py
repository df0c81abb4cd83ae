"""What stands behind a problem: how many, who, where, when, in which words, and what it costs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Length

from wortel.accounts.queries import find_time_zone
from wortel.analysis.variants import strip_frame
from wortel.analysis.words import split_words
from wortel.contacts.models import Contact, ContactQuerySet
from wortel.orders.models import Order
from wortel.problems.models import Caused, Problem, sum_cost
from wortel.problems.queries.weeks import starts_at, today

SHORTEST_QUOTE = 20
LONGEST_QUOTE = 220


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
    orders: int

    @property
    def cents(self) -> int:
        return int((self.eur * 100).quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def per_thousand_orders(self) -> float | None:
        return 1000 * self.contacts / self.orders if self.orders else None


@dataclass(frozen=True)
class Evidence:
    """Everything a problem page shows about the contacts behind it."""

    total: Tally
    period: Period
    tally: Tally
    channels: list[tuple[str, int]]
    quotes: list[Contact]


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
    orders = Order.objects.all()
    if period:
        rows, orders = rows.filter(period.holds("contact__started_at")), orders.filter(period.holds("placed_at"))
    person = Coalesce("contact__customer__merged_into", "contact__customer")
    counted = rows.aggregate(contacts=Count("*"), customers=Count(person, distinct=True), eur=sum_cost())
    return Tally(counted["contacts"], counted["customers"], counted["eur"] or Decimal(0), orders.count())


def find_period(problem: Problem, now: datetime) -> Period:
    """The month to show: this one, or the latest in which contacts came."""
    latest = Caused.objects.filter(problem=problem).order_by("-contact__started_at").values("contact__started_at")
    moment = latest[0]["contact__started_at"] if latest else now
    return month_of(min(moment, now).astimezone(find_time_zone()).date())


def find_evidence(problem: Problem, *, now: datetime, period: Period | None = None, quotes: int = 3) -> Evidence:
    period = period or find_period(problem, now)
    return Evidence(
        total=tally(problem),
        period=period,
        tally=tally(problem, period),
        channels=count_channels(problem, period),
        quotes=list_quotes(problem, quotes),
    )


def count_channels(problem: Problem, period: Period) -> list[tuple[str, int]]:
    rows = Caused.objects.filter(period.holds("contact__started_at"), problem=problem).order_by()
    counted = rows.values_list("contact__channel").annotate(n=Count("*"))
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))


def list_quotes(problem: Problem, limit: int) -> list[Contact]:
    """The latest contacts in which somebody says it in a sentence or two: one for each customer, no words twice."""
    spoken = contacts_of(problem).annotate(size=Length("reply_text")).filter(size__gte=SHORTEST_QUOTE)
    chosen: list[Contact] = []
    for contact in spoken.filter(size__lte=4 * LONGEST_QUOTE).defer("words")[: 8 * limit]:
        if not any(_is_heard(contact, one) for one in chosen):
            chosen.append(contact)
    return chosen[:limit]


def _is_heard(contact: Contact, other: Contact) -> bool:
    is_same_person = contact.customer_id is not None and contact.customer_id == other.customer_id
    return is_same_person or _said(contact) == _said(other)


def _said(contact: Contact) -> list[str]:
    """The words alone: another name or order number makes no other quote."""
    return split_words(strip_frame(contact.reply_text))


def count_today(*, now: datetime) -> list[tuple[Problem, int, Decimal]]:
    """The open causes that produced contacts today, dearest first."""
    here = today(now)
    period = Period(here, here + timedelta(days=1))
    rows = (
        Caused.objects.filter(period.holds("contact__started_at"), problem__closed_at=None)
        .order_by()
        .values("problem")
        .annotate(n=Count("*"), eur=sum_cost())
    )
    found = {row["problem"]: (row["n"], row["eur"]) for row in rows}
    problems = Problem.objects.open().filter(pk__in=found)
    return sorted(((one, *found[one.pk]) for one in problems), key=lambda row: (-row[2], row[0].pk))


def count_answers(problem: Problem) -> tuple[int, int]:
    """How many customers of this problem were satisfied (4 or 5), of how many who were asked about it."""
    asked = Caused.objects.filter(problem=problem, contact__answers__question="csat")
    counted = asked.aggregate(satisfied=Count("contact", filter=Q(contact__answers__score__gte=4)), asked=Count("*"))
    return counted["satisfied"], counted["asked"]


def average_cost(contacts: QuerySet[Contact]) -> Decimal | None:
    """What one of these contacts cost on average; None without contacts."""
    counted = contacts.order_by().aggregate(eur=Sum("price__eur"), n=Count("*"))
    return counted["eur"] / counted["n"] if counted["n"] else None
