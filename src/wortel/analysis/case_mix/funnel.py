"""Which partners lie outside what chance allows?

The funnel: around the target p0 the limits p0 ± 1.96 and 3.09 sqrt(p0 (1 - p0) / n); where n p0 (1 - p0) is below 10,
the exact binomial limits. Real partners differ by more than chance even when all is well: phi, the mean of z², says by
how much, and widens the limits. Spread of a few partners is a guess, so phi never narrows them.

Do not read an order into it: what lies inside the limits does not differ, as far as anybody can tell.

References: Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24,
1185–1202, with its appendix on exact limits; overdispersion after its section 4.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, inf, lgamma, log, log1p, sqrt

from wortel.analysis.case_mix.strata import Counted

INNER, OUTER = 1.96, 3.09
# One-sided tails that belong to 1.96 and 3.09.
TAILS = (0.025, 0.001)
EXACT_BELOW = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """Chance alone keeps 95% of partners inside the inner pair, 99.8% inside the outer."""

    n: int
    inner_low: float
    inner_high: float
    outer_low: float
    outer_high: float
    is_exact: bool


def find_limits(target: float, n: int, phi: float = 1.0) -> Limits:
    """The limits for a partner with `n` parcels.

    >>> one = find_limits(0.1, 400)
    >>> f"{one.inner_low:.3f} {one.inner_high:.3f} {one.outer_low:.3f} {one.outer_high:.3f}"
    '0.071 0.129 0.054 0.146'
    >>> find_limits(0.1, 50).is_exact
    True
    """
    if n * target * (1 - target) < EXACT_BELOW:
        (low, high), (far_low, far_high) = (_exact(target, n, tail) for tail in TAILS)
        # The exact steps are those of chance; what partners differ besides stretches them as it does the others.
        stretch = sqrt(max(phi, 1.0))
        inner = _stretched(target, low, high, stretch)
        outer = _stretched(target, far_low, far_high, stretch)
        return Limits(n, *inner, *outer, is_exact=True)
    se = sqrt(max(phi, 1.0) * target * (1 - target) / n)
    inner, outer = ((max(target - z * se, 0.0), min(target + z * se, 1.0)) for z in (INNER, OUTER))
    return Limits(n, *inner, *outer, is_exact=False)


def estimate_spread(target: float, units: Iterable[Counted]) -> float:
    """phi: how many times more partners differ than chance allows; 1 is chance alone.

    >>> round(estimate_spread(0.5, [Counted(60, 100), Counted(40, 100)]), 6)
    4.0
    """
    if not 0 < target < 1:
        return 1.0
    variance = target * (1 - target)
    squares = [(unit.some / unit.n - target) ** 2 * unit.n / variance for unit in units if unit.n]
    return sum(squares) / len(squares) if squares else 1.0


def is_outside(unit: Counted, limits: Limits) -> bool:
    """Beyond the outer limits: more than chance, and worth asking why."""
    return unit.n > 0 and not limits.outer_low <= unit.some / unit.n <= limits.outer_high


def _stretched(target: float, low: float, high: float, stretch: float) -> tuple[float, float]:
    return max(target - stretch * (target - low), 0.0), min(target + stretch * (high - target), 1.0)


def _exact(target: float, n: int, tail: float) -> tuple[float, float]:
    """Spiegelhalter's exact limits: the binomial quantile, moved within its step so that the curve is smooth."""
    if n == 0:
        return 0.0, 1.0
    return _quantile(target, n, tail), _quantile(target, n, 1 - tail)


def _quantile(target: float, n: int, share: float) -> float:
    if not 0 < target < 1:
        return target
    below, k = 0.0, 0
    while k <= n:
        chance = _chance(target, n, k)
        if below + chance >= share or k == n:
            # The smallest k at which the sum reaches the share, less the part of its own step that is beyond it.
            within = (below + chance - share) / chance if chance else 0.0
            return min(max((k - within) / n, 0.0), 1.0)
        below, k = below + chance, k + 1
    return 1.0


def _chance(target: float, n: int, k: int) -> float:
    logs = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(target) + (n - k) * log1p(-target)
    return exp(logs) if logs > -inf else 0.0
