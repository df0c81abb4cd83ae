"""Telling owners what a month cost: proposed when it is closed, sent after a look, more serious only by choice."""

from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.actions.entrances import open_whole_entrance
from wortel.problems.actions.mailing import language_of, write
from wortel.problems.models import Accountable, ProcessOwner, Stage, Statement

OBJECTION_DAYS = 10


class PartnerGetsNoInvoice(ValueError):
    """A partner may dispute a claim under a contract; nothing is booked at another company."""


class NobodyToSendTo(Exception):
    """The owner has nobody with a mail address, or we have no mailbox to send from."""


@transaction.atomic
def choose_stage(
    *, kind: str, owner: ProcessOwner | None = None, is_sent_by_itself: bool = False, by: str, now: datetime
) -> Stage:
    """From now on costs are shown, shown as an invoice, or really booked: for everybody, or for one owner."""
    if owner is not None and owner.is_partner and kind == Stage.Kind.BOOKING:
        raise PartnerGetsNoInvoice
    stage = Stage.objects.create(
        owner=owner, kind=kind, is_sent_by_itself=is_sent_by_itself and owner is None, by=by, at=now
    )
    events.record("stage.chosen", about=stage, stage=kind, owner=owner.name if owner else "")
    return stage


def propose_statements(*, month: str, now: datetime) -> list[Statement]:
    """One for every owner that has a line; whoever had one keeps it, with the customers as they are counted now."""
    owners = {one.owner for one in queries.list_standing(month) if one.owner}
    return [_propose(owner, month, now) for owner in owners]


def _propose(owner: ProcessOwner, month: str, now: datetime) -> Statement:
    counted = {"customers": queries.count_customers(owner, month)}
    statement, _ = Statement.objects.update_or_create(
        owner=owner, month=month, defaults=counted, create_defaults={**counted, "made_at": now}
    )
    return statement


def send_statements(*, month: str, by: str, now: datetime) -> list[Statement]:
    """Send all that were not sent yet; who cannot be reached stays on the list."""
    sent = []
    for statement in queries.list_statements(month):
        if statement.sent_at is None and queries.find_reader(statement, now):
            sent.append(send_statement(statement=statement, by=by, now=now))
    return sent


@transaction.atomic
def send_statement(*, statement: Statement, by: str, now: datetime) -> Statement:
    """Mail the letter to whoever answers, with a link of their own; from now on it is as serious as it says."""
    person = queries.find_reader(statement, now)
    if person is None:
        raise NobodyToSendTo
    entrance = open_whole_entrance(owner=statement.owner, person=person, now=now)
    statement.person, statement.link = person, entrance.link
    statement.stage = queries.find_stage(statement.owner)
    statement.object_until = queries.due_day(now, OBJECTION_DAYS)
    statement.sent_at, statement.sent_by = now, by
    statement.save()
    _mail(statement, person, entrance.token, now)
    events.record("statement.sent", about=statement, month=statement.month, owner=statement.owner.name)
    return statement


def mark_read(*, statement: Statement, now: datetime) -> None:
    """Remember when the owner first opened it."""
    if Statement.objects.filter(pk=statement.pk, opened_at=None).update(opened_at=now):
        events.record("statement.opened", about=statement, month=statement.month)


def _mail(statement: Statement, person: Accountable, token: str, now: datetime) -> None:
    with translation.override(language_of(person)):
        letter = queries.write_letter(statement.owner, statement.month, now)
        address = urljoin(settings.PUBLIC_URL, reverse("owner-statement", args=[token, statement.month]))
        words: dict[str, object] = {"letter": letter, "address": address, "until": queries.today(_end(statement))}
        if write(person=person, kind="statement", words=words, now=now) is None:
            raise NobodyToSendTo


def _end(statement: Statement) -> datetime:
    assert statement.link is not None
    return statement.link.expires_at
