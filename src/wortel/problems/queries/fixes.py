"""What was done about a problem, and may it be measured that way?"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from wortel.problems.models import Closure, Effect, Fix, Problem, Verdict
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


@dataclass(frozen=True)
class Changes:
    """The fixes of a problem that stand and what was measured of them, the latest first."""

    fixes: list[Fix]
    effects: list[Effect]

    @property
    def effect(self) -> Effect | None:
        """The latest measurement of the latest fix that has one."""
        return self.effects[0] if self.effects else None

    @property
    def proof(self) -> Effect | None:
        """The effect on which the problem could be closed now: the latest, when it works."""
        return self.effect if self.effect and self.effect.verdict == Verdict.WORKS else None

    def find_open(self, now: datetime) -> Fix | None:
        """The fix whose weeks are still being measured."""
        here = today(now)
        return next((fix for fix in self.fixes if window(fix).is_open(here)), None)

    def is_measured(self, fix: Fix) -> bool:
        """Has anybody seen a figure of it? Then its plan stands."""
        return any(one.weeks_measured > 0 for one in self.effects if one.fix_id == fix.pk)


def read_changes(problem: Problem) -> Changes:
    fixes = list(problem.fixes.filter(withdrawn_at=None).select_related("agent").order_by("-on", "-pk"))
    by_number = {fix.pk: fix for fix in fixes}
    effects = list(Effect.objects.filter(fix__in=fixes).defer("series")) if fixes else []
    for effect in effects:
        effect.fix = by_number[effect.fix_id]
    return Changes(fixes, sorted(effects, key=lambda one: (one.fix.on, one.fix_id, one.measured_at), reverse=True))


def find_open_fix(problem: Problem, now: datetime) -> Fix | None:
    """The fix whose weeks are still being measured."""
    return Changes(list(problem.fixes.filter(withdrawn_at=None).order_by("-on", "-pk")), []).find_open(now)


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
