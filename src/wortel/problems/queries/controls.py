"""Which topics show what would have happened anyway, and which may not?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek

from wortel.accounts.queries import find_time_zone
from wortel.analysis.effect import WeeklySeries, compare_weeks
from wortel.contacts.models import Contact
from wortel.problems.models import Fix, Flag, Ownership, Problem
from wortel.problems.queries.fixes import window
from wortel.problems.queries.weeks import latest_mondays, starts_at, weekly_series
from wortel.reasons.models import Demand, Reason
from wortel.reasons.queries import list_above, list_below, list_branch

WEEKS_BEFORE = 26
FEWEST_IN_ALL = 100
WEEK = timedelta(days=7)


class Why(StrEnum):
    """Why a topic is not compared with. The first four are refused, the others only not proposed."""

    OWN = "own"
    PROCESS = "process"
    OWNER = "owner"
    FIXING = "fixing"
    CAUSE = "cause"
    FAILURE = "failure"
    FEW = "few"
    APART = "apart"


REFUSED = frozenset({Why.OWN, Why.PROCESS, Why.OWNER, Why.FIXING})


@dataclass(frozen=True)
class Candidate:
    """A topic that could be compared with; `why` stands where it is refused or not proposed."""

    reason: Reason
    contacts: int
    why: Why | None = None

    @property
    def is_proposed(self) -> bool:
        return self.why is None

    @property
    def is_refused(self) -> bool:
        return self.why in REFUSED


def weigh_controls(problem: Problem, now: datetime, *, on: date | None = None) -> list[Candidate]:
    """Every topic without topics below it, proposed where it is untreated, unrelated, common enough and moved alike."""
    mondays = latest_mondays(now, WEEKS_BEFORE + 1)[:-1]
    leaves = list(Reason.objects.filter(is_active=True, children=None))
    counts = _count_per_week([one.pk for one in leaves], mondays)
    touched = _find_touched(problem, on or mondays[-1])
    causes = _list_troubled()
    own = weekly_series(problem, mondays=mondays)
    found = []
    for reason in leaves:
        weeks = [counts[reason.pk, monday] for monday in mondays]
        why = touched.get(reason.pk) or _doubt(reason, weeks, causes) or _moved_apart(own.contacts, weeks, own.orders)
        found.append(Candidate(reason, sum(weeks), why))
    return sorted(found, key=lambda one: (one.why is not None, -one.contacts, one.reason.code))


def find_refused_controls(problem: Problem, reasons: Iterable[Reason], on: date) -> dict[Reason, Why]:
    """Topics the fix would touch as well, or that another fix touches in the same weeks."""
    touched = _find_touched(problem, on)
    refused = {}
    for reason in reasons:
        why = next((touched[pk] for pk in sorted(list_below([reason.pk])) if pk in touched), None)
        if why:
            refused[reason] = why
    return refused


def _doubt(reason: Reason, weeks: Sequence[int], causes: set[int]) -> Why | None:
    if reason.pk in causes:
        return Why.CAUSE
    if reason.demand != Demand.VALUE:
        return Why.FAILURE
    return Why.FEW if sum(weeks) < FEWEST_IN_ALL else None


def _moved_apart(topic: Sequence[int], control: Sequence[int], orders: Sequence[int]) -> Why | None:
    """Before the fix both halves must tell the same of either topic, or the comparison would be one of strangers."""
    half, driver = len(topic) // 2, orders if all(orders) else [1] * len(orders)
    halves = WeeklySeries(
        orders_pre=driver[:half], topic_pre=topic[:half], control_pre=control[:half],
        orders_post=driver[half:], topic_post=topic[half:], control_post=control[half:],
    )  # fmt: skip
    controlled = compare_weeks(halves).controlled
    if controlled is None or controlled.low is None or controlled.high is None:
        return None
    return None if controlled.low <= 1 <= controlled.high else Why.APART


def _count_per_week(reasons: Sequence[int], mondays: Sequence[date]) -> Counter[tuple[int, date]]:
    start, end = starts_at(mondays[0]), starts_at(mondays[-1] + WEEK)
    rows = Contact.objects.counted().filter(started_at__gte=start, started_at__lt=end)
    rows = rows.filter(given_reason__reason__in=reasons).order_by()
    weeks = rows.annotate(week=TruncWeek("started_at", tzinfo=find_time_zone()))
    counted = weeks.values_list("given_reason__reason", "week").annotate(n=Count("*"))
    return Counter({(reason, week.date()): n for reason, week, n in counted})


def _find_touched(problem: Problem, on: date) -> dict[int, Why]:
    """Each topic the fix touches or another fix is changing, with the strongest reason why."""
    owners = _owners_of(problem)
    others = Problem.objects.exclude(pk=problem.pk)
    shares_owner = Q(ownerships__until=None, ownerships__owner__in=owners) | Q(process__owner__in=owners)
    touched = _spread(_topics_of(_fixed_meanwhile(problem, on)), Why.FIXING)
    touched |= _spread(_topics_of(others.filter(shares_owner)), Why.OWNER)
    if problem.process_id:
        touched |= _spread(_topics_of(others.filter(process=problem.process_id)), Why.PROCESS)
    return touched | _spread(_topics_of([problem]) | _flagged(problem), Why.OWN)


def _topics_of(problems: Iterable[Problem]) -> set[int]:
    keys = [one.pk for one in problems]
    rows = Problem.objects.filter(pk__in=keys).values_list("reason", "rule__reason")
    return {pk for row in rows for pk in row if pk is not None}


def _flagged(problem: Problem) -> set[int]:
    flagged = Flag.objects.filter(problem=problem, kind=Flag.Kind.CAUSE).exclude(contact__given_reason=None)
    return set(flagged.order_by().values_list("contact__given_reason__reason", flat=True).distinct())


def _spread(topics: set[int], why: Why) -> dict[int, Why]:
    """A topic is touched with those above it, which count it, and those below it."""
    return dict.fromkeys(list_below(topics) | list_above(topics), why)


def _fixed_meanwhile(problem: Problem, on: date) -> list[Problem]:
    """Other problems of which a fix falls in the weeks that would be compared."""
    fixes = Fix.objects.filter(withdrawn_at=None, problem__merged_into=None).exclude(problem=problem)
    start, end = on - WEEKS_BEFORE * WEEK, on + WEEKS_BEFORE * WEEK
    near = fixes.filter(on__gt=start, on__lt=end).select_related("problem")
    return [fix.problem for fix in near if window(fix).post_until > start]


def _owners_of(problem: Problem) -> set[int]:
    owners = set(Ownership.objects.filter(problem=problem, until=None).values_list("owner", flat=True))
    if problem.process:
        owners.add(problem.process.owner_id)
    if problem.answerer:
        owners.add(problem.answerer.pk)
    return owners


def _list_troubled() -> set[int]:
    troubled = Problem.objects.open().exclude(reason=None).values_list("reason", flat=True)
    return {pk for one in troubled if one is not None for pk in list_branch(one)}


def left_out(candidates: Iterable[Candidate], chosen: Iterable[Reason]) -> list[Mapping[str, str]]:
    """What was not compared with and why, to be kept with the registration."""
    taken = {one.pk for one in chosen}
    return [{"topic": one.reason.code, "why": str(one.why or "")} for one in candidates if one.reason.pk not in taken]
