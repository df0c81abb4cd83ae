"""Statements and bookings as files for other systems."""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from wortel.accounts.queries import find_organisation
from wortel.insight.invoice import Booking, Invoice, InvoiceLine, euros, safe
from wortel.insight.views.reading import name_lines
from wortel.problems.models import Entry, Posting, ProcessOwner
from wortel.problems.queries import Letter, list_booked, today
from wortel.ui import numbers

CSV = "text/csv; charset=utf-8"
BOM = "\ufeff"
COLUMNS = ("month", "cause", "name", "contacts", "minutes", "eur", "share")


def write_lines(letter: Letter) -> str:
    """Every line of a statement, one row each."""
    text = io.StringIO(BOM)
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for line in letter.lines:
        code = line.problem.code if line.problem else ""
        figures = (line.contacts, line.minutes, euros(line.cents), f"{line.share.normalize():f}")
        writer.writerow([safe(cell) for cell in (letter.month, code, line.name, *figures)])
    return text.getvalue()


def list_bookings(month: str) -> list[Booking]:
    """What finance books of a month: every entry of every owner in the last stage."""
    names = name_lines()
    return [_booking(entry, names) for entry in list_booked(month)]


def list_invoices(owner: ProcessOwner, month: str) -> list[Invoice]:
    """The invoice of a month to one owner, and one more for each correction of it."""
    entries = [one for one in list_booked(month) if one.owner_id == owner.pk]
    by_posting = groupby(entries, key=lambda one: one.posting)
    return list(_invoices(owner, month, [(posting, list(group)) for posting, group in by_posting]))


def pack(files: Mapping[str, bytes]) -> bytes:
    """Several files as one, the same bytes each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def _invoices(owner: ProcessOwner, month: str, postings: Sequence[tuple[Posting, list[Entry]]]) -> Iterator[Invoice]:
    first, names, shop = date.fromisoformat(f"{month}-01"), name_lines(), find_organisation().name
    number = f"{month}-{owner.pk}"
    for place, (posting, entries) in enumerate(postings):
        is_correction = posting.kind == Posting.Kind.CORRECTION
        words = _("Contacts that your process caused in %(month)s") % {"month": numbers.month(first)}
        yield Invoice(
            number=f"{number}-{place + 1}" if is_correction else number,
            issued_on=today(posting.at),
            first_on=first,
            last_on=(first + timedelta(days=32)).replace(day=1) - timedelta(days=1),
            note=posting.why if is_correction else words,
            seller=shop,
            buyer=owner.name,
            cost_centre=owner.cost_centre,
            ledger_code=owner.ledger_code,
            lines=[_line(entry, names) for entry in entries],
            corrects=number if is_correction else "",
        )


def _line(entry: Entry, names: Mapping[str, str]) -> InvoiceLine:
    counted = {"contacts": numbers.number(entry.contacts), "minutes": numbers.number(entry.minutes)}
    note = _("%(contacts)s contacts, %(minutes)s minutes") % counted
    return InvoiceLine(names.get(entry.line, entry.line), note, entry.cents)


def _booking(entry: Entry, names: Mapping[str, str]) -> Booking:
    assert entry.owner is not None
    return Booking(
        entry=entry.pk,
        posting=entry.posting_id,
        kind=entry.posting.kind,
        on=today(entry.posting.at),
        month=entry.posting.month,
        owner=entry.owner.name,
        cost_centre=entry.owner.cost_centre,
        ledger_code=entry.owner.ledger_code,
        cause=entry.line,
        name=names.get(entry.line, entry.line),
        contacts=entry.contacts,
        minutes=entry.minutes,
        cents=entry.cents,
        reverses=entry.reverses_id,
        why=entry.posting.why,
    )
