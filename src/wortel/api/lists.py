"""Lists, page by page: a cursor is the place of the last row, so that nothing is given twice and nothing skipped."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Prefetch, QuerySet
from django.http import Http404

from wortel.api.rules import read_cursor, write_cursor
from wortel.api.shown import show_case, show_contact, show_figure, show_line, show_measured, show_problem
from wortel.cases.models import Case, CaseQuerySet
from wortel.contacts.models import Contact, ContactQuerySet
from wortel.metrics.queries import read_ledger, read_month
from wortel.problems.models import Effect, Flag, Problem
from wortel.problems.queries import list_cards

type Shown = Mapping[str, Any]
MOST, USUAL = 500, 100


def contacts() -> ContactQuerySet:
    named = Contact.objects.select_related("conversation__part", "customer", "order", "outcome", "given_reason__reason")
    flags = Prefetch("flags", Flag.objects.select_related("problem"))
    return named.prefetch_related("lacks", flags).with_readable().defer("words")


def cases() -> CaseQuerySet:
    return Case.objects.with_readable().select_related("customer", "team", "agent")


def problems() -> QuerySet[Problem]:
    return Problem.objects.select_related("reason")


def show_contacts(rows: list[Contact]) -> list[Shown]:
    return [show_contact(row) for row in rows]


def show_cases(rows: list[Case]) -> list[Shown]:
    return [show_case(row) for row in rows]


def show_problems(rows: list[Problem], now: datetime) -> list[Shown]:
    return [show_problem(card) for card in list_cards(rows, now)]


def effects_of(number: int) -> dict[str, Any]:
    """Every measurement of every fix that stands, newest first."""
    if not Problem.objects.filter(pk=number).exists():
        raise Http404
    measured = Effect.objects.filter(fix__problem=number, fix__withdrawn_at=None).select_related("fix")
    rows = measured.prefetch_related("fix__controls").order_by("-measured_at", "-pk")[:MOST]
    return {"items": [show_measured(row) for row in rows]}


def month_of(month: str) -> dict[str, Any]:
    """The kept figures and ledger lines of a month; a page never waits for reckoning, and neither does this."""
    kept = read_month(month)
    if kept is None:
        raise Http404
    figures = [show_figure(row) for row in sorted(kept.figures.values(), key=lambda row: row.pk)]
    ledger = [show_line(row) for row in read_ledger(month)]
    return {"month": month, "as_of": kept.as_of, "figures": figures, "ledger": ledger}


def page_of[Row: models.Model](
    rows: QuerySet[Row], show: Callable[[list[Row]], list[Shown]], *, after: str, limit: int
) -> dict[str, Any]:
    """So many rows after the cursor; one more is looked for, to know whether there is a next page."""
    found = list(rows.filter(pk__gt=read_cursor(after)).order_by("pk")[: limit + 1])
    given = found[:limit]
    return {"items": show(given), "next": write_cursor(given[-1].pk) if len(found) > limit else None}


def one_of[Row: models.Model](rows: QuerySet[Row], show: Callable[[list[Row]], list[Shown]], number: int) -> Shown:
    row = rows.filter(pk=number).first()
    if row is None:
        raise Http404
    return show([row])[0]
