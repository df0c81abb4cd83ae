"""What stands in a settled month, what should stand there, and what is to be reversed to get from one to the other?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from wortel.analysis.cost.ledger import CUSTOMER_SERVICE, NOT_CHARGED, TOTAL, UNASSIGNED, UNUSED_CAPACITY

CLOSING_LINES = (UNASSIGNED, CUSTOMER_SERVICE, NOT_CHARGED, UNUSED_CAPACITY, TOTAL)

type Key = tuple[int | str, str]


@dataclass(frozen=True, slots=True)
class Charge:
    """One line of a month: `owner` is the number of the owner, if it is one; names may change, owners do not."""

    charged_to: str
    line: str
    contacts: int
    minutes: Decimal
    cents: int
    share: Decimal = Decimal(1)
    owner: int | None = None

    @property
    def key(self) -> Key:
        return self.owner or self.charged_to, self.line

    @property
    def figures(self) -> tuple[int, Decimal, int, Decimal]:
        return self.contacts, self.minutes, self.cents, self.share

    def reversed(self) -> "Charge":
        """The same line taken back."""
        return replace(self, contacts=-self.contacts, minutes=-self.minutes, cents=-self.cents)


@dataclass(frozen=True, slots=True)
class Difference:
    """A line that is not as it stands: new without `before`, gone without `after`."""

    before: Charge | None
    after: Charge | None

    @property
    def charge(self) -> Charge:
        known = self.after or self.before
        assert known is not None
        return known

    @property
    def contacts(self) -> int:
        return (self.after.contacts if self.after else 0) - (self.before.contacts if self.before else 0)

    @property
    def cents(self) -> int:
        return (self.after.cents if self.after else 0) - (self.before.cents if self.before else 0)


def reading_order(charge: Charge) -> tuple[int, bytes, str]:
    """Owners first, by cause; then what is nobody's, our own, not charged and not used; the total last."""
    rank = CLOSING_LINES.index(charge.charged_to) + 1 if charge.charged_to in CLOSING_LINES else 0
    return rank, charge.line.encode(), charge.charged_to


def find_differences(standing: Sequence[Charge], due: Sequence[Charge]) -> list[Difference]:
    """The lines to be corrected, in the order in which the month should read."""
    before, after = {one.key: one for one in standing}, {one.key: one for one in due}
    changed = [Difference(before.get(one.key), one) for one in due if _differs(before.get(one.key), one)]
    return [*changed, *(Difference(one, None) for one in standing if one.key not in after)]


def _differs(before: Charge | None, after: Charge) -> bool:
    return before is None or before.figures != after.figures


def cut_down(charges: Sequence[Charge], key: Key, right: Decimal) -> list[Charge]:
    """Leave one line its right share; the rest of it is nobody's again, so that nothing is lost.

    >>> line = Charge("Facturatie", "P1", 3, Decimal(10), 1000, owner=7)
    >>> [(one.charged_to, one.contacts, one.cents) for one in cut_down([line], line.key, Decimal("0.85"))]
    [('Facturatie', 3, 850), ('unassigned', 0, 150)]
    """
    found = next((one for one in charges if one.key == key), None)
    if found is None:
        return list(charges)
    kept = replace(
        found,
        contacts=_whole(found.contacts * right),
        minutes=(found.minutes * right).quantize(Decimal("0.001"), ROUND_HALF_UP),
        cents=_whole(found.cents * right),
    )
    rest = Charge(
        UNASSIGNED, found.line, found.contacts - kept.contacts, found.minutes - kept.minutes, found.cents - kept.cents
    )
    return _with_rest([kept if one.key == key else one for one in charges], rest)


def _with_rest(charges: Sequence[Charge], rest: Charge) -> list[Charge]:
    same = next((one for one in charges if one.key == rest.key), None)
    if same is None:
        return sorted([*charges, rest], key=reading_order)
    both = replace(
        same,
        contacts=same.contacts + rest.contacts,
        minutes=same.minutes + rest.minutes,
        cents=same.cents + rest.cents,
    )
    return [both if one is same else one for one in charges]


def _whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))
