"""What stands on paper: the ledger, and the statement to one owner."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wortel.insight.paper import Row, Sheet, Words
from wortel.insight.queries.charged import Group, Ledger, Statement
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


def lay_out_statement(month: date, statement: Statement) -> Sheet:
    """The letter to one owner, as it stands on the screen."""
    return list(_letter(numbers.month(month), statement))


def _letter(month: str, statement: Statement) -> Iterator[Words | Row]:
    group = statement.group
    yield Words(statement.organisation.name, size=18, is_bold=True)
    yield Words(_("statement %(month)s / %(owner)s") % {"month": statement.month, "owner": group.name}, size=9)
    if statement.person:
        yield Words(_("To %(name)s") % {"name": statement.person.name}, is_bold=True)
    yield Words(_sentence(statement) % {"month": month, "number": numbers.number(statement.customers)})
    for line in group.lines:
        yield _line(line.name, line.contacts, line.cents)
    if len(group.lines) > 1:
        yield _line(_("Together"), group.contacts, group.cents, is_bold=True)
    yield Words("")
    if statement.cents_per_order:
        yield Words(_("That is %(amount)s on every order.") % {"amount": numbers.euros(statement.cents_per_order)})
    if statement.has_wink:
        yield Words(f"{_('You need not pay this.')}\n{_('We are only practising.')}", size=15, is_wink=True)
    objection = _("Is something not right? Tell us within 10 working days, then we look at 20 conversations together.")
    yield Words(objection, size=9)


def _sentence(statement: Statement) -> str:
    return ngettext(
        "In %(month)s %(number)s customer contacted us about something that went wrong in your process. That cost us:",
        "In %(month)s %(number)s customers contacted us about something that went wrong in your process. That cost us:",
        statement.customers,
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
