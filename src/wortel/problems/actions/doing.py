"""What is done about a cause: planned, done, dropped."""

from datetime import date, datetime

from django.db import transaction

from wortel.events import actions as events
from wortel.problems.actions.notices import tell_reporters
from wortel.problems.models import Action, Effort, Lever, Notice, Problem, ProcessOwner


class NoSuchShare(ValueError):
    """What an action is expected to take away is a share between 0 and 1, or left out."""


@transaction.atomic
def add_action(
    *,
    problem: Problem,
    lever: str,
    what: str,
    hypothesis: str = "",
    expected_reduction: float | None = None,
    effort: str = "",
    owner: ProcessOwner | None = None,
    who: str = "",
    planned_on: date | None = None,
    done_on: date | None = None,
    now: datetime,
) -> Action:
    """Something done about the cause; an explanation (mitigation) softens and never closes it."""
    if expected_reduction is not None and not 0 < expected_reduction <= 1:
        raise NoSuchShare
    action = Action.objects.create(
        problem=problem,
        lever=Lever(lever),
        what=what,
        hypothesis=hypothesis,
        expected_reduction=expected_reduction,
        effort=Effort(effort) if effort else "",
        owner=owner,
        who=who,
        planned_on=planned_on,
        done_on=done_on,
    )
    events.record("action.added", about=problem, action=action.pk, lever=lever, what=what)
    if done_on and action.may_close:
        tell_reporters(problem=problem, kind=Notice.Kind.FIXED, now=now)
    return action


@transaction.atomic
def finish_action(*, action: Action, on: date, now: datetime) -> Action:
    action.done_on = on
    action.save(update_fields=["done_on"])
    events.record("action.finished", about=action.problem, action=action.pk, on=str(on))
    if action.may_close:
        tell_reporters(problem=action.problem, kind=Notice.Kind.FIXED, now=now)
    return action


@transaction.atomic
def drop_action(*, action: Action) -> None:
    events.record("action.dropped", about=action.problem, action=action.pk, what=action.what)
    action.delete()
