"""A month as it was counted, and settled: P1 of Facturatie in August and September, P2 of PakketSnel."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tests import cast, make

from wortel.metrics.actions import keep_month
from wortel.problems import actions
from wortel.problems.models import Posting, Problem, Statement

MONTH, AFTER = "2025-09", datetime(2025, 10, 8, 9, tzinfo=UTC)
MIDDLE = datetime(2025, 9, 15, 12, tzinfo=UTC)
type Line = tuple[str, str, int, float, int]
OWNED: list[Line] = [("Facturatie", "P1", 40, 320, 26_000), ("PakketSnel", "P2", 30, 240, 19_500)]
REST: list[Line] = [("unassigned", "R4", 5, 40, 3_250), ("not_charged", "first contacts on value demand", 9, 72, 5_850)]


def keep(lines: Sequence[Line], *, month: str = MONTH, as_of: datetime = AFTER, customers: int = 35) -> None:
    """The month as it was counted; the total follows from the lines."""
    total = ("total", "budget and fees", sum(line[2] for line in lines), 48_000.0, sum(line[4] for line in lines))
    ledger: list[dict[str, Any]] = [
        {"charged_to": to, "line": line, "contacts": contacts, "minutes": minutes, "eur": cents / 100, "share": 1.0}
        for to, line, contacts, minutes, cents in [*lines, total]
    ]
    figure = {"figure": "customers", "value": customers, "low": None, "high": None, "n": customers, "unit": "count"}
    figures = [figure | {"dims": {"charged_to": name}} for name in ("Facturatie", "PakketSnel")]
    keep_month(answer={"month": month, "as_of": as_of.isoformat(), "figures": figures, "ledger": ledger})


def settled(lines: Sequence[Line] = (*OWNED, *REST)) -> Posting:
    """With the contacts behind P1, so that a sample can be drawn of them."""
    cast.shop(), cast.mailbox(), cast.ruben(), cast.tamar()
    invoice = make.make_problem("P1", "Regel ‘servicekosten’ op de factuur", process=cast.invoicing())
    make.make_problem("P2", "Tijdvak niet gehaald", process=cast.delivery())
    for n in range(40):
        contact = make.make_contact(text=f"Wat zijn servicekosten? {n}", at=MIDDLE + timedelta(minutes=n))
        make.make_flag(contact, invoice)
    keep(lines)
    return actions.close_month(month=MONTH, by="Iemand", now=AFTER)


def statement(name: str = "Facturatie") -> Statement:
    return Statement.objects.get(owner__name=name, month=MONTH)


def invoice() -> Problem:
    return Problem.objects.get(code="P1")
