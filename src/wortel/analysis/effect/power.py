"""How many contacts must there be before the fix to see its effect?"""

from collections.abc import Sequence
from math import ceil, log

from wortel.analysis.intervals import normal_quantile

POWER = 0.80


def contacts_needed(reduction: float, *, post_per_pre: float, phi: float = 1.0, power: float = POWER) -> int:
    """Contacts in the whole period before, to see `reduction` four times out of five.

    `post_per_pre` is the exposure after over that before. Add a fifth for the interval of `compare_weeks`, which is
    wider than the plain Poisson one this formula assumes. Do not use it for reductions of 0 or 1.

    >>> contacts_needed(0.5, post_per_pre=1), contacts_needed(0.2, post_per_pre=0.5)
    (50, 552)
    """
    reach = normal_quantile(0.975) + normal_quantile(power)
    return ceil(phi * reach**2 * (1 + 1 / (post_per_pre * (1 - reduction))) / log(1 - reduction) ** 2)


def reduction_seen(contacts: float, *, post_per_pre: float, phi: float = 1.0) -> float | None:
    """The smallest reduction that so many contacts before the fix are enough for; None when none is.

    >>> round(reduction_seen(82, post_per_pre=0.5), 2), reduction_seen(4, post_per_pre=0.5)
    (0.5, None)
    """
    shares = (percent / 100 for percent in range(1, 100))
    enough = (share for share in shares if contacts_needed(share, post_per_pre=post_per_pre, phi=phi) <= contacts)
    return next(enough, None)


def estimate_spread(contacts: Sequence[float], exposure: Sequence[float]) -> float:
    """How much more the weeks before a fix vary than chance alone makes them: phi, at least 1.

    >>> estimate_spread([10, 12, 9, 11], [100, 100, 100, 100]), round(estimate_spread([2, 20, 3, 19], [1, 1, 1, 1]), 2)
    (1.0, 8.79)
    """
    if len(contacts) < 2 or not sum(contacts) or not sum(exposure):
        return 1.0
    rate = sum(contacts) / sum(exposure)
    weeks = [(contact, rate * driver) for contact, driver in zip(contacts, exposure, strict=True) if driver]
    squares = sum((contact - expected) ** 2 / expected for contact, expected in weeks)
    return max(1.0, squares / (len(weeks) - 1)) if len(weeks) > 1 else 1.0
