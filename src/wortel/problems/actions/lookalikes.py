"""Gathering what looks like one cause, and doing what people say about it."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from wortel.accounts.models import Agent
from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.jobs.actions import advance, begin_progress, finish_progress
from wortel.problems import queries
from wortel.problems.actions.causes import forget_cause, make_fresh
from wortel.problems.actions.merging import merge, split
from wortel.problems.models import Alike, Flag, Gathering, LookAlike, LookAlikeAnswer, Merge, Problem
from wortel.problems.queries.lookalikes import Found

LABEL_NL, LABEL_EN = "Meldingen worden vergeleken", "Reports are being compared"
LONG = 2_000
SAME = 0.5


class GroupAnswered(Exception):
    """Somebody said something to this group in the meantime."""


class NobodyChosen(ValueError):
    """At least two contacts make one cause."""


def gather_look_alikes(*, now: datetime) -> int:
    """Look again at everything that stands loose, when something changed; gives how many groups wait."""
    mark, latest = queries.mark_of_loose(now), queries.latest_gathering()
    if latest and latest.mark == mark:
        return latest.groups
    contacts, found = _find(now)
    return _keep(found, contacts, mark, now)


def _find(now: datetime) -> tuple[int, list[Found]]:
    """Long work shows how far it is; stopping it leaves what was found before."""
    total = queries.list_loose(now).count()
    if total < LONG:
        return queries.gather(now)
    progress = begin_progress(name="look-alikes", label_nl=LABEL_NL, label_en=LABEL_EN, total=total, now=now)
    try:
        return queries.gather(now, lambda done: advance(progress=progress, done=done))
    finally:
        finish_progress(progress=progress, now=now)


@transaction.atomic
def _keep(found: list[Found], contacts: int, mark: str, now: datetime) -> int:
    """What was proposed and is found again keeps its place; what is not found any more is withdrawn."""
    known = {group.pk: group for group in LookAlike.objects.unanswered().select_for_update(of=("self",))}
    members: dict[int, set[int]] = {pk: set() for pk in known}
    for group_pk, contact in Alike.objects.filter(group__in=known).values_list("group", "contact"):
        members[group_pk].add(contact)
    for one in found:
        fresh = set(one.group.members)
        same = next((pk for pk, before in members.items() if len(fresh & before) >= SAME * len(before)), None)
        group = known.pop(same) if same is not None else LookAlike(found_at=now, grown_at=now)
        before = members.pop(same, set()) if same is not None else set()
        _write(group, one, is_grown=bool(fresh - before), now=now)
    LookAlike.objects.filter(pk__in=known).update(withdrawn_at=now)
    Gathering.objects.all().delete()
    Gathering.objects.create(at=now, contacts=contacts, groups=len(found), mark=mark)
    return len(found)


def _write(group: LookAlike, found: Found, *, is_grown: bool, now: datetime) -> None:
    why = found.group.why
    group.reason_id = int(why.reason) if why.reason else None
    group.likely, group.score = found.likely, found.group.score
    group.why = {
        "with_reason": why.with_reason,
        "facts": why.facts,
        "words": why.words,
        "first": str(why.first),
        "latest": str(why.latest),
    }
    group.grown_at = now if is_grown else group.grown_at
    group.save()
    left_out = dict(group.alikes.exclude(left_out_at=None).values_list("contact", "left_out_at"))
    group.alikes.all().delete()
    Alike.objects.bulk_create(
        [
            Alike(group=group, contact_id=key, place=place, left_out_at=left_out.get(key))
            for place, key in enumerate(found.group.members)
        ]
    )


@transaction.atomic
def join_alikes(
    *, group: LookAlike, chosen: Collection[int], into: Problem | None, agent: Agent | None, now: datetime
) -> LookAlikeAnswer:
    """One cause: the chosen contacts meet in it, loose reports become part of it, the others are left out."""
    _lock_unanswered(group)
    contacts = Contact.objects.filter(alikes__group=group, pk__in=chosen).order_by("alikes__place")
    if len(contacts) < 2:
        raise NobodyChosen
    loose = _list_whole_reports(contacts)
    kept = queries.find_standing(into) if into else None
    made = None
    if kept is None:
        kept, loose = (loose[0], loose[1:]) if loose else (None, [])
    if kept is None:
        kept = made = make_fresh(contact=contacts[0], reason=group.reason, now=now)
    merges = [merge(kept=kept, absorbed=one, now=now).pk for one in loose if one.pk != kept.pk]
    moved = _move_reports(contacts, kept)
    flags = _flag_each(contacts, kept, agent, now)
    group.alikes.exclude(contact__in=contacts).update(left_out_at=now)
    answer = LookAlikeAnswer.objects.create(
        group=group,
        kind=LookAlikeAnswer.Kind.JOINED,
        problem=kept,
        agent=agent,
        at=now,
        done={"made": made.pk if made else None, "merges": merges, "moved": moved, "flags": flags},
    )
    events.record("look_alikes.joined", about=kept, group=group.pk, contacts=len(contacts), merged=len(merges))
    return answer


def _lock_unanswered(group: LookAlike) -> None:
    if not LookAlike.objects.unanswered().select_for_update(of=("self",)).filter(pk=group.pk).exists():
        raise GroupAnswered


def _list_whole_reports(contacts: Iterable[Contact]) -> list[Problem]:
    """Loose causes of which every contact was chosen, the one with most contacts and then the oldest first."""
    chosen = {contact.pk for contact in contacts}
    loose = queries.find_loose_problems().filter(flags__contact__in=chosen).distinct().values("pk")
    problems = Problem.objects.filter(pk__in=loose).annotate(n=Count("flags")).order_by("-n", "opened_at", "pk")
    return [one for one in problems if set(one.flags.values_list("contact", flat=True)) <= chosen]


def _move_reports(contacts: Iterable[Contact], kept: Problem) -> list[list[int]]:
    """A report of a chosen contact under a loose cause that keeps other contacts: it moves, so that it counts once."""
    said = Flag.objects.filter(problem=kept, contact__in=contacts).values("contact")
    loose = Problem.objects.filter(pk__in=queries.find_loose_problems().values("pk")).exclude(pk=kept.pk)
    reports = Flag.objects.filter(contact__in=contacts, problem__in=loose, kind=Flag.Kind.CAUSE)
    moving = reports.exclude(contact__in=said).order_by("contact", "pk").distinct("contact")
    moved = [[flag.pk, flag.problem_id] for flag in moving]
    Flag.objects.filter(pk__in=[pk for pk, _ in moved]).update(problem=kept)
    return moved


def _flag_each(contacts: Iterable[Contact], kept: Problem, agent: Agent | None, now: datetime) -> list[int]:
    said = set(Flag.objects.filter(problem=kept, contact__in=contacts).values_list("contact", flat=True))
    fresh = [Flag(contact=one, problem=kept, agent=agent, at=now) for one in contacts if one.pk not in said]
    return [flag.pk for flag in Flag.objects.bulk_create(fresh, batch_size=2_000)]


@transaction.atomic
def refuse_alikes(*, group: LookAlike, agent: Agent | None, now: datetime) -> LookAlikeAnswer:
    """Not the same: these are not proposed together again."""
    _lock_unanswered(group)
    answer = LookAlikeAnswer.objects.create(
        group=group, kind=LookAlikeAnswer.Kind.REFUSED, agent=agent, at=now, done={}
    )
    events.record("look_alikes.refused", about=group, contacts=group.alikes.count())
    return answer


@transaction.atomic
def undo_alikes(*, answer: LookAlikeAnswer, now: datetime) -> LookAlike:
    """As if nothing had been said: reports stand apart again, and what joining made is gone."""
    locked = LookAlikeAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if locked.undone_at is not None:
        raise GroupAnswered
    Flag.objects.filter(pk__in=locked.done.get("flags", [])).delete()
    for flag, problem in locked.done.get("moved", []):
        Flag.objects.filter(pk=flag).update(problem=problem)
    for merged in Merge.objects.filter(pk__in=locked.done.get("merges", []), undone_at=None).order_by("-pk"):
        split(merge=merged, now=now)
    made = Problem.objects.filter(pk=locked.done.get("made")).first() if locked.done.get("made") else None
    if made and not made.flags.exists():
        forget_cause(problem=made)
    locked.group.alikes.update(left_out_at=None)
    locked.undone_at = now
    locked.save(update_fields=["undone_at"])
    events.record("look_alikes.undone", about=locked.group, answer=locked.kind)
    return locked.group
