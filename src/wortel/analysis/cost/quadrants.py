"""What should happen with a reason, and how much of the money was avoidable?

Reference: the value-irritant matrix (Price and Jaffe, 2008). People set the signs; this only looks them up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from wortel.analysis.cost.ledger import Priced

type Quadrant = Literal["eliminate", "automate", "simplify", "leverage"]

_QUADRANTS: dict[tuple[str, str], Quadrant] = {
    ("-", "-"): "eliminate",
    ("+", "-"): "automate",
    ("-", "+"): "simplify",
    ("+", "+"): "leverage",
}


@dataclass(frozen=True, slots=True)
class Spending:
    """What a set of contacts took. Shares are of its own contacts; None when there are none."""

    contacts: int
    minutes: Fraction
    eur: Fraction
    failures: int
    avoidable: int
    avoidable_eur: Fraction

    @property
    def mean_eur(self) -> float | None:
        return float(self.eur / self.contacts) if self.contacts else None

    @property
    def failure_share(self) -> float | None:
        return self.failures / self.contacts if self.contacts else None

    @property
    def avoidable_share(self) -> float | None:
        return self.avoidable / self.contacts if self.contacts else None


def find_quadrant(customer_sign: str, company_sign: str) -> Quadrant | None:
    """The quadrant of a reason with value (+) or irritation (-) for customer and company; None while undecided.

    >>> find_quadrant("+", "-"), find_quadrant("-", "")
    ('automate', None)
    """
    return _QUADRANTS.get((customer_sign, company_sign))


def sum_spending(priced: Iterable[Priced]) -> Spending:
    """Add up what these contacts cost and how much of it need not have been."""
    contacts = list(priced)
    avoidable = [one for one in contacts if one.is_avoidable]
    return Spending(
        contacts=len(contacts),
        minutes=sum((one.minutes for one in contacts), Fraction(0)),
        eur=sum((one.eur for one in contacts), Fraction(0)),
        failures=sum(one.is_failure for one in contacts),
        avoidable=len(avoidable),
        avoidable_eur=sum((one.eur for one in avoidable), Fraction(0)),
    )
