"""Settling a month: its lines become entries, and whatever is corrected later is reversed and entered anew."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from wortel.events import actions as events
from wortel.metrics.models import StoredMonth
from wortel.problems import queries
from wortel.problems.actions.statements import propose_statements
from wortel.problems.models import Entry, Objection, Posting
from wortel.problems.queries.charging import as_charge, line_of
from wortel.problems.rules.charging import Charge, cut_down, find_differences


class MonthNotOver(Exception):
    """A month is settled when it has ended and was counted since."""


class MonthClosedAlready(Exception):
    """A month is closed once; afterwards it is corrected."""


class MonthStillOpen(Exception):
    """Nothing can be corrected in a month that is not closed."""


class NothingToCorrect(Exception):
    """What stands is what the facts say."""


@transaction.atomic
def close_month(*, month: str, by: str, now: datetime) -> Posting:
    """Freeze the lines of a month that is over, as they were last counted."""
    kept = StoredMonth.objects.select_for_update().filter(month=month).first()
    if kept is None or not queries.is_over(kept, now):
        raise MonthNotOver(month)
    if queries.find_closing(month):
        raise MonthClosedAlready(month)
    posting = Posting.objects.create(month=month, kind=Posting.Kind.CLOSING, by=by, at=now, as_of=kept.as_of)
    _enter(posting, [], queries.list_due(month))
    propose_statements(month=month, now=now)
    events.record("month.closed", about=posting, month=month)
    return posting


@transaction.atomic
def correct_month(*, month: str, why: str, by: str, now: datetime) -> Posting:
    """Reverse the lines that no longer hold and enter what holds now."""
    kept = StoredMonth.objects.select_for_update().filter(month=month).first()
    if kept is None or not queries.find_closing(month):
        raise MonthStillOpen(month)
    return _post(kept, queries.list_due(month), why=why, by=by, now=now)


@transaction.atomic
def cut_line(*, objection: Objection, right: Decimal, why: str, by: str, now: datetime) -> Posting:
    """Leave an owner the right share of one line, and nothing else: other differences are another correction."""
    month = objection.statement.month
    kept = StoredMonth.objects.select_for_update().get(month=month)
    standing = [as_charge(one) for one in queries.list_standing(month)]
    return _post(kept, cut_down(standing, line_of(objection), right), why=why, by=by, now=now)


def _post(kept: StoredMonth, due: Sequence[Charge], *, why: str, by: str, now: datetime) -> Posting:
    """Make what stands into what is due."""
    standing = {as_charge(one).key: one for one in queries.list_standing(kept.month)}
    changed = find_differences([as_charge(one) for one in standing.values()], due)
    if not changed:
        raise NothingToCorrect(kept.month)
    posting = Posting.objects.create(
        month=kept.month, kind=Posting.Kind.CORRECTION, why=why.strip(), by=by, at=now, as_of=kept.as_of
    )
    reversals = [standing[one.before.key] for one in changed if one.before]
    _enter(posting, reversals, [one.after for one in changed if one.after])
    propose_statements(month=kept.month, now=now)
    events.record("month.corrected", about=posting, month=kept.month, why=why, lines=len(changed))
    return posting


def _enter(posting: Posting, reversals: Sequence[Entry], charges: Sequence[Charge]) -> None:
    taken_back = [_entry(posting, as_charge(one).reversed(), one) for one in reversals]
    Entry.objects.bulk_create([*taken_back, *(_entry(posting, charge) for charge in charges)])


def _entry(posting: Posting, charge: Charge, reverses: Entry | None = None) -> Entry:
    return Entry(
        posting=posting,
        charged_to=charge.charged_to,
        owner_id=charge.owner,
        line=charge.line,
        contacts=charge.contacts,
        minutes=charge.minutes,
        cents=charge.cents,
        share=charge.share,
        reverses=reverses,
    )
