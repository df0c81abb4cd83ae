"""A statement as an internal invoice in UBL 2.1, and the bookings of a month for finance. Pure: values in, text out.

Elements stand in the order of the published schema (OASIS, UBL-Invoice-2.1.xsd). A charge between departments of one
organisation is no supply, so the tax category is O, "not subject to VAT".
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
COMMERCIAL, CORRECTED = "380", "384"
EUR = "EUR"
COLUMNS = (
    *("entry", "posting", "kind", "date", "month", "owner", "cost_centre", "ledger_code", "cause", "name"),
    *("contacts", "minutes", "eur", "reverses", "why"),
)


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    name: str
    note: str
    cents: int


@dataclass(frozen=True, slots=True)
class Invoice:
    """What one department charges another for one month; a correction names the invoice that it corrects."""

    number: str
    issued_on: date
    first_on: date
    last_on: date
    note: str
    seller: str
    buyer: str
    cost_centre: str
    ledger_code: str
    lines: Sequence[InvoiceLine]
    corrects: str = ""

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)


@dataclass(frozen=True, slots=True)
class Booking:
    """One entry as finance takes it in: once, by its number."""

    entry: int
    posting: int
    kind: str
    on: date
    month: str
    owner: str
    cost_centre: str
    ledger_code: str
    cause: str
    name: str
    contacts: int
    minutes: Decimal
    cents: int
    reverses: int | None
    why: str


def write_invoice(invoice: Invoice) -> bytes:
    """The invoice as an XML document."""
    for prefix, space in (("", INVOICE), ("cac", CAC), ("cbc", CBC)):
        ET.register_namespace(prefix, space)
    root = ET.Element(f"{{{INVOICE}}}Invoice")
    _head(root, invoice)
    _period(root, invoice)
    if invoice.corrects:
        _basic(_group(_group(root, "BillingReference"), "InvoiceDocumentReference"), "ID", invoice.corrects)
    _party(_group(root, "AccountingSupplierParty"), invoice.seller)
    _party(_group(root, "AccountingCustomerParty"), invoice.buyer)
    _totals(root, invoice)
    for place, line in enumerate(invoice.lines, 1):
        _line(root, place, line, invoice.ledger_code)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def write_bookings(bookings: Iterable[Booking]) -> str:
    """Every entry of the owners that are booked, reversals too, as CSV with a head."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for one in bookings:
        known = (one.entry, one.posting, one.kind, one.on, one.month, one.owner, one.cost_centre, one.ledger_code)
        words = (one.cause, one.name, one.contacts, one.minutes, euros(one.cents), one.reverses or "", one.why)
        writer.writerow([safe(cell) for cell in (*known, *words)])
    return text.getvalue()


def euros(cents: int) -> str:
    """Two decimals and a point, exact."""
    return f"{Decimal(cents) / 100:.2f}"


def safe(cell: object) -> object:
    """A spreadsheet takes a cell that begins like this for a formula; a number is none."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "@", "\t", "\r"} else cell


def _head(root: ET.Element, invoice: Invoice) -> None:
    _basic(root, "UBLVersionID", "2.1")
    _basic(root, "ID", invoice.number)
    _basic(root, "IssueDate", invoice.issued_on.isoformat())
    _basic(root, "InvoiceTypeCode", CORRECTED if invoice.corrects else COMMERCIAL)
    _basic(root, "Note", invoice.note)
    _basic(root, "DocumentCurrencyCode", EUR)
    if invoice.cost_centre:
        _basic(root, "AccountingCost", invoice.cost_centre)
    _basic(root, "BuyerReference", invoice.cost_centre or invoice.buyer)


def _period(root: ET.Element, invoice: Invoice) -> None:
    period = _group(root, "InvoicePeriod")
    _basic(period, "StartDate", invoice.first_on.isoformat())
    _basic(period, "EndDate", invoice.last_on.isoformat())


def _party(role: ET.Element, name: str) -> None:
    party = _group(role, "Party")
    _basic(_group(party, "PartyName"), "Name", name)
    _basic(_group(party, "PartyLegalEntity"), "RegistrationName", name)


def _totals(root: ET.Element, invoice: Invoice) -> None:
    tax = _group(root, "TaxTotal")
    _money(tax, "TaxAmount", 0)
    part = _group(tax, "TaxSubtotal")
    _money(part, "TaxableAmount", invoice.cents)
    _money(part, "TaxAmount", 0)
    _tax_category(part, "TaxCategory", says_why=True)
    total = _group(root, "LegalMonetaryTotal")
    for name in ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount"):
        _money(total, name, invoice.cents)


def _line(root: ET.Element, place: int, line: InvoiceLine, ledger_code: str) -> None:
    """One unit at the whole amount; a price may not be negative, so what is given back is one unit less."""
    part = _group(root, "InvoiceLine")
    _basic(part, "ID", str(place))
    _basic(part, "Note", line.note)
    _basic(part, "InvoicedQuantity", "-1" if line.cents < 0 else "1", unitCode="C62")
    _money(part, "LineExtensionAmount", line.cents)
    if ledger_code:
        _basic(part, "AccountingCost", ledger_code)
    item = _group(part, "Item")
    _basic(item, "Name", line.name)
    _tax_category(item, "ClassifiedTaxCategory")
    _money(_group(part, "Price"), "PriceAmount", abs(line.cents))


def _tax_category(parent: ET.Element, name: str, *, says_why: bool = False) -> None:
    category = _group(parent, name)
    _basic(category, "ID", "O")
    if says_why:
        _basic(category, "TaxExemptionReasonCode", "VATEX-EU-O")
        _basic(category, "TaxExemptionReason", "Not subject to VAT")
    _basic(_group(category, "TaxScheme"), "ID", "VAT")


def _money(parent: ET.Element, name: str, cents: int) -> None:
    _basic(parent, name, euros(cents), currencyID=EUR)


def _basic(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, f"{{{CBC}}}{name}", attributes).text = text


def _group(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{CAC}}}{name}")
