"""Which part of a contact does each of its causes have?

>>> [(one.problem, str(one.share)) for one in split_causes([("P2", Decimal("0.3")), ("P1", Decimal("0.5"))])]
[('P1', '1/2'), ('P2', '3/10'), ('', '1/5')]
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Part:
    """What one cause has of a contact; without a problem it is what no cause accounts for.

    `is_main`: the cause with the largest share, which says where a contact is counted that may be counted once.
    """

    problem: str
    share: Fraction = WHOLE
    is_main: bool = True
    is_launch: bool = False


def split_causes(causes: Iterable[tuple[str, Decimal]]) -> list[Part]:
    """The parts of a contact, the largest cause first; causes that claim more than the whole split it in proportion."""
    claimed = sorted(
        ((Fraction(share), problem) for problem, share in causes), key=lambda one: (-one[0], one[1].encode())
    )
    claim = sum((share for share, _ in claimed), Fraction(0))
    parts = [
        Part(problem, share_of(share, claim), is_main=place == 0) for place, (share, problem) in enumerate(claimed)
    ]
    return [*parts, *rest_of(claim)]


def share_of(share: Fraction, claim: Fraction) -> Fraction:
    """What a cause has of a contact of which all causes together claim so much."""
    return share / max(claim, WHOLE)


def rest_of(claim: Fraction) -> list[Part]:
    """What all causes together leave over, if anything."""
    return [Part("", WHOLE - claim, is_main=False)] if claim < WHOLE else []
