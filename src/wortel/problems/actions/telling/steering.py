"""Letting a message go, holding it, ending it; and the calls to those who have no mail address."""

import random
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent, Role
from wortel.customers.queries import list_standings
from wortel.events import actions as events
from wortel.problems.actions.telling.proposing import AT_ONCE, check_allowed
from wortel.problems.models import LeftOut, Recipient, Telling, Way
from wortel.problems.queries import telling as queries
from wortel.problems.queries.telling import Candidate, Heard

SENDERS = frozenset({Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN})
State = Telling.State


class MayNotSend(Exception):
    """Anybody may propose; a team lead, a manager, quality or an administrator lets it go."""


class NotNow(Exception):
    """This cannot be done with a message that stands as it does."""


@transaction.atomic
def approve(*, telling: Telling, agent: Agent, now: datetime) -> Telling:
    """Let it go. Everybody is weighed anew, and of a message in advance a random share is told nothing."""
    fresh = _lock(telling, agent, State.PROPOSED)
    fresh.effect = check_allowed(fresh.problem, fresh.kind_of)
    fresh.approved_by, fresh.approved_at, fresh.state = agent, now, State.RUNNING
    fresh.save(update_fields=["effect", "approved_by", "approved_at", "state"])
    recipients = _give_turns(fresh, now)
    counted = Counter(recipient.state for recipient in recipients)
    events.record("telling.approved", about=fresh, problem=fresh.problem_id, **{str(k): n for k, n in counted.items()})
    return fresh


def _give_turns(telling: Telling, now: datetime) -> list[Recipient]:
    recipients = list(telling.recipients.order_by("pk"))
    standing, taken = list_standings(), {recipient.customer_id for recipient in recipients}
    for recipient in recipients:
        follow_merge(recipient, standing, taken)
    heard = [heard_of(recipient) for recipient in recipients if not recipient.why]
    weighed = queries.weigh(
        heard, problem=telling.problem, kind=telling.kind_of, restraint=queries.find_restraint(), now=now
    )
    found = {one.heard.customer: one for one in weighed}
    for recipient in recipients:
        take_turn(recipient, found.get(recipient.customer_id), now)
    _draw(telling, [one for one in recipients if one.state == Recipient.State.WAITING])
    fields = ["customer", "state", "why", "way", "value", "drawn", "changed_at"]
    Recipient.objects.bulk_update(recipients, fields, batch_size=AT_ONCE)
    return recipients


def follow_merge(recipient: Recipient, standing: Mapping[int, int], taken: set[int]) -> None:
    """A customer who turned out to be another one since is told as that one, and not beside them."""
    top = standing.get(recipient.customer_id)
    if top is None:
        return
    if top in taken:
        recipient.why = LeftOut.TOLD
    else:
        recipient.customer_id = top
        taken.add(top)


def heard_of(recipient: Recipient) -> Heard:
    return Heard(
        recipient.customer_id, recipient.times, recipient.latest_at, case=recipient.case_id, order=recipient.order_id
    )


def take_turn(recipient: Recipient, found: Candidate | None, now: datetime) -> None:
    """What is to be done with this customer, as things stand now."""
    recipient.changed_at = now
    why = recipient.why or (found.why if found else LeftOut.NO_ADDRESS)
    if found is None or why:
        recipient.state, recipient.why = Recipient.State.LEFT_OUT, LeftOut(why or LeftOut.NO_ADDRESS)
        return
    is_gone = recipient.kind == Telling.Kind.GONE
    if found.way == Way.CALL and not is_gone:
        recipient.state, recipient.why = Recipient.State.LEFT_OUT, LeftOut.NOT_YET
        return
    recipient.way, recipient.value = found.way, found.value
    recipient.state = Recipient.State.WAITING if found.way == Way.MAIL else Recipient.State.TO_CALL


def _draw(telling: Telling, waiting: list[Recipient]) -> None:
    """Pick who is told nothing: an exact share, at random, the same again from the same seed."""
    if not telling.held_out_share:
        return
    size = round(telling.held_out_share * len(waiting))
    chance = random.Random(telling.seed)  # noqa: S311 (a fair draw that can be repeated, not a secret)
    held = set(chance.sample(range(len(waiting)), size))
    for place, recipient in enumerate(waiting):
        recipient.drawn = "held" if place in held else "told"
        if place in held:
            recipient.state = Recipient.State.HELD_OUT


@transaction.atomic
def pause(*, telling: Telling, agent: Agent, now: datetime) -> Telling:
    """Nothing leaves until it is resumed. What is in the outbox already goes."""
    fresh = _lock(telling, agent, State.RUNNING)
    return halt(fresh, Telling.Halt.PERSON)


def halt(telling: Telling, why: Telling.Halt) -> Telling:
    telling.state, telling.halt = State.PAUSED, why
    telling.save(update_fields=["state", "halt"])
    events.record("telling.paused", about=telling, why=why)
    return telling


@transaction.atomic
def resume(*, telling: Telling, agent: Agent, now: datetime) -> Telling:
    """Go on, if it may be told at all."""
    fresh = _lock(telling, agent, State.PAUSED)
    check_allowed(fresh.problem, fresh.kind_of)
    fresh.state, fresh.halt = State.RUNNING, ""
    fresh.save(update_fields=["state", "halt"])
    events.record("telling.resumed", about=fresh)
    return fresh


@transaction.atomic
def stop(*, telling: Telling, agent: Agent, now: datetime) -> Telling:
    """End it for good. Whoever was not told yet may be told by a later message."""
    fresh = _lock(telling, agent, State.RUNNING, State.PAUSED)
    fresh.state, fresh.finished_at = State.STOPPED, now
    fresh.save(update_fields=["state", "finished_at"])
    waiting = fresh.recipients.filter(state__in=["waiting", "to_call"])
    left = waiting.update(state=Recipient.State.LEFT_OUT, why=LeftOut.STOPPED, changed_at=now)
    events.record("telling.stopped", about=fresh, left=left)
    return fresh


@transaction.atomic
def mark_called(*, recipient: Recipient, agent: Agent, now: datetime) -> Recipient:
    """A colleague has told this customer on the phone."""
    return _called(recipient, Recipient.State.TO_CALL, Recipient.State.CALLED, now)


@transaction.atomic
def unmark_called(*, recipient: Recipient, agent: Agent, now: datetime) -> Recipient:
    """It was another customer; this one is still to be called."""
    return _called(recipient, Recipient.State.CALLED, Recipient.State.TO_CALL, now)


def _called(recipient: Recipient, before: Recipient.State, after: Recipient.State, now: datetime) -> Recipient:
    fresh = Recipient.objects.select_for_update(of=("self",)).select_related("telling").get(pk=recipient.pk)
    if fresh.state != before:
        raise NotNow
    fresh.state, fresh.changed_at = after, now
    fresh.save(update_fields=["state", "changed_at"])
    events.record("telling.called", about=fresh.telling, recipient=fresh.pk, is_called=after == Recipient.State.CALLED)
    return fresh


def _lock(telling: Telling, agent: Agent, *states: Telling.State) -> Telling:
    if agent.role not in SENDERS:
        raise MayNotSend
    fresh = Telling.objects.select_for_update(of=("self",)).select_related("problem").get(pk=telling.pk)
    if fresh.state not in states:
        raise NotNow
    return fresh
