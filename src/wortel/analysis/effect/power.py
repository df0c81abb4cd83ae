"""How many contacts must there be before the fix to see its effect?"""

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
