"""Who answers for a problem, and the way in we send them."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from wortel.events import actions as events
from wortel.problems import queries, rules
from wortel.problems.actions.notices import tell_reporters
from wortel.problems.models import (
    Accountable,
    Notice,
    OwnerAnswer,
    OwnerLink,
    Ownership,
    Problem,
    ProcessOwner,
)

LINK_LASTS = timedelta(days=30)
WHOLE = Decimal(1)


class AnswerIncomplete(ValueError):
    """ "Planned for" needs a day from today on, "not mine" may say whose."""


@dataclass(frozen=True)
class Entrance:
    """A link with the token that only now is known; the database keeps its hash."""

    link: OwnerLink
    token: str


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
    OwnerLink.objects.filter(problem=problem, owner__in=gone, revoked_at=None).update(revoked_at=now)
    ownerships = [_own(problem, owner, share, current.get(owner.pk), now) for owner, share in shares.items()]
    events.record("problem.owned", about=problem, owners={owner.name: str(share) for owner, share in shares.items()})
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


@transaction.atomic
def release_owner(*, problem: Problem, owner: ProcessOwner, now: datetime) -> None:
    """The problem has one owner less, perhaps none."""
    Ownership.objects.filter(problem=problem, owner=owner, until=None).update(until=now)
    OwnerLink.objects.filter(problem=problem, owner=owner, revoked_at=None).update(revoked_at=now)
    events.record("problem.released", about=problem, owner=owner.name)


@transaction.atomic
def make_owner_link(*, problem: Problem, owner: ProcessOwner, person: Accountable | None, now: datetime) -> str:
    """The token of a link to one problem for one owner; it works for 30 days, or until withdrawn."""
    return open_entrance(problem=problem, owner=owner, person=person, now=now).token


def open_entrance(*, problem: Problem, owner: ProcessOwner, person: Accountable | None, now: datetime) -> Entrance:
    token = secrets.token_urlsafe(32)
    link = OwnerLink.objects.create(
        problem=problem,
        owner=owner,
        person=person,
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
        made_at=now,
        expires_at=now + LINK_LASTS,
    )
    events.record(
        "owner_link.made", about=problem, link=link.pk, owner=owner.name, person=person.name if person else ""
    )
    return Entrance(link, token)


@transaction.atomic
def revoke_link(*, link: OwnerLink, now: datetime) -> None:
    OwnerLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now)
    events.record("owner_link.revoked", about=link.problem, link=link.pk)


def mark_opened(*, link: OwnerLink, now: datetime) -> None:
    """Remember the first time somebody came in by this link."""
    if OwnerLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=now):
        events.record("owner_link.opened", about=link.problem, link=link.pk)


@transaction.atomic
def answer_as_owner(
    *, link: OwnerLink, kind: str, planned_on: date | None = None, whose: str = "", now: datetime
) -> OwnerAnswer:
    """What the owner said: I take it, not mine but whose, planned for a day."""
    problem = Problem.objects.select_for_update().get(pk=link.problem_id)
    answer = OwnerAnswer.Kind(kind)
    if answer is OwnerAnswer.Kind.PLANNED and not rules.is_plannable(planned_on, queries.today(now)):
        raise AnswerIncomplete
    given = OwnerAnswer.objects.create(
        problem=problem,
        owner=link.owner,
        kind=answer,
        planned_on=planned_on if answer is OwnerAnswer.Kind.PLANNED else None,
        whose=whose.strip()[:200] if answer is OwnerAnswer.Kind.NOT_MINE else "",
        by=link.person.name if link.person else link.owner.name,
        at=now,
    )
    _accept_or_not(problem, link.owner, answer, now)
    tell_reporters(problem=problem, kind=Notice.Kind(answer.value), now=now)
    who = events.Actor("owner", link.owner_id, given.by)
    with events.acting(who):
        events.record("owner.answered", about=problem, answer=answer, planned_on=str(planned_on or ""), whose=whose)
    return given


def _accept_or_not(problem: Problem, owner: ProcessOwner, answer: OwnerAnswer.Kind, now: datetime) -> None:
    """Planning is accepting too; "not mine" leaves the owner in place until a colleague has found the right one."""
    owned = Ownership.objects.filter(problem=problem, owner=owner, until=None)
    if answer is OwnerAnswer.Kind.NOT_MINE:
        owned.update(accepted_at=None)
    else:
        owned.update(accepted_at=F("accepted_at") if owned.exclude(accepted_at=None).exists() else now)
