"""Asking an owner something with a promise, and answering what an owner asks us."""

from datetime import datetime

from django.db import transaction

from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.actions.mailing import write_about
from wortel.problems.models import OwnerAnswer, OwnerLink, OwnerRequest, Problem, ProcessOwner

Kind = OwnerRequest.Kind
ENDED_BY = {
    OwnerAnswer.Kind.ACCEPTED: (Kind.TAKE_ON,),
    OwnerAnswer.Kind.PLANNED: (Kind.TAKE_ON, Kind.IS_DONE),
    OwnerAnswer.Kind.DONE: (Kind.TAKE_ON, Kind.IS_DONE),
    OwnerAnswer.Kind.NOT_MINE: (Kind.TAKE_ON, Kind.IS_DONE),
}


class NothingAsked(ValueError):
    """A question needs words, and so does an answer."""


class AlreadyAnswered(Exception):
    """Somebody answered this before."""


@transaction.atomic
def ask_to_take_on(*, problem: Problem, owner: ProcessOwner, now: datetime, by: str = "") -> OwnerRequest:
    """Ask whether they take it on; while that waits, asking again changes nothing."""
    return _ask_once(problem, owner, Kind.TAKE_ON, by, now)


@transaction.atomic
def ask_whether_done(*, problem: Problem, owner: ProcessOwner, now: datetime) -> OwnerRequest:
    """The planned day has passed: ask how it stands, once."""
    request = _ask_once(problem, owner, Kind.IS_DONE, "", now)
    write_about(request=request, kind="is_done", now=now)
    return request


def _ask_once(problem: Problem, owner: ProcessOwner, kind: str, by: str, now: datetime) -> OwnerRequest:
    days = queries.find_agreement().answer_days
    request, is_new = OwnerRequest.objects.get_or_create(
        problem=problem,
        owner=owner,
        kind=kind,
        answered_at=None,
        dropped_at=None,
        defaults={"asked_at": now, "due_on": queries.due_day(now, days), "asked_by": by},
    )
    if is_new:
        events.record("owner.asked", about=problem, owner=owner.name, what=kind, due_on=str(request.due_on))
    return request


@transaction.atomic
def ask_owner(*, problem: Problem, owner: ProcessOwner, text: str, by: str, now: datetime) -> OwnerRequest:
    """A question of customer service to an owner, with the day before which an answer is promised; it goes by mail."""
    days = queries.find_agreement().answer_days
    request = _question(problem, owner, Kind.QUESTION, text, by, days, now)
    write_about(request=request, kind="question", now=now)
    return request


@transaction.atomic
def ask_back(*, link: OwnerLink, problem: Problem, text: str, now: datetime) -> OwnerRequest:
    """A question of the owner to customer service; we promise an answer too."""
    by = link.person.name if link.person else link.owner.name
    with events.acting(events.Actor("owner", link.owner_id, by)):
        return _question(problem, link.owner, Kind.BACK, text, by, queries.find_agreement().our_days, now)


def _question(
    problem: Problem, owner: ProcessOwner, kind: str, text: str, by: str, days: int, now: datetime
) -> OwnerRequest:
    words = text.strip()[:1000]
    if not words:
        raise NothingAsked
    request = OwnerRequest.objects.create(
        problem=problem,
        owner=owner,
        kind=kind,
        text=words,
        asked_by=by,
        asked_at=now,
        due_on=queries.due_day(now, days),
    )
    events.record("owner.asked", about=problem, owner=owner.name, what=kind, due_on=str(request.due_on))
    return request


@transaction.atomic
def answer_question(*, request: OwnerRequest, reply: str, link: OwnerLink, now: datetime) -> OwnerRequest:
    """What an owner says to a question of ours."""
    by = link.person.name if link.person else link.owner.name
    with events.acting(events.Actor("owner", link.owner_id, by)):
        return _reply(request, reply, by, now)


@transaction.atomic
def answer_owner(*, request: OwnerRequest, reply: str, by: str, now: datetime) -> OwnerRequest:
    """What we say to a question of an owner; they hear it by mail and read it on their page."""
    answered = _reply(request, reply, by, now)
    write_about(request=answered, kind="reply", now=now)
    return answered


def _reply(request: OwnerRequest, reply: str, by: str, now: datetime) -> OwnerRequest:
    words = reply.strip()[:2000]
    if not words:
        raise NothingAsked
    held = OwnerRequest.objects.select_for_update(of=("self",)).select_related("problem", "owner").get(pk=request.pk)
    if not held.is_open:
        raise AlreadyAnswered
    held.reply, held.replied_by, held.answered_at = words, by, now
    held.save(update_fields=["reply", "replied_by", "answered_at"])
    events.record("owner.replied", about=held.problem, request=held.pk, what=held.kind, by=by)
    return held


def end_requests(*, answer: OwnerAnswer, now: datetime) -> int:
    """An answer ends what it answers: from now on nobody is reminded of it."""
    ended = OwnerRequest.objects.filter(problem=answer.problem, owner=answer.owner, answered_at=None, dropped_at=None)
    kinds = ENDED_BY[OwnerAnswer.Kind(answer.kind)]
    return ended.filter(kind__in=kinds).update(answer=answer, answered_at=now, replied_by=answer.by)


def drop_requests(*, problem: Problem, owners: list[int], now: datetime) -> None:
    """Who no longer answers for a problem need not answer about it either."""
    OwnerRequest.objects.filter(problem=problem, owner__in=owners, answered_at=None, dropped_at=None).update(
        dropped_at=now
    )
