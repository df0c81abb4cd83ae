"""What asks for somebody today: who waits, what was promised, which causes sent contacts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import sqrt

from django.db.models import Count, Min, QuerySet, Sum
from django.db.models.functions import TruncWeek

from wortel.accounts.models import Agent
from wortel.accounts.queries import find_time_zone
from wortel.cases.models import Case, Promise, Status
from wortel.contacts.models import Contact
from wortel.insight.queries.today import starts_at
from wortel.problems.models import Caused, Effect, Ownership, Problem, Verdict, sum_cost

COUNTED_TO = 1_000
WEEKS = 8
SHOWN = 5


@dataclass(frozen=True)
class Waiting:
    """Cases that wait for us, those since before today among them, and the one that waits longest."""

    cases: int
    late: int
    longest: Case | None


@dataclass(frozen=True)
class Cause:
    """An open cause with the contacts it gave."""

    problem: Problem
    owners: list[str]
    contacts: int
    cents: int
    weeks: list[int]


@dataclass(frozen=True)
class Avoided:
    """Contacts that did not come because of fixes that work, and how many fixes that is."""

    contacts: float
    low: float
    high: float
    effects: list[Effect]


def count_waiting(agent: Agent, today: date) -> Waiting:
    waiting = Case.objects.visible_to(agent).filter(status=Status.OPEN, snoozed_until=None, merged_into=None)
    late = waiting.filter(waiting_since__lt=starts_at(today, find_time_zone()))
    longest = waiting.exclude(waiting_since=None).order_by("waiting_since").first()
    return Waiting(waiting[: COUNTED_TO + 1].count(), late[: COUNTED_TO + 1].count(), longest)


def list_promised(agent: Agent, today: date) -> QuerySet[Promise]:
    """What is due today or was due before, and is not done."""
    until = starts_at(today + timedelta(days=1), find_time_zone())
    due = Promise.objects.filter(kept_at=None, broken_at=None, due_at__lt=until)
    visible = due.filter(case__in=Case.objects.visible_to(agent))
    return visible.select_related("case__customer", "case__agent", "agent").order_by("due_at")


def list_causes(first: date, last: date, limit: int = SHOWN) -> list[Cause]:
    """The open causes that gave contacts on these days, dearest first, with the weeks up to now."""
    zone = find_time_zone()
    rows = (
        Caused.objects.filter(problem__closed_at=None, problem__merged_into=None)
        .filter(
            contact__started_at__gte=starts_at(first, zone),
            contact__started_at__lt=starts_at(last + timedelta(days=1), zone),
        )
        .order_by()
        .values("problem")
        .annotate(n=Count("*"), eur=sum_cost())
        .order_by("-eur", "problem")[:limit]
    )
    counted = {row["problem"]: (row["n"], row["eur"] or Decimal(0)) for row in rows}
    problems = Problem.objects.in_bulk(list(counted))
    weeks, owners = _weeks(list(counted), last), _owners(list(counted))
    return [
        Cause(problems[pk], owners.get(pk, []), n, round(eur * 100), weeks.get(pk, [0] * WEEKS))
        for pk, (n, eur) in counted.items()
    ]


def count_reason(code: str, first: date, last: date) -> tuple[int, int]:
    """Contacts with this reason on these days, and what they cost in cents."""
    zone = find_time_zone()
    found = Contact.objects.counted().filter(
        given_reason__reason__code=code,
        started_at__gte=starts_at(first, zone),
        started_at__lt=starts_at(last + timedelta(days=1), zone),
    )
    summed = found.aggregate(n=Count("*"), eur=Sum("price__eur"))
    return summed["n"], round((summed["eur"] or Decimal(0)) * 100)


def _weeks(problems: list[int], last: date) -> dict[int, list[int]]:
    zone = find_time_zone()
    monday = last - timedelta(days=last.weekday())
    mondays = [monday - timedelta(weeks=week) for week in reversed(range(WEEKS))]
    rows = (
        Caused.objects.filter(problem__in=problems, contact__started_at__gte=starts_at(mondays[0], zone))
        .order_by()
        .annotate(week=TruncWeek("contact__started_at", tzinfo=zone))
        .values_list("problem", "week")
        .annotate(n=Count("*"))
    )
    found = {(problem, week.date()): n for problem, week, n in rows}
    return {pk: [found.get((pk, monday), 0) for monday in mondays] for pk in problems}


def _owners(problems: list[int]) -> dict[int, list[str]]:
    owners: dict[int, list[str]] = {}
    rows = Ownership.objects.filter(problem__in=problems, until=None).order_by("-share", "owner__name")
    for problem, name in rows.values_list("problem", "owner__name"):
        owners.setdefault(problem, []).append(name)
    return owners


def count_unowned() -> tuple[int, datetime | None]:
    """Open problems that nobody owns, and since when the oldest of them waits for a name."""
    owned = Ownership.objects.filter(until=None).values("problem")
    unowned = Problem.objects.open().exclude(pk__in=owned)
    found = unowned.aggregate(n=Count("*"), oldest=Min("opened_at"))
    return found["n"], found["oldest"]


def sum_avoided() -> Avoided | None:
    """All fixes that work together, by their latest measurement; they were measured apart, so their doubts add up."""
    latest = Effect.objects.filter(fix__withdrawn_at=None).order_by("fix_id", "-measured_at").distinct("fix_id")
    works = [one for one in latest.select_related("fix__problem").defer("series") if one.verdict == Verdict.WORKS]
    sure = [(one, limits) for one in works if (limits := _limits(one))]
    if not sure:
        return None
    values = [limits for _, limits in sure]
    total = sum(middle for _, middle, _ in values)
    down = sqrt(sum((middle - low) ** 2 for low, middle, _ in values))
    up = sqrt(sum((high - middle) ** 2 for _, middle, high in values))
    return Avoided(total, total - down, total + up, [one for one, _ in sure])


def _limits(effect: Effect) -> tuple[float, float, float] | None:
    low, middle, high = (effect.numbers.get(name) for name in ("avoided_low", "avoided", "avoided_high"))
    return None if low is None or middle is None or high is None else (low, middle, high)
