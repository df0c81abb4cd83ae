"""Making one problem of two, a problem of its own of some contacts, and taking both back without a trace."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, Manager, OuterRef, QuerySet

from wortel.accounts.models import Agent
from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.actions.causes import forget_cause, make_problem
from wortel.problems.actions.matching import match_contacts
from wortel.problems.models import (
    Action,
    Fix,
    Flag,
    Hypothesis,
    Match,
    Merge,
    Notice,
    OwnerAnswer,
    OwnerLink,
    OwnerRequest,
    Ownership,
    Parting,
    Problem,
    Sighting,
)

# What goes along to the problem that stays. Rules keep pointing at their own problem, and are read through it.
MOVING: dict[str, Manager[Any]] = {
    "Action": Action.objects,
    "Fix": Fix.objects,
    "Hypothesis": Hypothesis.objects,
    "Notice": Notice.objects,
    "OwnerAnswer": OwnerAnswer.objects,
    "OwnerRequest": OwnerRequest.objects,
}
COMING_HOME: dict[str, Manager[Any]] = {**MOVING, "Sighting": Sighting.objects}


class CannotMerge(ValueError):
    """A problem cannot be merged into itself, or twice."""


class StillMeasured(CannotMerge):
    """Both have a change whose weeks are still being measured: together neither could be told apart."""


class NothingToPart(ValueError):
    """A problem of its own needs a contact of this one, and leaves one behind."""


@transaction.atomic
def merge(*, kept: Problem, absorbed: Problem, now: datetime) -> Merge:
    """Make one problem of two. All that belongs to the absorbed one moves, and is kept by id for undo."""
    _check_pair(kept, absorbed, now)
    flags = Flag.objects.filter(problem=absorbed)
    double = flags.filter(contact__in=Flag.objects.filter(problem=kept).values("contact"))
    dropped = [_as_row(flag) for flag in double]
    double.delete()
    moved = _move(flags, kept)
    rows = {"let_go": _move_on(_list_asked_twice(kept, absorbed), dropped_at=now)}
    rows |= {name: _move(all_of.filter(problem=absorbed), kept) for name, all_of in MOVING.items()}
    rows["Sighting"] = _move(_list_seen_once(kept, absorbed), kept)
    rows["revoked"] = _move_on(OwnerLink.objects.filter(problem=absorbed, revoked_at=None), revoked_at=now)
    rows |= _hand_over_owners(kept, absorbed, now)
    Match.objects.filter(problem=absorbed).update(problem=kept)
    Problem.objects.filter(pk=absorbed.pk).update(merged_into=kept)
    done = Merge.objects.create(kept=kept, absorbed=absorbed, moved=moved, dropped=dropped, rows=rows, at=now)
    events.record("problem.merged", about=kept, absorbed=absorbed.pk, flags=len(moved))
    return done


def _check_pair(kept: Problem, absorbed: Problem, now: datetime) -> None:
    pair = {one.pk: one for one in Problem.objects.select_for_update().filter(pk__in=[kept.pk, absorbed.pk])}
    if len(pair) < 2 or any(one.merged_into_id for one in pair.values()):
        raise CannotMerge
    if all(queries.find_open_fix(one, now) for one in pair.values()):
        raise StillMeasured


def _list_asked_twice(kept: Problem, absorbed: Problem) -> QuerySet[OwnerRequest]:
    """What the same owner is asked about the other one already: asking once is enough."""
    still_open = {"answered_at": None, "dropped_at": None}
    asked = kept.requests.filter(**still_open, owner=OuterRef("owner"), kind=OuterRef("kind"))
    return absorbed.requests.filter(Exists(asked), **still_open)


def _list_seen_once(kept: Problem, absorbed: Problem) -> QuerySet[Sighting]:
    """What was seen of an order at both of them was one thing: it stands once, and the other waits for undo."""
    seen = kept.sightings.filter(order=OuterRef("order"))
    return absorbed.sightings.filter(~Exists(seen))


def _move(rows: QuerySet[Any], kept: Problem) -> list[int]:
    return _move_on(rows, problem=kept)


def _move_on(rows: QuerySet[Any], **change: object) -> list[int]:
    keys = list(rows.values_list("pk", flat=True))
    rows.filter(pk__in=keys).update(**change)
    return keys


def _hand_over_owners(kept: Problem, absorbed: Problem, now: datetime) -> dict[str, list[int]]:
    """Owners of the absorbed one stop there, and answer for the one that stays where that has none."""
    standing = list(absorbed.ownerships.filter(until=None))
    made = []
    if not kept.ownerships.filter(until=None).exists():
        for one in standing:
            copy = {"owner": one.owner, "share": one.share, "since": one.since, "accepted_at": one.accepted_at}
            made.append(Ownership.objects.create(problem=kept, **copy).pk)
    ended = _move_on(absorbed.ownerships.filter(until=None), until=now)
    return {"ended": ended, "made": made}


def _as_row(flag: Flag) -> dict[str, object]:
    return {
        "id": flag.pk,
        "contact_id": flag.contact_id,
        "kind": flag.kind,
        "share": str(flag.share),
        "source": flag.source,
        "agent_id": flag.agent_id,
        "at": flag.at.isoformat(),
    }


@transaction.atomic
def split(*, merge: Merge, now: datetime) -> Problem:
    """Undo a merge: what moved goes home, what was there twice is there twice again."""
    if merge.undone_at is not None:
        raise CannotMerge
    absorbed = Problem.objects.select_for_update().get(pk=merge.absorbed_id)
    standing = queries.find_standing(merge.kept)
    Flag.objects.filter(pk__in=merge.moved, problem=standing).update(problem=absorbed)
    rows = [Flag(problem=absorbed, **{**row, "at": datetime.fromisoformat(row["at"])}) for row in merge.dropped]
    Flag.objects.bulk_create(rows, ignore_conflicts=True)
    for name, all_of in COMING_HOME.items():
        all_of.filter(problem=standing, pk__in=merge.rows.get(name, [])).update(problem=absorbed)
    OwnerRequest.objects.filter(pk__in=merge.rows.get("let_go", [])).update(dropped_at=None)
    OwnerLink.objects.filter(pk__in=merge.rows.get("revoked", [])).update(revoked_at=None)
    _take_back_owners(merge, now)
    absorbed.merged_into = None
    absorbed.save(update_fields=["merged_into"])
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    match_contacts()
    events.record("problem.split", about=standing, absorbed=absorbed.pk)
    return absorbed


def _take_back_owners(merge: Merge, now: datetime) -> None:
    """Whoever took it on in the meantime did so: that is ended, not forgotten."""
    made = Ownership.objects.filter(pk__in=merge.rows.get("made", []))
    took_on = made.filter(accepted_at__gt=merge.at)
    took_on.filter(until=None).update(until=now)
    made.exclude(pk__in=took_on.values("pk")).delete()
    Ownership.objects.filter(pk__in=merge.rows.get("ended", [])).update(until=None)


@transaction.atomic
def part(
    *,
    problem: Problem,
    contacts: Collection[int],
    title_nl: str = "",
    title_en: str = "",
    agent: Agent | None,
    now: datetime,
) -> Parting:
    """Make a problem of its own of these contacts, with the same reason, process and owners; the rest stays."""
    locked = Problem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    flags = Flag.objects.filter(problem=locked, contact__in=contacts)
    matched = list(Match.objects.filter(problem=locked, contact__in=contacts).values_list("contact", flat=True))
    matched = [contact for contact in matched if not flags.filter(contact=contact).exists()]
    if not flags.exists() and not matched:
        raise NothingToPart
    made = make_problem(
        title_nl=title_nl,
        title_en=title_en,
        reason=locked.reason,
        process=locked.process,
        step=locked.step,
        now=now,
    )
    for one in locked.ownerships.filter(until=None):
        Ownership.objects.create(problem=made, owner=one.owner, share=one.share, since=now)
    moved = _move(flags, made)
    fresh = _flag_each(matched, made, agent, now)
    Match.objects.filter(contact__in=matched).delete()
    parting = Parting.objects.create(problem=locked, made=made, moved=moved, fresh=fresh, at=now)
    events.record("problem.parted", about=locked, made=made.pk, contacts=len(moved) + len(fresh))
    return parting


def _flag_each(contacts: Iterable[int], made: Problem, agent: Agent | None, now: datetime) -> list[int]:
    """A rule speaks for the whole problem; these belong elsewhere because a person says so."""
    kept = Contact.objects.filter(pk__in=list(contacts))
    return [
        flag.pk
        for flag in Flag.objects.bulk_create(Flag(contact=one, problem=made, agent=agent, at=now) for one in kept)
    ]


@transaction.atomic
def unpart(*, parting: Parting, now: datetime) -> Problem:
    """Undo a parting: the contacts go home, and the problem that it made is gone unless it has got more since."""
    if parting.undone_at is not None or parting.made is None:
        raise CannotMerge
    made = queries.find_standing(parting.made)
    Flag.objects.filter(pk__in=parting.fresh, problem=made).delete()
    Flag.objects.filter(pk__in=parting.moved, problem=made).update(problem=parting.problem)
    parting.undone_at = now
    parting.save(update_fields=["undone_at"])
    if made.pk == parting.made_id and not made.flags.exists() and not _is_worked_on(made):
        forget_cause(problem=made)
    match_contacts()
    events.record("problem.unparted", about=parting.problem, made=made.pk)
    return parting.problem


def _is_worked_on(problem: Problem) -> bool:
    return any(
        rows.exists() for rows in (problem.actions, problem.fixes, problem.answers, problem.notes, problem.hypotheses)
    )
