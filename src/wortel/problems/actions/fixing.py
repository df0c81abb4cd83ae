"""Recording what was done about a cause, and measuring whether it helped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.actions.notices import tell_reporters, untell_reporters
from wortel.problems.models import Action, Effect, Fix, InvoiceWeek, Notice, PlanChange, Problem, Verdict, Yardstick
from wortel.problems.rules import monday_of
from wortel.reasons.models import Reason


class WindowStillOpen(Exception):
    """Another fix of this problem is still being measured; two at once cannot be told apart."""


class ControlNotIndependent(ValueError):
    """A topic that shares the process or the owner, or is being changed itself, does not show what would have been."""

    def __init__(self, refused: Mapping[Reason, queries.Why]) -> None:
        super().__init__(", ".join(reason.code for reason in refused))
        self.refused = dict(refused)

    @property
    def reasons(self) -> list[Reason]:
        return list(self.refused)


class NothingExpected(ValueError):
    """An expectation is a share between 0 and 1, or left out."""


class OnlyEases(ValueError):
    """A mitigation takes no cause away, so there is nothing of it to measure."""


class AlreadyMeasured(Exception):
    """Whoever has seen a figure can no longer choose what it is held against."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a fix will be judged, written down before there is a figure."""

    what: str
    on: date
    washout_weeks: int = 1
    weeks_after: int = 12
    exposure: Yardstick = Yardstick.ORDERS
    expected_reduction: float | None = None

    def __post_init__(self) -> None:
        if self.expected_reduction is not None and not 0 < self.expected_reduction <= 1:
            raise NothingExpected


@transaction.atomic
def record_fix(
    *,
    problem: Problem,
    what: str,
    on: date,
    washout_weeks: int = 1,
    weeks_after: int = 12,
    exposure: str = Yardstick.ORDERS,
    expected_reduction: float | None = None,
    controls: Sequence[Reason] = (),
    action: Action | None = None,
    agent: Agent | None = None,
    now: datetime,
) -> Fix:
    """Register the day a cause was taken away, and what we expect of it, before the numbers are in."""
    Problem.objects.select_for_update().get(pk=problem.pk)
    if queries.find_open_fix(problem, now):
        raise WindowStillOpen
    if action is not None and not action.may_close:
        raise OnlyEases
    plan = Plan(
        what=what,
        on=on,
        washout_weeks=washout_weeks,
        weeks_after=weeks_after,
        exposure=Yardstick(exposure),
        expected_reduction=expected_reduction,
    )
    left_out = _weigh(problem, plan, controls, now)
    fix = Fix.objects.create(
        problem=problem, action=action, **vars(plan), left_out=left_out, registered_at=now, agent=agent
    )
    fix.controls.set(controls)
    events.record("fix.recorded", about=problem, fix=fix.pk, what=what, on=str(on), expected=expected_reduction)
    is_ahead = plan.on > queries.today(now)
    tell_reporters(problem=problem, kind=Notice.Kind.PLANNED if is_ahead else Notice.Kind.FIXED, now=now)
    return fix


@transaction.atomic
def change_plan(*, fix: Fix, plan: Plan, controls: Sequence[Reason], agent: Agent | None, now: datetime) -> Fix:
    """Plan it otherwise while nothing has been measured; what it said before stays to be read."""
    locked = Fix.objects.select_for_update(of=("self",)).get(pk=fix.pk)
    if queries.is_measured(locked) or locked.withdrawn_at:
        raise AlreadyMeasured
    left_out = _weigh(locked.problem, plan, controls, now)
    was = {name: _plainly(getattr(locked, name)) for name in vars(plan)}
    was["controls"] = sorted(locked.controls.values_list("code", flat=True))
    PlanChange.objects.create(fix=locked, was=was, by=agent.name if agent else "", at=now)
    for name, value in vars(plan).items():
        setattr(locked, name, value)
    # The plan that counts is this one: it is as old as its latest change.
    locked.left_out, locked.registered_at = left_out, now
    locked.save(update_fields=[*vars(plan), "left_out", "registered_at"])
    locked.controls.set(controls)
    events.record("fix.replanned", about=locked.problem, fix=locked.pk, was=was)
    return locked


def _weigh(problem: Problem, plan: Plan, controls: Sequence[Reason], now: datetime) -> list[Mapping[str, str]]:
    """Refuse what cannot be judged; give the topics that are not compared with, and why."""
    if refused := queries.find_refused_controls(problem, controls, plan.on):
        raise ControlNotIndependent(refused)
    return queries.left_out(queries.weigh_controls(problem, now, on=plan.on), controls)


def _plainly(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def withdraw_fix(*, fix: Fix, now: datetime) -> None:
    """It did not happen after all, or on another day: record it anew. What was measured stays stored."""
    fix.withdrawn_at = now
    fix.save(update_fields=["withdrawn_at"])
    untell_reporters(
        problem=fix.problem, kinds=(Notice.Kind.PLANNED, Notice.Kind.FIXED, Notice.Kind.WORKS), since=fix.registered_at
    )
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
    """Add what is left of the change beside a straight line in time, and from two years on beside the time of year.

    Only a job asks, because it needs numpy.
    """
    from wortel.analysis.effect.trend import compare_with_trend

    found: dict[str, float | None] = {}
    trended = compare_with_trend(queries.series_of(effect), washout_weeks=effect.series["washout"])
    if trended is not None:
        found = {
            "trend_rr": trended.ratio,
            "trend_low": trended.low,
            "trend_high": trended.high,
            "trend": trended.trend,
        }
    found |= _weigh_season(effect)
    if found:
        effect.numbers = {**effect.numbers, **found}
        effect.save(update_fields=["numbers"])
    return effect


def _weigh_season(effect: Effect) -> dict[str, float | None]:
    from wortel.analysis.effect.season import Years, compare_in_season

    years = queries.find_years(effect)
    if years is None:
        return {}
    weeks, known, split = years
    count = len(weeks.mondays)
    seasonal = compare_in_season(
        Years(
            mondays=weeks.mondays[known:],
            is_after=[at >= split for at in range(known, count)],
            orders=weeks.orders[known:] if any(weeks.orders) else [1] * (count - known),
            topic=weeks.contacts[known:],
            control=weeks.control[known:] if any(weeks.control) else (),
        )
    )
    if seasonal is None:
        return {}
    return {"season_rr": seasonal.ratio, "season_low": seasonal.low, "season_high": seasonal.high}


def _tell_when_it_works(effect: Effect, now: datetime) -> None:
    """Once: at the first measurement that says so."""
    earlier = effect.fix.effects.exclude(pk=effect.pk).order_by("-measured_at").first()
    if effect.verdict == Verdict.WORKS and (earlier is None or earlier.verdict != Verdict.WORKS):
        tell_reporters(problem=effect.fix.problem, kind=Notice.Kind.WORKS, now=now)


@transaction.atomic
def count_invoices(*, weeks: Mapping[date, int]) -> None:
    """Keep how many invoices went out in each week; a week that is told again is corrected."""
    rows = [InvoiceWeek(monday=monday_of(day), count=count) for day, count in weeks.items()]
    InvoiceWeek.objects.bulk_create(rows, update_conflicts=True, unique_fields=["monday"], update_fields=["count"])
    latest = InvoiceWeek.objects.get(monday=max(row.monday for row in rows))
    events.record("invoices.counted", about=latest, weeks=len(rows))
