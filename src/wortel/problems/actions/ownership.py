"""Who answers for a problem, and what they say to it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from wortel.events import actions as events
from wortel.problems import queries, rules
from wortel.problems.actions.asking import ask_to_take_on, drop_requests, end_requests
from wortel.problems.actions.doing import add_action
from wortel.problems.actions.notices import tell_reporters
from wortel.problems.models import (
    Action,
    Notice,
    OwnerAnswer,
    OwnerLink,
    Ownership,
    Problem,
    ProcessOwner,
)

WHOLE = Decimal(1)
Kind = OwnerAnswer.Kind
TOLD_AS = {Kind.DONE: Notice.Kind.FIXED}


class AnswerIncomplete(ValueError):
    """ "Planned for" needs a day from today on, "done" one up to today, "not mine" may say whose."""


def assign_owner(*, problem: Problem, owner: ProcessOwner, now: datetime) -> Ownership:
    """This owner answers for the whole problem from now on."""
    return assign_owners(problem=problem, shares={owner: WHOLE}, now=now)[0]


@transaction.atomic
def assign_owners(*, problem: Problem, shares: Mapping[ProcessOwner, Decimal], now: datetime) -> list[Ownership]:
    """These owners answer for the problem, each for a share; whoever is not among them no longer does."""
    rules.check_shares(shares.values())
    current = {one.owner_id: one for one in Ownership.objects.select_for_update().filter(problem=problem, until=None)}
    gone = set(current) - {owner.pk for owner in shares}
    Ownership.objects.filter(problem=problem, owner__in=gone, until=None).update(until=now)
    _shut_out(problem, list(gone), now)
    ownerships = [_own(problem, owner, share, current.get(owner.pk), now) for owner, share in shares.items()]
    events.record("problem.owned", about=problem, owners={owner.name: str(share) for owner, share in shares.items()})
    for owner in shares:
        if owner.pk not in current:
            ask_to_take_on(problem=problem, owner=owner, by=events.current_actor().name, now=now)
    return ownerships


def _own(problem: Problem, owner: ProcessOwner, share: Decimal, current: Ownership | None, now: datetime) -> Ownership:
    """Another share is a new row: what was agreed before stays readable."""
    if current and current.share == share:
        return current
    if current:
        current.until = now
        current.save(update_fields=["until"])
    accepted_at = current.accepted_at if current else None
    return Ownership.objects.create(problem=problem, owner=owner, share=share, since=now, accepted_at=accepted_at)


def _shut_out(problem: Problem, owners: list[int], now: datetime) -> None:
    """Whoever no longer answers for it cannot come in by an old link, and is not asked any more."""
    OwnerLink.objects.filter(problem=problem, owner__in=owners, revoked_at=None).update(revoked_at=now)
    drop_requests(problem=problem, owners=owners, now=now)


@transaction.atomic
def release_owner(*, problem: Problem, owner: ProcessOwner, now: datetime) -> None:
    """The problem has one owner less, perhaps none."""
    Ownership.objects.filter(problem=problem, owner=owner, until=None).update(until=now)
    _shut_out(problem, [owner.pk], now)
    events.record("problem.released", about=problem, owner=owner.name)


@transaction.atomic
def answer_as_owner(
    *,
    link: OwnerLink,
    kind: str,
    problem: Problem | None = None,
    planned_on: date | None = None,
    done_on: date | None = None,
    what: str = "",
    whose: str = "",
    now: datetime,
) -> OwnerAnswer:
    """What the owner said: I take it, not mine but whose, planned for a day, done on a day."""
    about = Problem.objects.select_for_update().get(pk=problem.pk if problem else link.problem_id or 0)
    answer = Kind(kind)
    _check(answer, planned_on, done_on, queries.today(now))
    given = OwnerAnswer.objects.create(
        problem=about,
        owner=link.owner,
        kind=answer,
        planned_on=planned_on if answer is Kind.PLANNED else None,
        done_on=done_on if answer is Kind.DONE else None,
        what=what.strip()[:300] if answer in {Kind.PLANNED, Kind.DONE} else "",
        whose=whose.strip()[:200] if answer is Kind.NOT_MINE else "",
        by=link.person.name if link.person else link.owner.name,
        at=now,
    )
    with events.acting(events.Actor("owner", link.owner_id, given.by)):
        _keep(given, now)
        events.record(
            "owner.answered",
            about=about,
            answer=answer,
            planned_on=str(given.planned_on or ""),
            done_on=str(given.done_on or ""),
            whose=given.whose,
        )
    return given


def _check(answer: OwnerAnswer.Kind, planned_on: date | None, done_on: date | None, today: date) -> None:
    if answer is Kind.PLANNED and not rules.is_plannable(planned_on, today):
        raise AnswerIncomplete
    if answer is Kind.DONE and not rules.is_past(done_on, today):
        raise AnswerIncomplete


def _keep(given: OwnerAnswer, now: datetime) -> None:
    _accept_or_not(given, now)
    end_requests(answer=given, now=now)
    if given.what:
        _note_action(given, now)
    if not (given.what and given.kind == Kind.DONE):  # adding what was done tells them already
        kind = Kind(given.kind)
        tell_reporters(problem=given.problem, kind=TOLD_AS.get(kind) or Notice.Kind(kind.value), now=now)


def _accept_or_not(given: OwnerAnswer, now: datetime) -> None:
    """Planning is accepting too; "not mine" leaves the owner in place until the right one is found."""
    owned = Ownership.objects.filter(problem=given.problem, owner=given.owner, until=None)
    if given.kind == Kind.NOT_MINE:
        owned.update(accepted_at=None)
    else:
        owned.update(accepted_at=F("accepted_at") if owned.exclude(accepted_at=None).exists() else now)


def _note_action(given: OwnerAnswer, now: datetime) -> None:
    """What the owner does stands among the actions, where colleagues see it too."""
    add_action(
        problem=given.problem,
        lever=Action.Lever.PROCESS,
        what=given.what,
        who=given.by,
        planned_on=given.planned_on,
        done_on=given.done_on,
        now=now,
    )


@transaction.atomic
def pass_on(*, answer: OwnerAnswer, to: ProcessOwner, now: datetime) -> Ownership:
    """Give the share of whoever said "not mine" to the right owner; the answer keeps the trace."""
    owned = {one.owner: one.share for one in answer.problem.ownerships.filter(until=None).select_related("owner")}
    share = owned.pop(answer.owner, WHOLE)
    owned[to] = min(owned.get(to, Decimal(0)) + share, WHOLE)
    answer.handed_to = to
    answer.save(update_fields=["handed_to"])
    events.record("problem.passed_on", about=answer.problem, giver=answer.owner.name, owner=to.name)
    ownerships = assign_owners(problem=answer.problem, shares=owned, now=now)
    return next(one for one in ownerships if one.owner_id == to.pk)
