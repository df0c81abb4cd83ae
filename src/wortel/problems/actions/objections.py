"""An owner says that a line is wrong: a sample of its contacts settles it, and the ledger follows."""

import random
from contextlib import suppress
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.actions.charging import NothingToCorrect, correct_month, cut_line
from wortel.problems.actions.mailing import language_of, write
from wortel.problems.models import Objection, Problem, Sampled, Statement

SAMPLE = 20
DECISION_DAYS = 10


class ObjectionTooLate(Exception):
    """The term of ten working days has passed."""


class ObjectedAlready(Exception):
    """This line is being looked at."""


class NothingCharged(Exception):
    """The statement has no such line."""


class NotDecidable(ValueError):
    """Every contact of the sample is judged first, and the owner gets a sentence to read."""


@transaction.atomic
def object_to(*, statement: Statement, problem: Problem, why: str, by: str, now: datetime) -> Objection:
    """Contest one line and draw its sample. The draw depends on the line alone: asking again gives the same one."""
    if statement.object_until and queries.today(now) > statement.object_until:
        raise ObjectionTooLate
    if queries.find_objection(statement, problem):
        raise ObjectedAlready
    contacts = queries.list_charged(problem, statement.month)
    letter = queries.write_letter(statement.owner, statement.month, now)
    if not contacts or problem not in [line.problem for line in letter.lines]:
        raise NothingCharged
    objection = Objection.objects.create(
        statement=statement,
        problem=problem,
        why=why.strip(),
        by=by,
        at=now,
        due_on=queries.due_day(now, DECISION_DAYS),
        seed=f"{statement.owner_id}/{statement.month}/{problem.pk}",
    )
    drawn = random.Random(objection.seed).sample(contacts, min(SAMPLE, len(contacts)))  # noqa: S311 (repeatable on purpose)
    Sampled.objects.bulk_create(
        Sampled(objection=objection, contact_id=contact, place=place) for place, contact in enumerate(drawn, 1)
    )
    events.record("statement.objected", about=statement, objection=objection.pk, problem=problem.pk, why=why)
    return objection


@transaction.atomic
def judge(*, sampled: Sampled, is_right: bool | None, by: str, now: datetime) -> None:
    """Say whether this contact belongs to the line; None takes it back."""
    if not sampled.objection.is_open:
        raise NotDecidable
    sampled.is_right, sampled.judged_by = is_right, by if is_right is not None else ""
    sampled.judged_at = now if is_right is not None else None
    sampled.save(update_fields=["is_right", "judged_by", "judged_at"])
    events.record("objection.judged", about=sampled.objection, contact=sampled.contact_id, is_right=is_right)


@transaction.atomic
def decide(*, objection: Objection, outcome: str, sentence: str, by: str, now: datetime) -> Objection:
    """The line stays, or is cut down to the share that was right; the owner hears it."""
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    sample = queries.read_sample(objection)
    if not objection.is_open or not sample.is_complete or not sentence.strip():
        raise NotDecidable
    right = (Decimal(sample.right) / sample.total).quantize(Decimal("0.000001"))
    chosen = Objection.Outcome(outcome)
    if chosen is Objection.Outcome.CORRECTED:
        why = _("Objection of %(owner)s: %(sentence)s") % {
            "owner": objection.statement.owner.name,
            "sentence": sentence.strip(),
        }
        cut_line(objection=objection, right=right, why=why[:500], by=by, now=now)
    objection.outcome, objection.share_right = chosen, right
    objection.sentence, objection.decided_by, objection.decided_at = sentence.strip(), by, now
    objection.save()
    events.record("objection.decided", about=objection, outcome=chosen, right=sample.right, of=sample.total)
    _tell(objection, now)
    return objection


@transaction.atomic
def reopen_objection(*, objection: Objection, by: str, now: datetime) -> Objection:
    """Undo a decision: what was taken off the line is charged again, by a correction."""
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    was_cut = objection.outcome == Objection.Outcome.CORRECTED
    objection.outcome, objection.share_right, objection.sentence = "", None, ""
    objection.decided_by, objection.decided_at = "", None
    objection.save()
    if was_cut:
        # Somebody may have moved the contacts meanwhile: then the month stands right already.
        with suppress(NothingToCorrect):
            correct_month(month=objection.statement.month, why=_("The decision was taken back."), by=by, now=now)
    events.record("objection.reopened", about=objection)
    return objection


@transaction.atomic
def withdraw_objection(*, objection: Objection, now: datetime) -> None:
    """Undo: it was not meant. An objection that was decided is taken back first."""
    if not objection.is_open:
        raise NotDecidable
    Objection.objects.filter(pk=objection.pk).update(withdrawn_at=now)
    events.record("objection.withdrawn", about=objection)


def _tell(objection: Objection, now: datetime) -> None:
    """Whoever got the letter hears what came of the objection; without an address a colleague tells it."""
    person = queries.find_reader(objection.statement, now)
    if person is None:
        return
    with translation.override(language_of(person)):
        letter = queries.write_letter(objection.statement.owner, objection.statement.month, now)
        sample = queries.read_sample(objection)
        words = {"objection": objection, "letter": letter, "sample": sample, "by": objection.decided_by}
        write(person=person, kind="objection", words=words, now=now)
