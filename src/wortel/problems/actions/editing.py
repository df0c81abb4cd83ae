"""Describing a problem, doing something about it, and making one of two."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from wortel.events import actions as events
from wortel.problems.actions.notices import tell_reporters
from wortel.problems.models import Action, Notice, Problem, Process
from wortel.reasons.models import Reason


@dataclass(frozen=True)
class Description:
    """What people write about a problem, in both languages."""

    title_nl: str
    title_en: str = ""
    summary_nl: str = ""
    summary_en: str = ""
    workaround_nl: str = ""
    workaround_en: str = ""


@transaction.atomic
def describe(*, problem: Problem, description: Description, process: Process | None, reason: Reason | None) -> Problem:
    for name, text in vars(description).items():
        setattr(problem, name, text)
    problem.process, problem.reason = process, reason
    problem.save(update_fields=[*vars(description), "process", "reason"])
    events.record("problem.described", about=problem, title=problem.title_nl)
    return problem


@transaction.atomic
def add_action(
    *,
    problem: Problem,
    lever: str,
    what: str,
    who: str = "",
    planned_on: date | None = None,
    done_on: date | None = None,
    now: datetime,
) -> Action:
    """Something done about the cause; an explanation (mitigation) softens and never closes it."""
    action = Action.objects.create(
        problem=problem, lever=Action.Lever(lever), what=what, who=who, planned_on=planned_on, done_on=done_on
    )
    events.record("action.added", about=problem, action=action.pk, lever=lever, what=what)
    if done_on and lever != Action.Lever.MITIGATION:
        tell_reporters(problem=problem, kind=Notice.Kind.FIXED, now=now)
    return action


@transaction.atomic
def finish_action(*, action: Action, on: date, now: datetime) -> Action:
    action.done_on = on
    action.save(update_fields=["done_on"])
    events.record("action.finished", about=action.problem, action=action.pk, on=str(on))
    if action.lever != Action.Lever.MITIGATION:
        tell_reporters(problem=action.problem, kind=Notice.Kind.FIXED, now=now)
    return action


@transaction.atomic
def drop_action(*, action: Action) -> None:
    events.record("action.dropped", about=action.problem, action=action.pk, what=action.what)
    action.delete()
