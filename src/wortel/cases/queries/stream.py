"""One readable stream of a customer, over channels and cases."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice

from django.db.models import Model, QuerySet

from wortel.cases.models import Case, Promise
from wortel.contacts.models import Contact, Conversation, Note
from wortel.customers.models import Customer
from wortel.customers.queries import list_family
from wortel.orders.models import Order, ParcelStep


@dataclass(frozen=True)
class Item:
    """One thing in the stream; `row` is the model behind it, `case` the case it stands in."""

    kind: str
    at: datetime
    row: Model
    case: int | None = None


def list_stream(
    customer: Customer | None, case: Case | None = None, before: datetime | None = None, limit: int = 50
) -> list[Item]:
    """The latest things of this person and this case, oldest first as one reads them.

    Kinds: contact, note, order, parcel_step, promise, case_opened. Earlier things are asked with `before`.
    """
    family = list_family(customer) if customer else []
    threads = _threads(family, case)
    sources = [
        *_contacts(family, case, before, limit),
        _notes(threads, before, limit),
        _promises(family, case, before, limit),
        _openings(family, before, limit),
        _orders(family, before, limit),
        _steps(family, before, limit),
    ]
    newest_first = islice(_each_once(merge(*sources, key=lambda item: item.at, reverse=True)), limit)
    return list(newest_first)[::-1]


def _threads(family: list[int], case: Case | None) -> dict[int, int | None]:
    """Each conversation of the person and the case, with the case it stands in."""
    own = Conversation.objects.filter(customer__in=family)
    here = Conversation.objects.filter(part__case=case.pk) if case else own.none()
    return dict((own | here).values_list("id", "part__case"))


def _contacts(family: list[int], case: Case | None, before: datetime | None, limit: int) -> Iterator[list[Item]]:
    """By customer and by conversation apart: each is one walk along an index, together they would be a sort."""
    rows = Contact.objects.select_related("delivery", "agent", "order", "sender", "outcome", "conversation__part")
    rows = rows.defer("delivery__raw").prefetch_related("attachments").order_by("-started_at", "-id")
    if before:
        rows = rows.filter(started_at__lt=before)
    for member in family:
        yield [_said(row) for row in rows.filter(customer=member)[:limit]]
    if case is None:
        return
    for thread in case.parts.values_list("conversation_id", flat=True):
        yield [_said(row) for row in rows.filter(conversation=thread).exclude(customer__in=family)[:limit]]


def _said(row: Contact) -> Item:
    part = getattr(row.conversation, "part", None)
    return Item("contact", row.started_at, row, part.case_id if part else None)


def _notes(threads: dict[int, int | None], before: datetime | None, limit: int) -> list[Item]:
    rows = _until(Note.objects.filter(conversation__in=threads).select_related("agent"), "at", before)[:limit]
    return [Item("note", row.at, row, threads[row.conversation_id]) for row in rows]


def _promises(family: list[int], case: Case | None, before: datetime | None, limit: int) -> list[Item]:
    cases = Case.objects.filter(customer__in=family)
    if case is not None:
        cases |= Case.objects.filter(pk=case.pk)
    rows = _until(Promise.objects.filter(case__in=cases).select_related("agent"), "due_at", before)[:limit]
    return [Item("promise", row.due_at, row, row.case_id) for row in rows]


def _openings(family: list[int], before: datetime | None, limit: int) -> list[Item]:
    rows = _until(Case.objects.filter(customer__in=family).standing(), "opened_at", before)[:limit]
    return [Item("case_opened", row.opened_at, row, row.pk) for row in rows]


def _orders(family: list[int], before: datetime | None, limit: int) -> list[Item]:
    rows = _until(Order.objects.filter(customer__in=family, placed_at__isnull=False), "placed_at", before)[:limit]
    return [Item("order", row.placed_at, row) for row in rows if row.placed_at]


def _steps(family: list[int], before: datetime | None, limit: int) -> list[Item]:
    steps = ParcelStep.objects.filter(parcel__order__customer__in=family)
    rows = _until(steps.select_related("parcel__order", "parcel__carrier"), "at", before)[:limit]
    return [Item("parcel_step", row.at, row) for row in rows]


def _until[Row: Model](rows: QuerySet[Row], field: str, before: datetime | None) -> QuerySet[Row]:
    return (rows.filter(**{f"{field}__lt": before}) if before else rows).order_by(f"-{field}", "-id")


def _each_once(items: Iterable[Item]) -> Iterator[Item]:
    seen: set[tuple[str, int]] = set()
    for item in items:
        mark = (item.kind, item.row.pk)
        if mark not in seen:
            seen.add(mark)
            yield item
