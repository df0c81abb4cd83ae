"""What colleagues and customers said of a contact: its reason, outcome, cause, missing means and scores.

What somebody said on screen is not undone by a file that knows less.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from wortel.cases.models import Outcome
from wortel.contacts.models import Contact
from wortel.journey.bring_in.change import find_or_make, put, rows_of, update_all
from wortel.problems.models import Flag, Problem
from wortel.quality.models import Answer
from wortel.reasons.models import GivenReason, Reason, Source
from wortel.signals.models import Kind, Lack, Signal

IMPORTED = {"from": "file"}


@dataclass(frozen=True, slots=True)
class Told:
    """None, or a key that is absent, means that the file does not say; empty means that it says: nothing."""

    reason: str | None
    problem: str | None
    outcome: Mapping[str, bool | None]
    lacked: frozenset[str] | None
    scores: Mapping[str, int | None]
    is_fed_up: bool | None = None


type Pairs = Sequence[tuple[Contact, Told]]


def write(pairs: Pairs) -> list[set[str]]:
    """Keep what was told, and say for each contact what differs from before."""
    changed: dict[int, set[str]] = {contact.pk: set() for contact, _ in pairs}
    steps: list[tuple[str, Callable[[Pairs], Iterable[int]]]] = [
        ("reason", _give_reasons),
        ("problem", _link_problems),
        ("outcome", _wrap_up),
        ("lacked", _mark_lacks),
        ("fed_up", _mark_fed_up),
        ("survey", _keep_scores),
    ]
    for name, step in steps:
        for contact_id in step(pairs):
            changed[contact_id].add(name)
    return [changed[contact.pk] for contact, _ in pairs]


def at(contact: Contact) -> datetime:
    return contact.ended_at or contact.started_at


def _give_reasons(pairs: Pairs) -> set[int]:
    saying = [(contact, told.reason) for contact, told in pairs if told.reason is not None]
    ids = find_or_make(Reason, "code", (reason or "" for _, reason in saying))
    given = _by_contact(GivenReason, saying)
    fresh, amended, dropped = [], [], []
    for contact, reason in saying:
        row = given.get(contact.pk)
        if row is None and reason:
            made = GivenReason(contact=contact, reason_id=ids[reason], source=Source.IMPORTED, at=contact.started_at)
            fresh.append(made)
        elif row is not None and row.source != Source.CONFIRMED:
            if not reason:
                dropped.append(row)
            elif put(row, {"reason_id": ids[reason], "source": Source.IMPORTED}):
                amended.append(row)
    GivenReason.objects.bulk_create(fresh)
    update_all(GivenReason, [(row, ["reason", "source"]) for row in amended])
    GivenReason.objects.filter(pk__in=[row.pk for row in dropped]).delete()
    return {row.contact_id for row in (*fresh, *amended, *dropped)}


def _link_problems(pairs: Pairs) -> set[int]:
    saying = [(contact, told.problem) for contact, told in pairs if told.problem is not None]
    if not saying:
        return set()
    earliest = min(contact.started_at for contact, _ in saying)
    ids = find_or_make(Problem, "code", (problem or "" for _, problem in saying), opened_at=earliest)
    flags = {(flag.contact_id, flag.problem_id): flag for flag in _flags_of(saying)}
    wanted = {(contact.pk, ids[problem]): contact for contact, problem in saying if problem}
    fresh = [
        Flag(contact=contact, problem_id=problem_id, source=Flag.Source.IMPORTED, at=contact.started_at)
        for (pk, problem_id), contact in wanted.items()
        if (pk, problem_id) not in flags
    ]
    dropped = [flag for key, flag in flags.items() if key not in wanted and flag.source == Flag.Source.IMPORTED]
    Flag.objects.filter(pk__in=[flag.pk for flag in dropped]).delete()
    Flag.objects.bulk_create(fresh)
    return {flag.contact_id for flag in (*fresh, *dropped)}


def _flags_of(saying: Sequence[tuple[Contact, Any]]) -> Iterable[Flag]:
    return Flag.objects.filter(contact__in=[contact.pk for contact, _ in saying])


def _wrap_up(pairs: Pairs) -> set[int]:
    saying = [(contact, told.outcome) for contact, told in pairs if told.outcome]
    outcomes = _by_contact(Outcome, saying)
    fresh, amended = [], []
    for contact, said in saying:
        values = {f"is_{name}": value for name, value in said.items()}
        row = outcomes.get(contact.pk)
        if row is None and any(value is not None for value in values.values()):
            fresh.append(Outcome(contact=contact, at=at(contact), **values))
        elif row is not None and row.agent_id is None and put(row, values):
            amended.append(row)
    Outcome.objects.bulk_create(fresh)
    update_all(Outcome, [(row, ["is_solved", "is_cause_open"]) for row in amended])
    return {row.contact_id for row in (*fresh, *amended)}


def _mark_lacks(pairs: Pairs) -> set[int]:
    saying = [(contact, told.lacked) for contact, told in pairs if told.lacked is not None]
    standing: dict[tuple[int, str], Lack] = {
        (row.contact_id, row.means): row
        for row in Lack.objects.filter(contact__in=[contact.pk for contact, _ in saying])
    }
    wanted = {(contact.pk, means): contact for contact, lacked in saying for means in lacked}
    fresh = [
        Lack(contact=contact, means=means, at=at(contact))
        for (pk, means), contact in wanted.items()
        if (pk, means) not in standing
    ]
    dropped = [row for key, row in standing.items() if key not in wanted and row.agent_id is None]
    Lack.objects.filter(pk__in=[row.pk for row in dropped]).delete()
    Lack.objects.bulk_create(fresh)
    return {row.contact_id for row in (*fresh, *dropped)}


def _mark_fed_up(pairs: Pairs) -> set[int]:
    """What was said on screen stands; of a file only what it said itself is taken back by a later one."""
    saying: dict[int | None, tuple[Contact, bool]] = {
        contact.pk: (contact, told.is_fed_up) for contact, told in pairs if told.is_fed_up is not None
    }
    marks = Signal.objects.filter(kind=Kind.FED_UP, contact__in=saying)
    seen = {mark.contact_id: mark for mark in marks.order_by("pk")}
    fresh = [
        Signal(kind=Kind.FED_UP, contact=contact, about=f"contact {pk}", at=contact.started_at, evidence=IMPORTED)
        for pk, (contact, is_fed_up) in saying.items()
        if is_fed_up and pk not in seen
    ]
    gone = [mark for pk, mark in seen.items() if not saying[pk][1] and mark.evidence == IMPORTED]
    Signal.objects.filter(pk__in=[mark.pk for mark in gone]).delete()
    Signal.objects.bulk_create(fresh)
    return {mark.contact_id for mark in (*fresh, *gone) if mark.contact_id}


def _keep_scores(pairs: Pairs) -> set[int]:
    saying = [(contact, told.scores) for contact, told in pairs if told.scores]
    rows = Answer.objects.filter(contact__in=[contact.pk for contact, _ in saying])
    standing = {(row.contact_id, row.question): row for row in rows}
    fresh, amended, dropped = [], [], []
    for contact, scores in saying:
        for question, score in scores.items():
            row = standing.get((contact.pk, question))
            if row is None and score is not None:
                fresh.append(Answer(contact=contact, question=question, score=score, at=at(contact)))
            elif row is not None and score is None:
                dropped.append(row)
            elif row is not None and put(row, {"score": score}):
                amended.append(row)
    Answer.objects.filter(pk__in=[row.pk for row in dropped]).delete()
    Answer.objects.bulk_create(fresh)
    update_all(Answer, [(row, ["score"]) for row in amended])
    return {row.contact_id for row in (*fresh, *amended, *dropped)}


def _by_contact[Row: models.Model](model: type[Row], saying: Sequence[tuple[Contact, Any]]) -> dict[int, Row]:
    """The one row of each contact in a table that has one at most."""
    rows = rows_of(model).filter(contact__in=[contact.pk for contact, _ in saying])
    return {getattr(row, "contact_id"): row for row in rows}  # noqa: B009 (each of these tables has it; the type does not)
