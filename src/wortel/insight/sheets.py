"""What stands on paper: the ledger, and the statement to one owner."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wortel.insight.paper import Row, Sheet, Words
from wortel.insight.queries.charged import Group, Ledger
from wortel.problems.queries import Letter
from wortel.ui import numbers

WIDTHS = (45, 65, 18, 20, 22)
LETTER_WIDTHS = (100, 25, 45)


def lay_out_ledger(month: str, ledger: Ledger) -> Sheet:
    sheet: list[Words | Row] = [Words(_("Charging costs"), size=18, is_bold=True), Words(month)]
    sheet.append(_row((_("Charged to"), _("Cause"), _("Contacts"), _("Minutes"), _("Euros")), is_bold=True))
    for group in ledger.charged:
        sheet += _group(group)
    charged = (numbers.number(ledger.charged_contacts), numbers.number(ledger.charged_minutes))
    sheet.append(_row((_("Charged"), "", *charged, _euros(ledger.charged_cents)), is_bold=True))
    sheet.append(_sum(_("Not charged"), _("First contacts on ordinary questions"), ledger.not_charged))
    if ledger.unused:
        sheet.append(_sum(_("Unused time"), "", ledger.unused))
    total = ledger.total
    cells = (numbers.number(total.contacts), numbers.number(total.minutes), _euros(total.cents))
    name = _("Budget of the month") if ledger.budget else _("All contacts")
    return [*sheet, _row((name, "", *cells), is_bold=True)]


def lay_out_letter(letter: Letter) -> Sheet:
    """The letter to one owner as it stands on the screen, and under it every line of it."""
    sheet = [*_letter(letter)]
    if len(letter.lines) > len(letter.figures):
        sheet += [Words(""), Words(_("Everything in this month"), size=13, is_bold=True)]
        sheet += [_line(line.name, line.contacts, line.cents) for line in letter.lines]
    if letter.corrections:
        sheet += [Words(""), Words(_("Corrected"), size=13, is_bold=True)]
        sheet += [Words(f"{numbers.long_day(one.at)}: {one.why}", size=9) for one in letter.corrections]
    return sheet


def _letter(letter: Letter) -> Iterator[Words | Row]:
    yield Words(letter.organisation.name, size=18, is_bold=True)
    names = {"month": letter.full_month, "owner": letter.owner.name}
    yield Words(_("statement %(month)s / %(owner)s") % names, size=9)
    if letter.person:
        yield Words(_("To %(name)s") % {"name": letter.person.name}, is_bold=True)
    yield Words(_sentence(letter) % {"month": letter.month_name, "number": numbers.number(letter.customers)})
    for line in letter.figures:
        yield _line(line.name, line.contacts, line.cents)
    if len(letter.lines) > 1:
        yield _line(_("Together"), letter.contacts, letter.cents, is_bold=True)
    yield Words("")
    yield Words(" ".join(words for words in (_per(letter), letter.thanks) if words))
    if letter.booking:
        yield Words(letter.booking, is_bold=True)
    if letter.has_wink:
        yield Words(f"{_('You need not pay this.')}\n{_('We are only practising.')}", size=15, is_wink=True)
    yield Words(letter.objecting, size=9)


def _per(letter: Letter) -> str:
    if not letter.per_cents:
        return ""
    words = (
        _("That is %(amount)s on every parcel.") if letter.is_per_parcel else _("That is %(amount)s on every order.")
    )
    return words % {"amount": numbers.euros(letter.per_cents)}


def _sentence(letter: Letter) -> str:
    return ngettext(
        "In %(month)s %(number)s customer contacted us about something that went wrong in your process. That cost us:",
        "In %(month)s %(number)s customers contacted us about something that went wrong in your process. That cost us:",
        letter.customers,
    )


def _group(group: Group) -> Iterator[Row]:
    names = {"unassigned": _("Not yet assigned"), "customer_service": _("Customer service")}
    for place, line in enumerate(group.lines):
        name = names.get(group.kind, group.name) if place == 0 else ""
        cells = (numbers.number(line.contacts), numbers.number(line.minutes), _euros(line.cents))
        yield _row((name, line.name, *cells))
    if len(group.lines) > 1:
        yield _sum("", _("together"), group)


def _sum(name: str, what: str, group: Group) -> Row:
    contacts = numbers.number(group.contacts) if group.contacts else ""
    return _row((name, what, contacts, numbers.number(group.minutes), _euros(group.cents)))


def _row(cells: tuple[str, ...], *, is_bold: bool = False) -> Row:
    return Row(cells, WIDTHS, is_bold)


def _line(name: str, contacts: int, cents: int, *, is_bold: bool = False) -> Row:
    return Row((name, f"{numbers.number(contacts)}×", numbers.euros(cents)), LETTER_WIDTHS, is_bold, left=1)


def _euros(cents: int) -> str:
    return numbers.number(cents / 100, 2)
