"""Recording what was done about a cause, and measuring whether it helped."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.actions.notices import tell_reporters, untell_reporters
from wortel.problems.models import Effect, Fix, Notice, Problem, Verdict
from wortel.reasons.models import Reason


class WindowStillOpen(Exception):
    """Another fix of this problem is still being measured; two at once cannot be told apart."""


class ControlNotIndependent(ValueError):
    """A topic that shares the process or the owner would be touched by the fix as well."""

    def __init__(self, reasons: Sequence[Reason]) -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = list(reasons)


class NothingExpected(ValueError):
    """An expectation is a share between 0 and 1, or left out."""


@transaction.atomic
def record_fix(
    *,
    problem: Problem,
    what: str,
    on: date,
    washout_weeks: int = 1,
    weeks_after: int = 12,
    expected_reduction: float | None = None,
    controls: Sequence[Reason] = (),
    agent: Agent | None = None,
    now: datetime,
) -> Fix:
    """Register the day a cause was taken away, and what we expect of it, before the numbers are in."""
    Problem.objects.select_for_update().get(pk=problem.pk)
    if queries.find_open_fix(problem, now):
        raise WindowStillOpen
    if refused := queries.find_refused_controls(problem, controls):
        raise ControlNotIndependent(refused)
    if expected_reduction is not None and not 0 < expected_reduction <= 1:
        raise NothingExpected
    fix = Fix.objects.create(
        problem=problem,
        what=what,
        on=on,
        washout_weeks=washout_weeks,
        weeks_after=weeks_after,
        expected_reduction=expected_reduction,
        registered_at=now,
        agent=agent,
    )
    fix.controls.set(controls)
    events.record("fix.recorded", about=problem, fix=fix.pk, what=what, on=str(on), expected=expected_reduction)
    tell_reporters(problem=problem, kind=Notice.Kind.FIXED, now=now)
    return fix


@transaction.atomic
def withdraw_fix(*, fix: Fix, now: datetime) -> None:
    """It did not happen after all, or on another day: record it anew. What was measured stays stored."""
    fix.withdrawn_at = now
    fix.save(update_fields=["withdrawn_at"])
    untell_reporters(problem=fix.problem, kinds=(Notice.Kind.FIXED, Notice.Kind.WORKS), since=fix.registered_at)
    events.record("fix.withdrawn", about=fix.problem, fix=fix.pk)


@transaction.atomic
def measure_effect(*, fix: Fix, now: datetime) -> Effect:
    """Hold the weeks after the fix against those before it and against the untreated topics."""
    measured = queries.measure(fix, now)
    effect = Effect.objects.create(
        fix=fix,
        measured_at=now,
        weeks_measured=len(measured.weeks.topic_post),
        is_final=measured.is_final,
        verdict=Verdict(measured.effect.verdict),
        numbers=measured.numbers,
        series=measured.series,
    )
    _tell_when_it_works(effect, now)
    events.record("effect.measured", about=fix.problem, fix=fix.pk, effect=effect.pk, verdict=effect.verdict)
    return effect


@transaction.atomic
def weigh_trend(*, effect: Effect) -> Effect:
    """Add what is left of the change beside a straight line in time; only a job asks, because it needs numpy."""
    from wortel.analysis.effect.trend import compare_with_trend

    trended = compare_with_trend(queries.series_of(effect), washout_weeks=effect.series["washout"])
    if trended is not None:
        found = {
            "trend_rr": trended.ratio,
            "trend_low": trended.low,
            "trend_high": trended.high,
            "trend": trended.trend,
        }
        effect.numbers = {**effect.numbers, **found}
        effect.save(update_fields=["numbers"])
    return effect


def _tell_when_it_works(effect: Effect, now: datetime) -> None:
    """Once: at the first measurement that says so."""
    earlier = effect.fix.effects.exclude(pk=effect.pk).order_by("-measured_at").first()
    if effect.verdict == Verdict.WORKS and (earlier is None or earlier.verdict != Verdict.WORKS):
        tell_reporters(problem=effect.fix.problem, kind=Notice.Kind.WORKS, now=now)
