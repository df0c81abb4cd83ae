"""Saying what caused a contact: one keystroke, no form, and undo."""

import secrets
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import translation
from django.utils.text import slugify

from wortel.accounts.models import Agent
from wortel.contacts.actions import keep_readable
from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.problems import queries, rules
from wortel.problems.models import Flag, Ownership, Problem, Process, Step
from wortel.reasons import queries as reasons
from wortel.reasons.models import Reason

WHOLE = Decimal(1)


@transaction.atomic
def flag_cause(
    *,
    contact: Contact,
    problem: Problem,
    agent: Agent | None,
    now: datetime,
    kind: str = Flag.Kind.CAUSE,
    share: Decimal | int = WHOLE,
    source: str = Flag.Source.PERSON,
) -> Flag:
    """Record that this contact was answered while its cause remains; saying it twice changes nothing."""
    standing = queries.find_standing(problem)
    flag, is_new = Flag.objects.get_or_create(
        contact=contact,
        problem=standing,
        defaults={"kind": kind, "share": share, "agent": agent, "source": source, "at": now},
    )
    if is_new or (flag.kind, flag.share) != (kind, share):
        flag.kind, flag.share = kind, Decimal(share)
        flag.save(update_fields=["kind", "share"])
        events.record("cause.flagged", about=standing, contact=contact.pk, flag=flag.pk, link=kind, share=str(share))
    return flag


@transaction.atomic
def report_cause(*, contact: Contact, agent: Agent | None, now: datetime) -> Flag:
    """Report that the cause remains without any form: under the proposed problem, or a fresh one."""
    problem = queries.propose_for(contact) or _find_or_make(contact, now)
    return flag_cause(contact=contact, problem=problem, agent=agent, now=now)


def _find_or_make(contact: Contact, now: datetime) -> Problem:
    """Two colleagues who report the same new cause at once must meet in one problem, so the second waits and looks."""
    given = reasons.find_given(contact)
    if given:
        Reason.objects.select_for_update(no_key=True).get(pk=given.reason_id)
        if proposed := queries.propose_for(contact):
            return proposed
    return make_fresh(contact=contact, reason=given.reason if given else None, now=now)


def make_fresh(*, contact: Contact, reason: Reason | None, now: datetime) -> Problem:
    """A new problem with a title and an owner that nobody had to type."""
    subject = rules.subject_of(contact.subject, contact.text) if keep_readable(contacts=[contact], now=now) else ""
    labels = (reason.label_nl, reason.label_en) if reason else ("", "")
    taken_nl = Problem.objects.standing().filter(title_nl__startswith=labels[0]).values_list("title_nl", flat=True)
    title_nl = rules.title_from(labels[0] or (reason.label if reason else ""), subject, taken_nl) or nameless()
    title_en = rules.title_from(labels[1], subject, [labels[1]] if title_nl != labels[0] else []) if labels[1] else ""
    place = queries.find_likely_place(reason)
    problem = make_problem(
        title_nl=title_nl,
        title_en=title_en,
        reason=reason,
        process=place.process,
        step=place.step,
        code=_free_code(labels[0] or labels[1]),
        now=now,
    )
    if problem.answerer:
        Ownership.objects.create(problem=problem, owner=problem.answerer, since=now)
    return problem


def nameless() -> str:
    with translation.override("nl"):
        return translation.gettext("Cause without a name")


@transaction.atomic
def make_problem(
    *,
    title_nl: str = "",
    title_en: str = "",
    summary_nl: str = "",
    summary_en: str = "",
    reason: Reason | None = None,
    process: Process | None = None,
    step: Step | None = None,
    code: str = "",
    now: datetime,
) -> Problem:
    problem = Problem.objects.create(
        code=code or _free_code(title_nl or title_en),
        title_nl=title_nl,
        title_en=title_en,
        summary_nl=summary_nl,
        summary_en=summary_en,
        reason=reason,
        process=process,
        step=step,
        opened_at=now,
    )
    events.record("problem.made", about=problem)
    return problem


def _free_code(title: str) -> str:
    """A code that people can read in a ledger; a few random signs when the words are taken."""
    words = slugify(title)[:60].strip("-") or "p"
    return f"{words}-{secrets.token_hex(4)}" if Problem.objects.filter(code=words).exists() else words


@transaction.atomic
def unflag(*, flag: Flag) -> None:
    """Take a report back; a problem that only this report made, and that nobody touched, goes with it."""
    problem = flag.problem
    is_own = _is_untouched(problem, flag)
    events.record("cause.unflagged", about=problem, contact=flag.contact_id, flag=flag.pk, link=flag.kind)
    flag.delete()
    if is_own:
        forget_cause(problem=problem)


def _is_untouched(problem: Problem, flag: Flag) -> bool:
    if problem.opened_at != flag.at or problem.flags.exclude(pk=flag.pk).exists():
        return False
    touched = (problem.links, problem.answers, problem.actions, problem.fixes, problem.closures, problem.absorbed)
    thought_about = (problem.notes, problem.hypotheses, problem.standings)
    return not any(rows.exists() for rows in (*touched, *thought_about))


@transaction.atomic
def forget_cause(*, problem: Problem) -> None:
    """Remove a problem that never came to anything; the events stay."""
    events.record("problem.forgotten", about=problem, code=problem.code, title=problem.title)
    problem.delete()
