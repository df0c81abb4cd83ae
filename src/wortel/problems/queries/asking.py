"""What is asked of owners, who is on duty, and what waits for an answer."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache

from django.db.models import F, Max, Q, QuerySet

from wortel.accounts.queries import find_time_zone
from wortel.analysis.working_days import add_working_days, is_working_day
from wortel.problems.models import Absence, Accountable, Agreement, OwnerRequest, Ownership, Problem, ProcessOwner
from wortel.problems.queries.evidence import latest_days
from wortel.problems.queries.weeks import today

COUNTRY = "NL"
ASKED_OVER_DAYS = 28


def find_agreement() -> Agreement:
    """What is agreed with owners; until somebody changes it, what we propose."""
    return Agreement.objects.filter(pk=1).first() or Agreement(pk=1)


def days_off(*days: date) -> frozenset[date]:
    """The public holidays of the years around these days."""
    years = {day.year + step for day in days for step in (-1, 0, 1)}
    return frozenset().union(*map(_days_off_in, sorted(years)))


@cache
def _days_off_in(year: int) -> frozenset[date]:
    # Loaded when first asked: pages that need no holiday stay light.
    import holidays

    return frozenset(holidays.country_holidays(COUNTRY, years=year))


def due_day(now: datetime, working_days: int) -> date:
    here = today(now)
    return add_working_days(here, working_days, days_off(here))


def is_mail_day(now: datetime) -> bool:
    here = today(now)
    return is_working_day(here, days_off(here))


def is_away(person: Accountable, on: date) -> bool:
    return Absence.objects.filter(person=person, from_on__lte=on, until_on__gte=on).exists()


def find_on_duty(owner: ProcessOwner, on: date) -> Accountable | None:
    """The person who answers, or the deputy while that person is away or nobody has the part."""
    people = {person.part: person for person in owner.people.all()}
    first, deputy = people.get(Accountable.Part.FIRST), people.get(Accountable.Part.DEPUTY)
    if first is None or (deputy is not None and is_away(first, on)):
        return deputy or first
    return first


def open_requests() -> QuerySet[OwnerRequest]:
    """What still waits for an answer about a problem that is still open."""
    waiting = OwnerRequest.objects.filter(answered_at=None, dropped_at=None)
    return waiting.filter(problem__merged_into=None, problem__closed_at=None)


def list_requests(problem: Problem) -> list[OwnerRequest]:
    """Everything asked about a problem, latest first."""
    rows = problem.requests.filter(dropped_at=None).select_related("owner", "answer").prefetch_related("reminders")
    return list(rows.order_by("-asked_at", "-pk"))


def list_overdue(now: datetime) -> list[OwnerRequest]:
    """What owners promised to answer before today and did not, longest ago first."""
    late = open_requests().exclude(kind=OwnerRequest.Kind.BACK).filter(due_on__lt=today(now))
    return list(late.select_related("problem", "owner").prefetch_related("reminders").order_by("due_on", "pk"))


def list_waiting_for_us() -> list[OwnerRequest]:
    """What owners asked and nobody here answered yet, first promised first."""
    return list(
        open_requests().filter(kind=OwnerRequest.Kind.BACK).select_related("problem", "owner").order_by("due_on", "pk")
    )


def find_silent(problems: Iterable[int], now: datetime) -> dict[int, OwnerRequest]:
    """For each of these problems the oldest request that should have been answered by now."""
    late = open_requests().exclude(kind=OwnerRequest.Kind.BACK).filter(due_on__lt=today(now), problem__in=problems)
    rows = late.select_related("owner").prefetch_related("reminders").order_by("-due_on", "-pk")
    return {request.problem_id: request for request in rows}


def list_unasked(now: datetime, least_contacts: int) -> list[Ownership]:
    """Owners who got a problem of some size by itself, and whom nobody has asked anything yet."""
    period = latest_days(now, ASKED_OVER_DAYS)
    owned = Ownership.objects.filter(until=None, accepted_at=None, problem__closed_at=None, problem__merged_into=None)
    asked = OwnerRequest.objects.filter(kind=OwnerRequest.Kind.TAKE_ON, dropped_at=None)
    unasked = [
        one
        for one in owned.select_related("problem", "owner").order_by("pk")
        if not asked.filter(problem=one.problem_id, owner=one.owner_id, asked_at__gte=one.since).exists()
        and not one.problem.answers.filter(owner=one.owner_id, at__gte=one.since).exists()
    ]
    return [
        one
        for one in unasked
        if one.problem.caused.filter(period.holds("contact__started_at")).count() >= least_contacts
    ]


def list_lapsed_plans(now: datetime) -> list[Ownership]:
    """Owners whose planned day has passed without word or change; each is asked once for each plan."""
    here = today(now)
    owned = Ownership.objects.filter(until=None, problem__closed_at=None, problem__merged_into=None)
    lapsed = []
    for one in owned.select_related("problem", "owner").order_by("pk"):
        answer = one.problem.answers.filter(owner=one.owner_id).order_by("-at", "-pk").first()
        if answer is None or answer.planned_on is None or answer.planned_on >= here:
            continue
        is_changed = one.problem.fixes.filter(withdrawn_at=None, registered_at__gte=answer.at).exists()
        asked = one.problem.requests.filter(owner=one.owner_id, kind="is_done", asked_at__gte=answer.at)
        if not is_changed and not asked.exists():
            lapsed.append(one)
    return lapsed


def list_remindable() -> list[OwnerRequest]:
    """What owners still have to answer, with the day of the latest reminder."""
    waiting = open_requests().exclude(kind=OwnerRequest.Kind.BACK).annotate(reminded_at=Max("reminders__at"))
    still_theirs = Q(owner__ownerships__until=None, owner__ownerships__problem=F("problem"))
    return list(waiting.filter(still_theirs).select_related("problem", "owner").order_by("due_on", "pk"))


def find_unasked(pk: int) -> Ownership | None:
    """One of those that `list_unasked` gave, held until asked: two workers ask once."""
    held = Ownership.objects.select_for_update(of=("self",)).select_related("problem", "owner")
    return held.filter(pk=pk, until=None, accepted_at=None).first()


def local(now: datetime) -> datetime:
    """On the clock of the organisation."""
    return now.astimezone(find_time_zone())
