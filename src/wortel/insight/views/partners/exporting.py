"""The scorecard for a spreadsheet and on paper: the same figures, with their definition and n."""

import csv

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wortel.accounts.access import open_to
from wortel.accounts.queries import find_now, find_organisation
from wortel.insight.definitions import define
from wortel.insight.paper import Row, Words, print_sheet
from wortel.insight.queries.partners import Point, shown
from wortel.insight.views.partners.reading import READERS, find_partner, read_asked
from wortel.insight.views.reading import agent_of
from wortel.problems.queries.shown import Quote
from wortel.ui import numbers

WIDTHS = (75, 35, 60)
POINT_WIDTHS = (85, 25, 35, 25)
# A spreadsheet takes a cell that begins like this for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@open_to(*READERS)
@require_safe
def as_csv(request: HttpRequest, pk: int) -> HttpResponse:
    card = _card(request, pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_name(card)}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(("partner", "from", "until", "what", "of", "value", "n"))
    first, last = card.span.months[0], card.span.months[-1]
    for what, of, value, n in _rows(card):
        writer.writerow([_safe(cell) for cell in (card.partner.name, first, last, what, of, value, n)])
    return response


@open_to(*READERS)
@require_safe
def as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    card = _card(request, pk)
    response = HttpResponse(print_sheet(_lay_out(card)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{_name(card)}.pdf"'
    return response


def _card(request: HttpRequest, pk: int) -> shown.Card:
    found, asked = find_partner(request, pk), read_asked(request)
    is_colleague = agent_of(request).is_staff_member
    return shown.draw_card(found, asked.span, now=find_now(timezone.now()), for_partner=not is_colleague)


def _name(card: shown.Card) -> str:
    return f"scorecard-{card.partner.pk}-{card.span.months[-1]}"


def _rows(card: shown.Card) -> list[tuple[str, str, object, object]]:
    """The numbers themselves, not rounded, under the names of the reference."""
    tally = card.tally
    each = None if tally.cents_per_parcel is None else tally.cents_per_parcel / 100
    rows: list[tuple[str, str, object, object]] = [
        ("partner_contacts", "", tally.contacts, tally.contacts),
        ("partner_parcels", "", tally.parcels, tally.parcels),
        ("partner_rate", "", _or_empty(tally.per_thousand), tally.parcels),
        ("partner_eur", "", f"{tally.cents / 100:.2f}", tally.contacts),
        (
            "partner_eur_per_parcel",
            "",
            _or_empty(each),
            tally.parcels,
        ),
        ("partner_customers", "", tally.customers, tally.customers),
        ("partner_tied", "", tally.tied, tally.contacts),
    ]
    for name in ("on_time", "csat", "friendliness"):
        found = tally.share(name)
        rows.append((f"partner_{name}", "", _or_empty(found.value), found.n))
    for code, count in sorted(tally.reasons.items()):
        rows.append(("partner_contacts", code, count.contacts, count.contacts))
        solved = tally.solved_at_once[code]
        rows.append(("fcr_chain", code, _or_empty(solved.share), solved.n))
    for code, count in sorted(tally.problems.items()):
        rows.append(("partner_eur", code, f"{count.cents / 100:.2f}", count.contacts))
    if card.held and card.held.expected.ratio is not None:
        rows.append(("partner_expected", "", card.held.expected.ratio, card.held.expected.n))
    return rows


def _or_empty(value: float | None) -> object:
    return "" if value is None else round(value, 9)


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _lay_out(card: shown.Card) -> list[Words | Row]:
    sheet: list[Words | Row] = [
        Words(find_organisation().name, size=10),
        Words(_("Scorecard of %(partner)s") % {"partner": card.partner.name}, size=18, is_bold=True),
        Words(card.period),
    ]
    sheet += [Row((told.label, told.value, told.note), WIDTHS, left=1) for told in card.figures]
    if card.held:
        sheet += [Words(""), Words(f"{_('Held against these parcels')}: {card.held.sentence}", is_bold=True)]
        sheet.append(Words(card.held.between, size=10))
    sheet += [Words(""), Words(_("What it was about"), size=13, is_bold=True)]
    head = (_("Reason"), _("Contacts"), _("Solved at once"), "")
    sheet.append(Row(head, POINT_WIDTHS, is_bold=True, left=1))
    for line in card.reasons:
        cells = (line.label, numbers.number(line.contacts), line.solved.value, line.solved.note)
        sheet.append(Row(cells, POINT_WIDTHS, left=1))
    sheet += [Words(""), Words(_("Where it can get better"), size=13, is_bold=True)]
    for point in card.points:
        sheet.append(Words(_point(point), is_bold=True))
        sheet += [Words(_quote(quote), size=10) for quote in point.quotes]
    sheet += [Words(""), Words(_("What each figure means"), size=13, is_bold=True)]
    meant = [define(told.figure) for told in card.figures]
    return [*sheet, *(Words(f"{one.name}: {one.text}", size=9) for one in meant)]


def _quote(quote: Quote) -> str:
    return f"“{quote.text}” {quote.channel_name}, {numbers.short_day(quote.on)}"


def _point(point: Point) -> str:
    return f"{point.problem.title}: {numbers.number(point.count.contacts)} × · {numbers.euros(point.count.cents)}"
