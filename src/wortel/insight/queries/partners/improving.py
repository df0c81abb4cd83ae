"""Where a partner can improve: its largest reasons with what customers say, its causes, and whether it answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Prefetch

from wortel.analysis.case_mix import Counted
from wortel.insight.queries.partners.counting import Count, Span, Tally, days_of
from wortel.partners.models import Partner
from wortel.problems.models import Action, Caused, Fix, OwnerAnswer, OwnerRequest, Ownership, Problem
from wortel.problems.queries import Period, list_quotes, today
from wortel.problems.queries.shown import Quote, quote
from wortel.reasons.models import Reason

POINTS = 4
QUOTES = 2


@dataclass(frozen=True)
class Point:
    """One cause: what it brought in the span, in whose words, and what is done about it."""

    problem: Problem
    count: Count
    reason: str
    solved_at_once: Counted
    quotes: Sequence[Quote]
    actions: Sequence[Action]

    @property
    def is_open(self) -> bool:
        return self.problem.closed_at is None


@dataclass(frozen=True)
class Punctuality:
    """Questions put to the partner, and days it named."""

    asked: int
    answered: int
    in_time: int
    median_days: float | None
    planned: int
    kept: int


def list_points(tally: Tally, limit: int = POINTS, only: Collection[int] | None = None) -> list[Point]:
    """The partner's causes that brought most in the span; open ones without contacts follow."""
    # Of a cause shared with others only the partner's own words are its business, and an action has no owner.
    others = Ownership.objects.filter(until=None).exclude(owner__partner=tally.partner)
    actions_alone = Action.objects.exclude(problem__in=others.values("problem"))
    actions = Prefetch("actions", actions_alone.order_by("done_on", "planned_on", "pk"))
    owned = (
        Problem.objects.standing()
        .filter(ownerships__owner__partner=tally.partner, ownerships__until=None)
        .select_related("reason", "process")
        .prefetch_related(actions)
        .distinct()
    )
    wanted = [one for one in owned if one.closed_at is None or one.code in tally.problems]
    wanted = [one for one in wanted if only is None or one.pk in only]
    wanted.sort(key=lambda one: (-tally.problems.get(one.code, Count()).contacts, one.code))
    return [_point(tally, one) for one in wanted[:limit]]


def _point(tally: Tally, problem: Problem) -> Point:
    reason = problem.reason or _usual_reason(problem)
    return Point(
        problem=problem,
        count=tally.problems.get(problem.code, Count()),
        reason=reason.label if reason else "",
        solved_at_once=tally.solved_at_once.get(reason.code, Counted()) if reason else Counted(),
        quotes=[quote(contact) for contact in list_quotes(problem, QUOTES)],
        actions=list(problem.actions.all()),
    )


def _usual_reason(problem: Problem) -> Reason | None:
    """The reason its rule names, else that of its latest contact with one."""
    rule = getattr(problem, "rule", None)
    if rule is not None:
        return Reason.objects.filter(pk=rule.reason_id).first()
    latest = Caused.objects.filter(problem=problem, contact__given_reason__isnull=False)
    row = latest.order_by("-contact__started_at").values_list("contact__given_reason__reason", flat=True).first()
    return Reason.objects.filter(pk=row).first() if row else None


def judge_punctuality(partner: Partner, span: Span, now: datetime) -> Punctuality:
    """Questions put in the span that were answered or should have been, and days named that fell in it."""
    period = Period(*days_of(span))
    asked = OwnerRequest.objects.filter(period.holds("asked_at"), owner__partner=partner, dropped_at=None)
    rows = list(asked.exclude(kind=OwnerRequest.Kind.BACK))
    answered = [(row, row.answered_at) for row in rows if row.answered_at is not None]
    waits = [(at - row.asked_at) / timedelta(days=1) for row, at in answered]
    planned, kept = _count_days_kept(partner, period, now)
    return Punctuality(
        asked=sum(row.answered_at is not None or row.due_on < today(now) for row in rows),
        answered=len(answered),
        in_time=sum(today(at) <= row.due_on for row, at in answered),
        median_days=median(waits) if waits else None,
        planned=planned,
        kept=kept,
    )


def _count_days_kept(partner: Partner, period: Period, now: datetime) -> tuple[int, int]:
    """A day that was named and is past: was anything done by then?"""
    named: dict[int, date] = {}
    answers = OwnerAnswer.objects.filter(owner__partner=partner, kind=OwnerAnswer.Kind.PLANNED).order_by("at")
    for answer in answers:
        if answer.planned_on is not None:
            named[answer.problem_id] = answer.planned_on
    due = {problem: day for problem, day in named.items() if period.start <= day < min(period.until, today(now))}
    done = _done_on(due.keys())
    return len(due), sum(any(day <= on for day in done.get(problem, [])) for problem, on in due.items())


def _done_on(problems: Collection[int]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = {}
    fixes = Fix.objects.filter(problem__in=problems, withdrawn_at=None).values_list("problem", "on")
    acted = Action.objects.filter(problem__in=problems).exclude(done_on=None).values_list("problem", "done_on")
    for problem, on in [*fixes, *acted]:
        if on is not None:
            found.setdefault(problem, []).append(on)
    return found
