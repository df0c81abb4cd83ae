"""How sure are we of a sum of estimates?

Adding the limits would make the interval too wide, ignoring them too narrow. Do not use it for estimates that lean on
the same data: they move together, and the sum is less sure than this says.

Reference: the method of variance estimates recovery (Zou and Donner, 2008), for independent estimates with limits that
need not lie evenly around them.

>>> both = add_estimates([Estimate(10, 6, 15, 40), Estimate(20, 17, 32, 60)])
>>> (both.value, both.low, both.high, both.n)
(30, 25.0, 43.0, 100)
"""

from collections.abc import Sequence
from math import sqrt

from wortel.analysis.intervals import Estimate


def add_estimates(estimates: Sequence[Estimate]) -> Estimate:
    """The sum with its interval. Nothing to add, or one without limits, gives no number.

    >>> add_estimates([])
    Estimate(value=None, low=None, high=None, n=0)
    """
    n = sum(one.n for one in estimates)
    known = [
        (one.value, one.low, one.high)
        for one in estimates
        if one.value is not None and one.low is not None and one.high is not None
    ]
    if not known or len(known) < len(estimates):
        return Estimate(None, None, None, n)
    total = sum(value for value, _, _ in known)
    below = sqrt(sum((value - low) ** 2 for value, low, _ in known))
    above = sqrt(sum((high - value) ** 2 for value, _, high in known))
    return Estimate(total, total - below, total + above, n)
