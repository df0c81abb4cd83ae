"""The day above and below the ground, in quarters of an hour or in days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import ExtractHour, ExtractMinute, TruncDate

from wortel.accounts.queries import find_time_zone
from wortel.cases.models import Outcome
from wortel.contacts.models import Contact, ContactQuerySet
from wortel.problems.models import Caused

type Span = Literal["day", "week", "month"]

QUARTERS = 4
OPENS, CLOSES = 8, 20
COMPARED_WEEKS = 4
KEPT_SECONDS = 3600
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Ground:
    """How many contacts there were at each place on the axis: above the ground, and below it."""

    above: Mapping[int, int]
    below: Mapping[int, int]

    @property
    def contacts(self) -> int:
        return sum(self.above.values()) + sum(self.below.values())

    @property
    def helpable(self) -> int:
        """What we are here for."""
        return sum(self.above.values())

    @property
    def open_causes(self) -> int:
        return sum(self.below.values())


def local_day(now: datetime) -> date:
    return now.astimezone(find_time_zone()).date()


def starts_at(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone)


def first_day(span: Span, today: date) -> date:
    """The day on which this day, this week or this month began."""
    if span == "week":
        return today - timedelta(days=today.weekday())
    return today.replace(day=1) if span == "month" else today


def count_quarters(days: Iterable[date]) -> Ground:
    """Contacts by quarter of an hour, all these days together."""
    zone = find_time_zone()
    rows = (
        _counted(days, zone)
        .annotate(hour=ExtractHour("started_at", tzinfo=zone), minute=ExtractMinute("started_at", tzinfo=zone))
        .values_list("hour", "minute", "is_below")
        .annotate(n=Count("*"))
    )
    return _ground((hour * QUARTERS + minute // 15, is_below, n) for hour, minute, is_below, n in rows)


def count_days(first: date, last: date) -> Ground:
    """Contacts by day, counted from the first."""
    zone = find_time_zone()
    days = [first + n * DAY for n in range((last - first).days + 1)]
    rows = (
        _counted(days, zone)
        .annotate(on=TruncDate("started_at", tzinfo=zone))
        .values_list("on", "is_below")
        .annotate(n=Count("*"))
    )
    return _ground(((on - first).days, is_below, n) for on, is_below, n in rows)


def expect_quarters(today: date) -> tuple[dict[int, float], dict[int, float]]:
    """What the same weekday brought on average in the weeks before, above and below the ground."""
    days = [today - timedelta(weeks=week) for week in range(1, COMPARED_WEEKS + 1)]
    # The past hardly changes in an hour, and it is four times as much to count as today.
    ground = cache.get_or_set(f"ground-before-{today}", lambda: count_quarters(days), KEPT_SECONDS)
    return (_mean(ground.above), _mean(ground.below)) if ground else ({}, {})


def _mean(counts: Mapping[int, int]) -> dict[int, float]:
    return {place: count / COMPARED_WEEKS for place, count in counts.items()}


def _counted(days: Iterable[date], zone: ZoneInfo) -> ContactQuerySet:
    """The counted contacts of these days, each with whether its cause is open."""
    inside = Q(pk=None)
    for day in days:
        inside |= Q(started_at__gte=starts_at(day, zone), started_at__lt=starts_at(day + DAY, zone))
    return Contact.objects.counted().filter(inside).order_by().annotate(is_below=has_open_cause())


def has_open_cause() -> ExpressionWrapper[Q]:
    """A problem that it counts to says whether the cause is open; without one the colleague's own answer does."""
    caused = Caused.objects.filter(contact=OuterRef("pk"))
    said = Outcome.objects.filter(contact=OuterRef("pk"), is_cause_open=True)
    is_open = Q(Exists(caused.filter(problem__closed_at=None))) | (~Q(Exists(caused)) & Q(Exists(said)))
    return ExpressionWrapper(is_open, output_field=BooleanField())


def _ground(rows: Iterable[tuple[int, bool, int]]) -> Ground:
    above, below = Counter[int](), Counter[int]()
    for place, is_below, n in rows:
        (below if is_below else above)[place] += n
    return Ground(above, below)
