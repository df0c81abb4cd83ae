"""Where problems stand: the rows that moved them, read together."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wortel.problems.models import Closure, Effect, Fix, Merge, Problem, Reopening, Standing, Verdict
from wortel.problems.queries.dossier import Dossier
from wortel.problems.queries.fixes import Changes
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


def list_steps(dossier: Dossier, changes: Changes) -> list[Step]:
    """How it got where it stands, first step first."""
    first = {one.fix_id: one for one in changes.effects if one.verdict != Verdict.TOO_EARLY}
    steps = [
        Step(State.REPORTED, dossier.problem.opened_at),
        *map(_as_said, dossier.of(Standing)),
        *map(_as_begun, changes.fixes),
        *map(_as_measured, first.values()),
        *map(_as_closed, dossier.of(Closure)),
        *(Step(State.EXAMINED, one.at) for one in dossier.of(Reopening)),
    ]
    return order_steps(steps)


def find_states(problems: Iterable[Problem]) -> dict[int, tuple[Step, datetime]]:
    """The state of each and when it last came a step further, in six statements however many there are."""
    found = _steps_of(list(problems))
    return {pk: (state_of(steps), max(step.at for step in steps)) for pk, steps in found.items()}


def _steps_of(problems: list[Problem]) -> dict[int, list[Step]]:
    found = {one.pk: [Step(State.REPORTED, one.opened_at)] for one in problems}
    for pk, step in (*_said(found), *_fixed(found), *_ended(found)):
        found[pk].append(step)
    return found


def _said(problems: Iterable[int]) -> list[tuple[int, Step]]:
    standings = Standing.objects.filter(problem__in=problems, withdrawn_at=None)
    return [(one.problem_id, _as_said(one)) for one in standings]


def _as_said(one: Standing) -> Step:
    return Step(State(one.kind), one.at, one.by, one.why, about=one.pk)


def _fixed(problems: Iterable[int]) -> list[tuple[int, Step]]:
    """Registering a change begins the fixing; its first verdict is what measuring gave."""
    fixes = Fix.objects.filter(problem__in=problems, withdrawn_at=None).select_related("agent")
    effects = Effect.objects.filter(fix__in=fixes).exclude(verdict=Verdict.TOO_EARLY)
    first = effects.order_by("fix_id", "measured_at").distinct("fix_id").select_related("fix").defer("series")
    return [(fix.problem_id, _as_begun(fix)) for fix in fixes] + [
        (one.fix.problem_id, _as_measured(one)) for one in first
    ]


def _as_begun(fix: Fix) -> Step:
    return Step(State.BEING_FIXED, fix.registered_at, fix.agent.name if fix.agent else "", fix.what)


def _as_measured(effect: Effect) -> Step:
    return Step(State.MEASURED, effect.measured_at, why=str(Verdict(effect.verdict).label))


def _ended(problems: Iterable[int]) -> list[tuple[int, Step]]:
    closed = [(one.problem_id, _as_closed(one)) for one in Closure.objects.filter(problem__in=problems)]
    back = [(one.problem_id, Step(State.EXAMINED, one.at)) for one in Reopening.objects.filter(problem__in=problems)]
    merges = Merge.objects.filter(absorbed__in=problems, undone_at=None).select_related("kept")
    return closed + back + [(one.absorbed_id, Step(State.DUPLICATE, one.at, why=str(one.kept))) for one in merges]


def _as_closed(one: Closure) -> Step:
    return Step(CLOSED_AS[one.kind], one.at, one.by, one.why)
