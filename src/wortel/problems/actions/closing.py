"""Closing a problem for a reason that holds, and opening it again when the contacts come back."""

from datetime import date, datetime, timedelta

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.actions.notices import tell_reporters, untell_reporters
from wortel.problems.models import Closure, Notice, Problem, Reopening

LONGEST_REST = timedelta(days=366)


class AlreadyClosed(Exception):
    """Only an open problem can be closed."""


class EffectNotProven(Exception):
    """A problem closes on an effect only when the latest measurement says that it works."""


class RiskNotExplained(ValueError):
    """An accepted risk says why, and when it is looked at again: within a year."""


@transaction.atomic
def close_with_effect(*, problem: Problem, agent: Agent | None, now: datetime) -> Closure:
    """The latest measured effect is the reason; explaining the cause in a Q&A never is."""
    open_one = _lock_open(problem)
    effect = queries.find_proof(open_one)
    if effect is None:
        raise EffectNotProven
    return _close(open_one, Closure(kind=Closure.Kind.EFFECT, effect=effect), agent, now)


@transaction.atomic
def accept_risk(*, problem: Problem, why: str, review_on: date, agent: Agent | None, now: datetime) -> Closure:
    """Somebody accepts that it stays, knowing what it costs each week, until the day it is looked at again."""
    open_one = _lock_open(problem)
    here = queries.today(now)
    if not why.strip() or not here < review_on <= here + LONGEST_REST:
        raise RiskNotExplained
    running = queries.running_cents_per_week(open_one, now)
    closure = Closure(kind=Closure.Kind.RISK, why=why.strip(), running_cents_per_week=running, review_on=review_on)
    closed = _close(open_one, closure, agent, now)
    tell_reporters(problem=open_one, kind=Notice.Kind.RISK, now=now)
    return closed


def _lock_open(problem: Problem) -> Problem:
    locked = Problem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    if not locked.is_open or locked.merged_into_id:
        raise AlreadyClosed
    return locked


def _close(problem: Problem, closure: Closure, agent: Agent | None, now: datetime) -> Closure:
    closure.problem, closure.by, closure.at = problem, agent.name if agent else "", now
    closure.save()
    problem.closed_at = now
    problem.save(update_fields=["closed_at"])
    events.record("problem.closed", about=problem, closure=closure.pk, reason=closure.kind)
    return closure


@transaction.atomic
def undo_closing(*, closure: Closure) -> Problem:
    """Take back a closing that was a mistake: as if it had not happened."""
    problem = Problem.objects.select_for_update(of=("self",)).get(pk=closure.problem_id)
    problem.closed_at = None
    problem.save(update_fields=["closed_at"])
    untell_reporters(problem=problem, kinds=(Notice.Kind.RISK,), since=closure.at)
    events.record("problem.closing_undone", about=problem, closure=closure.pk)
    closure.delete()
    return problem


@transaction.atomic
def reopen_if_back(*, problem: Problem, now: datetime) -> Reopening | None:
    """Open it again when the last seven days hold more contacts than the level it was closed at makes likely."""
    closure = queries.latest_closure(problem)
    if closure is None:
        return None
    watch = queries.watch(closure, now)
    if not (watch.is_back or _is_review_due(closure, queries.today(now))):
        return None
    locked = Problem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    if locked.is_open:
        return None
    return _reopen(locked, closure, watch, now)


def _is_review_due(closure: Closure, here: date) -> bool:
    return closure.review_on is not None and closure.review_on <= here


def _reopen(problem: Problem, closure: Closure, watch: queries.Watch, now: datetime) -> Reopening:
    reopening = Reopening.objects.create(
        problem=problem, closure=closure, contacts=watch.contacts, expected=watch.level.expected, at=now
    )
    problem.closed_at = None
    problem.save(update_fields=["closed_at"])
    tell_reporters(problem=problem, kind=Notice.Kind.BACK, now=now)
    events.record(
        "problem.reopened", about=problem, contacts=watch.contacts, expected=round(watch.level.expected, 2), days=7
    )
    return reopening
