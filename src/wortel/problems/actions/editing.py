"""Describing a problem, doing something about it, and making one of two."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.actions.matching import match_contacts
from wortel.problems.actions.notices import tell_reporters
from wortel.problems.models import Action, Flag, Match, Merge, Notice, OwnerLink, Problem, Process
from wortel.reasons.models import Reason


class CannotMerge(ValueError):
    """A problem cannot be merged into itself, or twice."""


@dataclass(frozen=True)
class Description:
    """What people write about a problem, in both languages."""

    title_nl: str
    title_en: str = ""
    summary_nl: str = ""
    summary_en: str = ""
    workaround_nl: str = ""
    workaround_en: str = ""


@transaction.atomic
def describe(*, problem: Problem, description: Description, process: Process | None, reason: Reason | None) -> Problem:
    for name, text in vars(description).items():
        setattr(problem, name, text)
    problem.process, problem.reason = process, reason
    problem.save(update_fields=[*vars(description), "process", "reason"])
    events.record("problem.described", about=problem, title=problem.title_nl)
    return problem


@transaction.atomic
def add_action(
    *,
    problem: Problem,
    lever: str,
    what: str,
    who: str = "",
    planned_on: date | None = None,
    done_on: date | None = None,
    now: datetime,
) -> Action:
    """Something done about the cause; an explanation (mitigation) softens and never closes it."""
    action = Action.objects.create(
        problem=problem, lever=Action.Lever(lever), what=what, who=who, planned_on=planned_on, done_on=done_on
    )
    events.record("action.added", about=problem, action=action.pk, lever=lever, what=what)
    if done_on and lever != Action.Lever.MITIGATION:
        tell_reporters(problem=problem, kind=Notice.Kind.FIXED, now=now)
    return action


@transaction.atomic
def finish_action(*, action: Action, on: date, now: datetime) -> Action:
    action.done_on = on
    action.save(update_fields=["done_on"])
    events.record("action.finished", about=action.problem, action=action.pk, on=str(on))
    if action.lever != Action.Lever.MITIGATION:
        tell_reporters(problem=action.problem, kind=Notice.Kind.FIXED, now=now)
    return action


@transaction.atomic
def drop_action(*, action: Action) -> None:
    events.record("action.dropped", about=action.problem, action=action.pk, what=action.what)
    action.delete()


@transaction.atomic
def merge(*, kept: Problem, absorbed: Problem, now: datetime) -> Merge:
    """Make one problem of two: every flag moves, links to the absorbed one stop, and undo brings all of it back."""
    pair = {one.pk: one for one in Problem.objects.select_for_update().filter(pk__in=[kept.pk, absorbed.pk])}
    if len(pair) < 2 or any(one.merged_into_id for one in pair.values()):
        raise CannotMerge
    flags = Flag.objects.filter(problem=absorbed)
    double = flags.filter(contact__in=Flag.objects.filter(problem=kept).values("contact"))
    dropped = [_as_row(flag) for flag in double]
    double.delete()
    moved = list(flags.values_list("pk", flat=True))
    flags.update(problem=kept)
    Match.objects.filter(problem=absorbed).update(problem=kept)
    OwnerLink.objects.filter(problem=absorbed, revoked_at=None).update(revoked_at=now)
    Problem.objects.filter(pk=absorbed.pk).update(merged_into=kept)
    done = Merge.objects.create(kept=kept, absorbed=absorbed, moved=moved, dropped=dropped, at=now)
    events.record("problem.merged", about=kept, absorbed=absorbed.pk, flags=len(moved))
    return done


def _as_row(flag: Flag) -> dict[str, object]:
    return {
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
    absorbed.merged_into = None
    absorbed.save(update_fields=["merged_into"])
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    match_contacts()
    events.record("problem.split", about=standing, absorbed=absorbed.pk)
    return absorbed
