"""Who may answer for how much, and which day may be promised?"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

FARTHEST = timedelta(days=731)


class SharesExceedWhole(ValueError):
    """Owners together answer for at most the whole."""


def check_shares(shares: Iterable[Decimal]) -> None:
    known = list(shares)
    if not known or any(not 0 < share <= 1 for share in known) or sum(known) > 1:
        raise SharesExceedWhole


def is_plannable(on: date | None, today: date) -> bool:
    """A plan lies today or later, and within two years: farther away it is a typing error."""
    return on is not None and today <= on <= today + FARTHEST


def is_past(on: date | None, today: date) -> bool:
    """What is done was done today or before, and within two years."""
    return on is not None and today - FARTHEST <= on <= today
