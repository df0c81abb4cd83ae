"""What was done about a problem, and may it be measured that way?"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Max, Q

from wortel.problems.models import Closure, Effect, Fix, Flag, Ownership, Problem, ProcessOwner, Verdict
from wortel.problems.queries.weeks import today
from wortel.problems.rules import Window, window_of
from wortel.reasons.models import Demand, Reason
from wortel.reasons.queries import list_above, list_below, list_branch


def window(fix: Fix) -> Window:
    return window_of(
        fix.on, washout_weeks=fix.washout_weeks, weeks_before=fix.weeks_before, weeks_after=fix.weeks_after
    )


def standing_fixes(problem: Problem) -> list[Fix]:
    return list(problem.fixes.filter(withdrawn_at=None).order_by("-on", "-pk"))


def find_open_fix(problem: Problem, now: datetime) -> Fix | None:
    """The fix whose weeks are still being measured."""
    here = today(now)
    return next((fix for fix in standing_fixes(problem) if window(fix).is_open(here)), None)


def list_measurable(now: datetime) -> list[Fix]:
    """The fixes of which more whole weeks are over than their latest measurement saw."""
    here = today(now)
    fixes = Fix.objects.filter(withdrawn_at=None, problem__merged_into=None).annotate(
        seen=Max("effects__weeks_measured")
    )
    return [fix for fix in fixes if len(window(fix).post_complete(here)) > (fix.seen or 0)]


def is_registered_ahead(fix: Fix) -> bool:
    """Was the expectation written down before the first week that counts had begun?"""
    return today(fix.registered_at) < window(fix).post_from


def find_latest_effect(problem: Problem) -> Effect | None:
    """The latest measurement of the latest fix that has one."""
    measured = Effect.objects.filter(fix__problem=problem, fix__withdrawn_at=None).select_related("fix")
    return measured.order_by("-fix__on", "-fix__pk", "-measured_at").first()


def find_proof(problem: Problem) -> Effect | None:
    """The effect on which this problem could be closed now: the latest, when it works."""
    effect = find_latest_effect(problem)
    return effect if effect and effect.verdict == Verdict.WORKS else None


def find_refused_controls(problem: Problem, reasons: Iterable[Reason]) -> list[Reason]:
    """Topics the fix would touch as well: the problem's own branch, or one that shares its process or its owner."""
    touched = _touched_by(problem)
    return [reason for reason in reasons if list_below([reason.pk]) & touched]


def _touched_by(problem: Problem) -> set[int]:
    """The reasons of this problem and of every problem with the same process or owner."""
    owners = _owners_of(problem)
    same = Q(pk=problem.pk) | Q(ownerships__until=None, ownerships__owner__in=owners) | Q(process__owner__in=owners)
    if problem.process_id:
        same |= Q(process=problem.process_id)
    related = Problem.objects.filter(same)
    direct = set(related.exclude(reason=None).values_list("reason", flat=True))
    direct |= set(related.exclude(rule=None).values_list("rule__reason", flat=True))
    flagged = Flag.objects.filter(problem=problem, kind=Flag.Kind.CAUSE).exclude(contact__given_reason=None)
    direct |= set(flagged.order_by().values_list("contact__given_reason__reason", flat=True).distinct())
    known = {pk for pk in direct if pk is not None}
    return list_below(known) | list_above(known)


def _owners_of(problem: Problem) -> set[int]:
    owners = set(Ownership.objects.filter(problem=problem, until=None).values_list("owner", flat=True))
    if problem.process:
        owners.add(problem.process.owner_id)
    return owners


def propose_controls(problem: Problem) -> list[Reason]:
    """Untreated topics: reasons of value demand that the fix leaves alone and that have no cause of their own open."""
    touched = _touched_by(problem)
    troubled = set(Problem.objects.open().exclude(reason=None).values_list("reason", flat=True))
    below = {pk for one in troubled if one is not None for pk in list_branch(one)}
    reasons = Reason.objects.filter(is_active=True, demand=Demand.VALUE, children=None)
    return [reason for reason in reasons if reason.pk not in touched | below]


def latest_closure(problem: Problem) -> Closure | None:
    """Why the problem is closed now; None when it was reopened since."""
    standing = Closure.objects.filter(problem=problem, reopening=None, problem__closed_at__isnull=False)
    return standing.select_related("effect", "problem").order_by("-at").first()


def list_due_reviews(on: date) -> list[Closure]:
    """Accepted risks whose day of review has come."""
    due = Closure.objects.filter(kind=Closure.Kind.RISK, review_on__lte=on, reopening=None)
    return list(due.filter(problem__closed_at__isnull=False).select_related("problem"))


def list_owners() -> list[ProcessOwner]:
    return list(ProcessOwner.objects.prefetch_related("people", "processes").order_by("name"))
