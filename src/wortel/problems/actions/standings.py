"""Saying where a problem stands."""

from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.events import actions as events
from wortel.problems.models import Problem, Standing
from wortel.problems.rules import SAID, State


class NotSaid(ValueError):
    """This state follows from what is done: measuring, closing, accepting or merging."""


@transaction.atomic
def say_state(*, problem: Problem, kind: str, why: str = "", agent: Agent | None, now: datetime) -> Standing:
    """Being examined, a known error, or being fixed: with who, when and why."""
    if kind not in {state.value for state in SAID}:
        raise NotSaid(kind)
    said = why.strip()[:500]
    standing = Standing.objects.create(
        problem=problem,
        kind=State(kind).value,
        why=said,
        by=agent.name if agent else "",
        agent=agent,
        at=now,
    )
    events.record("problem.stands", about=problem, standing=standing.pk, state=kind, why=standing.why)
    return standing


@transaction.atomic
def withdraw_state(*, standing: Standing, now: datetime) -> Standing:
    standing.withdrawn_at = now
    standing.save(update_fields=["withdrawn_at"])
    events.record("problem.standing_withdrawn", about=standing.problem, standing=standing.pk, state=standing.kind)
    return standing
