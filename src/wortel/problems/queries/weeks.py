"""How many contacts, orders and euros in each week? Weeks run from Monday to Sunday on the organisation's wall."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek

from wortel.accounts.queries import find_time_zone
from wortel.contacts.models import Contact
from wortel.orders.models import Order, Parcel
from wortel.problems.models import Caused, InvoiceWeek, Problem, Yardstick
from wortel.problems.rules import monday_of
from wortel.reasons.queries import list_below

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Weeks:
    """One number a week for each line."""

    mondays: list[date]
    contacts: list[int]
    orders: list[int]
    control: list[int]


def today(now: datetime) -> date:
    """The day it is for the organisation."""
    return now.astimezone(find_time_zone()).date()


def starts_at(day: date) -> datetime:
    """The first moment of a day on the organisation's wall."""
    return datetime.combine(day, time.min, tzinfo=find_time_zone())


def latest_mondays(now: datetime, weeks: int) -> list[date]:
    """The Mondays of the weeks up to and with the running one."""
    latest = monday_of(today(now))
    return [latest - n * WEEK for n in reversed(range(weeks))]


def weekly_series(
    problem: Problem, *, mondays: Sequence[date], controls: Iterable[int] = (), exposure: str = Yardstick.ORDERS
) -> Weeks:
    """Contacts of the problem, what brings contacts by itself, and contacts of the untreated topics, week by week."""
    days = list(mondays)
    caused = Caused.objects.filter(problem=problem)
    topics = Contact.objects.counted().filter(given_reason__reason__in=list_below(controls))
    untreated = topics.exclude(pk__in=caused.values("contact"))
    return Weeks(
        days,
        _per_week(caused, "contact__started_at", days),
        exposure_per_week(exposure, days),
        _per_week(untreated, "started_at", days),
    )


def contacts_per_week(problem: Problem, mondays: Sequence[date]) -> list[int]:
    return _per_week(Caused.objects.filter(problem=problem), "contact__started_at", mondays)


def exposure_per_week(exposure: str, mondays: Sequence[date]) -> list[int]:
    """Orders placed, parcels of orders placed, or invoices sent in each week; zeros where nothing is counted by."""
    if exposure == Yardstick.ORDERS:
        return _per_week(Order.objects.all(), "placed_at", mondays)
    if exposure == Yardstick.PARCELS:
        return _per_week(Parcel.objects.all(), "order__placed_at", mondays)
    if exposure == Yardstick.INVOICES:
        counted = dict(InvoiceWeek.objects.filter(monday__in=mondays).values_list("monday", "count"))
        return [counted.get(monday, 0) for monday in mondays]
    return [0] * len(mondays)


def _per_week[Row: (Caused, Order, Parcel, Contact)](
    rows: QuerySet[Row], moment: str, mondays: Sequence[date]
) -> list[int]:
    if not mondays:
        return []
    inside = rows.filter(_between(moment, mondays))
    weeks = inside.order_by().annotate(week=TruncWeek(moment, tzinfo=find_time_zone())).values("week")
    counted = {row["week"].date(): row["n"] for row in weeks.annotate(n=Count("*"))}
    return [counted.get(monday, 0) for monday in mondays]


def _between(moment: str, mondays: Sequence[date]) -> Q:
    start, end = starts_at(mondays[0]), starts_at(mondays[-1] + WEEK)
    return Q(**{f"{moment}__gte": start, f"{moment}__lt": end})
