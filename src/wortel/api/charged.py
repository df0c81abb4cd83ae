"""What stands in the ledger, and what owners were told: the same figures as the pages and the letters."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import Http404
from ninja import Schema

from wortel.api.shown import LineOut
from wortel.problems import queries
from wortel.problems.models import Entry, Posting, Statement
from wortel.problems.queries import Charge


class EntryOut(Schema):
    """One entry. What stands is neither reversed nor a reversal."""

    id: int
    posting: int
    kind: str
    at: datetime
    why: str
    charged_to: str
    line: str
    contacts: int
    minutes: float
    eur: float
    share: float
    reverses: int | None


class LedgerOut(Schema):
    """A month: its lines as they stand, and how they came to stand so. Without `closed_at` it can still change."""

    month: str
    closed_at: datetime | None
    differs: bool
    lines: list[LineOut]
    entries: list[EntryOut]


class StatementOut(Schema):
    owner: str
    month: str
    stage: str
    customers: int
    contacts: int
    eur: float
    sent_at: datetime | None
    opened_at: datetime | None
    object_until: date | None
    lines: list[LineOut]


class StatementsOut(Schema):
    items: list[StatementOut]


def ledger_of(month: str) -> dict[str, Any]:
    """The entries that stand, or while the month is open what was last counted."""
    charges, closing = queries.list_charges(month), queries.find_closing(month)
    if not charges:
        raise Http404
    entries = Entry.objects.filter(posting__month=month).select_related("posting").order_by("pk")
    return {
        "month": month,
        "closed_at": closing.at if closing else None,
        "differs": bool(queries.list_differences(month)),
        "lines": [_line(one) for one in charges],
        "entries": [_entry(one, one.posting) for one in entries],
    }


def statements_of(month: str, now: datetime) -> dict[str, Any]:
    """One for every owner with a line, sent or not; none while the month is open."""
    return {"items": [_statement(one, now) for one in queries.list_statements(month)]}


def _statement(statement: Statement, now: datetime) -> Mapping[str, Any]:
    letter = queries.write_letter(statement.owner, statement.month, now)
    charges = [one for one in queries.list_charges(statement.month) if one.owner == statement.owner_id]
    names = ("month", "customers", "sent_at", "opened_at", "object_until")
    return {
        **{name: getattr(statement, name) for name in names},
        "owner": statement.owner.name,
        "stage": letter.stage.value,
        "contacts": letter.contacts,
        "eur": letter.cents / 100,
        "lines": [_line(one) for one in charges],
    }


def _line(charge: Charge) -> Mapping[str, Any]:
    return {
        "charged_to": charge.charged_to,
        "line": charge.line,
        "contacts": charge.contacts,
        "minutes": float(charge.minutes),
        "eur": charge.cents / 100,
        "share": float(charge.share),
    }


def _entry(entry: Entry, posting: Posting) -> Mapping[str, Any]:
    line = _line(queries.as_charge(entry))
    known = {"id": entry.pk, "posting": posting.pk, "kind": posting.kind, "at": posting.at, "why": posting.why}
    return {**line, **known, "reverses": entry.reverses_id}
