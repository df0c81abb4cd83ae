"""A cause goes to whoever answers for where it goes wrong, and back again when that was a mistake."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.actions.asking import ask_to_take_on, drop_requests
from wortel.problems.actions.ownership import WHOLE, assign_owner
from wortel.problems.models import OwnerLink, Ownership, Problem, Process, ProcessOwner


class NobodyBefore(Exception):
    """Nobody answered for it before whoever does now."""


@transaction.atomic
def follow_place(*, problem: Problem, before: ProcessOwner | None, now: datetime) -> ProcessOwner | None:
    """Take the cause along to who answers for its place now, if it was only with who did before, or with nobody.

    What somebody took on, what several share, and what the new one refused before is left to people.
    """
    answerer = problem.answerer
    if answerer is None or answerer == before or not problem.is_open or not _may_follow(problem, answerer, before):
        return None
    assign_owner(problem=problem, owner=answerer, now=now)
    return answerer


def _may_follow(problem: Problem, answerer: ProcessOwner, before: ProcessOwner | None) -> bool:
    owned = list(problem.ownerships.filter(until=None))
    is_proposed = [(one.owner_id, one.share, one.accepted_at) for one in owned] == [
        (before.pk if before else None, WHOLE, None)
    ]
    return (not owned or is_proposed) and queries.may_pass_on(problem, answerer)


@transaction.atomic
def follow_register(
    *, process: Process, before: Mapping[int, ProcessOwner | None], now: datetime
) -> dict[Problem, ProcessOwner]:
    """After the register changed: every open cause of the process follows; `before` says who answered for each."""
    followed = {}
    for problem in queries.list_placed(process):
        owner = follow_place(problem=problem, before=before.get(problem.pk), now=now)
        if owner is not None:
            followed[problem] = owner
    return followed


@transaction.atomic
def give_back(*, problem: Problem, now: datetime) -> list[Ownership]:
    """Undo the latest hand-over: whoever answered before does so again, as they did; both stay in the history."""
    earlier = queries.list_owners_before(problem)
    if not earlier:
        raise NobodyBefore
    standing = problem.ownerships.filter(until=None)
    gone = list(standing.exclude(owner__in=[one.owner_id for one in earlier]).values_list("owner", flat=True))
    standing.update(until=now)
    OwnerLink.objects.filter(problem=problem, owner__in=gone, revoked_at=None).update(revoked_at=now)
    drop_requests(problem=problem, owners=gone, now=now)
    back = [_again(one, now) for one in earlier]
    told = {one.owner.name: str(one.share) for one in back}
    events.record("problem.owned", about=problem, owners=told)
    for one in back:
        if one.accepted_at is None:
            ask_to_take_on(problem=problem, owner=one.owner, by=events.current_actor().name, now=now)
    return back


def _again(one: Ownership, now: datetime) -> Ownership:
    said = {"share": one.share, "accepted_at": one.accepted_at}
    return Ownership.objects.create(problem=one.problem, owner=one.owner, since=now, **said)
