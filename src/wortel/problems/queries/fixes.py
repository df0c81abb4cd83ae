"""What was done about a problem, and may it be measured that way?"""

from datetime import date, datetime

from django.db.models import Max

from wortel.problems.models import Closure, Effect, Fix, Problem, ProcessOwner, Verdict
from wortel.problems.queries.weeks import today
from wortel.problems.rules import Together, Window, set_apart, window_of


def window(fix: Fix) -> Window:
    """The weeks that were registered; other fixes may take some of them, see `set_apart`."""
    return window_of(
        fix.on, washout_weeks=fix.washout_weeks, weeks_before=fix.weeks_before, weeks_after=fix.weeks_after
    )


def find_together(fix: Fix) -> tuple[Together, list[Fix]]:
    """The weeks that can be compared, and the earlier fixes that are judged together with this one."""
    others = list(Fix.objects.filter(problem=fix.problem_id, withdrawn_at=None).exclude(pk=fix.pk).order_by("on", "pk"))
    earlier = [one for one in others if (one.on, one.pk) < (fix.on, fix.pk)]
    later = [one for one in others if one not in earlier]
    found = set_apart(window(fix), [window(one) for one in earlier], [window(one) for one in later])
    return found, earlier[-found.with_earlier :] if found.with_earlier else []


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
    due = [fix for fix in fixes if len(window(fix).post_complete(here)) > (fix.seen or 0)]
    return [fix for fix in due if len(find_together(fix)[0].window.post_complete(here)) > (fix.seen or 0)]


def is_measured(fix: Fix) -> bool:
    """Has anybody seen a figure of it? Then its plan stands."""
    return fix.effects.filter(weeks_measured__gt=0).exists()


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
