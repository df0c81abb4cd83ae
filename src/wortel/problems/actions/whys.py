"""Writing down why, and judging what might be the cause."""

from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.events import actions as events
from wortel.problems.models import Hypothesis, Note, Problem

MOST_WHYS = 7


class NoSuchNote(ValueError):
    """There is no such branch, or the chain is not that long."""


@transaction.atomic
def write_note(*, problem: Problem, kind: str, place: int, text: str, agent: Agent | None, now: datetime) -> Note:
    """Keep one why or one branch; every earlier version stands in the events. Unchanged leaves no trace."""
    longest = MOST_WHYS if kind == Note.Kind.WHY else 1
    if kind not in Note.Kind.values or not 1 <= place <= longest:
        raise NoSuchNote(f"{kind} {place}")
    key = {"problem": problem, "kind": kind, "place": place}
    note = Note.objects.select_for_update().filter(**key).first() or Note(**key)
    before, note.text = note.text, text.strip()
    if before == note.text:
        return note
    note.by, note.at = agent.name if agent else "", now
    note.save()
    events.record("note.written", about=problem, note=kind, place=place, before=before, text=note.text)
    return note


@transaction.atomic
def add_hypothesis(*, problem: Problem, text: str, agent: Agent | None, now: datetime) -> Hypothesis:
    added = Hypothesis.objects.create(problem=problem, text=text.strip()[:500], agent=agent, at=now)
    events.record("hypothesis.added", about=problem, hypothesis=added.pk, text=added.text)
    return added


@transaction.atomic
def judge_hypothesis(*, hypothesis: Hypothesis, state: str, evidence: str, now: datetime) -> Hypothesis:
    """Supported or rejected, with where the facts stand; or to be tested again."""
    before = hypothesis.state
    hypothesis.state, hypothesis.evidence = Hypothesis.State(state), evidence
    hypothesis.judged_at = None if state == Hypothesis.State.OPEN else now
    hypothesis.save(update_fields=["state", "evidence", "judged_at"])
    events.record(
        "hypothesis.judged", about=hypothesis.problem, hypothesis=hypothesis.pk, before=before, state=state,
        evidence=evidence,
    )  # fmt: skip
    return hypothesis


@transaction.atomic
def drop_hypothesis(*, hypothesis: Hypothesis, now: datetime) -> None:
    hypothesis.dropped_at = now
    hypothesis.save(update_fields=["dropped_at"])
    events.record("hypothesis.dropped", about=hypothesis.problem, hypothesis=hypothesis.pk)


@transaction.atomic
def bring_back_hypothesis(*, hypothesis: Hypothesis) -> None:
    hypothesis.dropped_at = None
    hypothesis.save(update_fields=["dropped_at"])
    events.record("hypothesis.brought_back", about=hypothesis.problem, hypothesis=hypothesis.pk)
