"""Where problems stand: the rows that moved them, read together."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wortel.problems.models import Closure, Effect, Fix, Merge, Problem, Reopening, Standing, Verdict
from wortel.problems.rules import State, Step, order_steps, state_of

STATES = {
    State.REPORTED: _("reported"),
    State.EXAMINED: _("being examined"),
    State.KNOWN_ERROR: _("known error"),
    State.BEING_FIXED: _("being fixed"),
    State.MEASURED: _("measured"),
    State.CLOSED: _("closed"),
    State.RISK: _("risk accepted"),
    State.DUPLICATE: _("duplicate"),
}
CLOSED_AS = {Closure.Kind.EFFECT.value: State.CLOSED, Closure.Kind.RISK.value: State.RISK}


def list_steps(problem: Problem) -> list[Step]:
    """How it got where it stands, first step first."""
    return order_steps(_steps_of([problem])[problem.pk])


def find_state(problem: Problem) -> Step:
    return state_of(_steps_of([problem])[problem.pk])


def find_states(problems: Iterable[Problem]) -> dict[int, Step]:
    """The state of each, in six statements however many there are."""
    return {pk: state_of(steps) for pk, steps in _steps_of(list(problems)).items()}


def _steps_of(problems: list[Problem]) -> dict[int, list[Step]]:
    found = {one.pk: [Step(State.REPORTED, one.opened_at)] for one in problems}
    for pk, step in (*_said(found), *_fixed(found), *_ended(found)):
        found[pk].append(step)
    return found


def _said(problems: Iterable[int]) -> list[tuple[int, Step]]:
    standings = Standing.objects.filter(problem__in=problems, withdrawn_at=None)
    return [(one.problem_id, Step(State(one.kind), one.at, one.by, one.why, about=one.pk)) for one in standings]


def _fixed(problems: Iterable[int]) -> list[tuple[int, Step]]:
    """Registering a change begins the fixing; its first verdict is what measuring gave."""
    fixes = Fix.objects.filter(problem__in=problems, withdrawn_at=None).select_related("agent")
    begun = [
        (fix.problem_id, Step(State.BEING_FIXED, fix.registered_at, fix.agent.name if fix.agent else "", fix.what))
        for fix in fixes
    ]
    effects = Effect.objects.filter(fix__in=fixes).exclude(verdict=Verdict.TOO_EARLY)
    first = effects.order_by("fix_id", "measured_at").distinct("fix_id").select_related("fix").defer("series")
    measured = [
        (one.fix.problem_id, Step(State.MEASURED, one.measured_at, why=str(Verdict(one.verdict).label)))
        for one in first
    ]
    return begun + measured


def _ended(problems: Iterable[int]) -> list[tuple[int, Step]]:
    closures = Closure.objects.filter(problem__in=problems)
    closed = [(one.problem_id, Step(CLOSED_AS[one.kind], one.at, one.by, one.why)) for one in closures]
    back = [(one.problem_id, Step(State.EXAMINED, one.at)) for one in Reopening.objects.filter(problem__in=problems)]
    merges = Merge.objects.filter(absorbed__in=problems, undone_at=None).select_related("kept")
    return closed + back + [(one.absorbed_id, Step(State.DUPLICATE, one.at, why=str(one.kept))) for one in merges]


def latest_moves(problems: Iterable[Problem]) -> dict[int, datetime]:
    """When each of them last came a step further."""
    return {pk: max(step.at for step in steps) for pk, steps in _steps_of(list(problems)).items()}
