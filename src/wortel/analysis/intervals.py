"""How sure are we of a share, a mean or a ratio?

Plain Python on purpose: pages and reports use it without loading scipy. Do not use `wilson` for shares that are
weighted or for the same people asked twice; those answers are not independent.

References: Wilson (1927) for shares; Clopper and Pearson (1934) for the exact share behind a ratio of two counts;
Garwood (1936) for a count; the incomplete beta and gamma functions by continued fraction (Lentz, 1976).
"""

from dataclasses import dataclass
from functools import cache
from math import exp, inf, lgamma, log, log1p, nan, sqrt
from statistics import NormalDist

LEVEL = 0.95
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with the interval it may lie in, and how many observations stand behind it."""

    value: float | None
    low: float | None
    high: float | None
    n: int

    @property
    def is_certain(self) -> bool:
        """Fewer than 20 observations are shown in grey, whatever the value."""
        return self.n >= 20


def estimate_share(yes: int, n: int) -> Estimate:
    """The share of `yes` in `n` with its Wilson interval; nothing counted gives no value.

    >>> e = estimate_share(296, 400)
    >>> f"{e.value:.2%} [{e.low:.2%}, {e.high:.2%}]"
    '74.00% [69.49%, 78.06%]'
    >>> estimate_share(0, 0)
    Estimate(value=None, low=None, high=None, n=0)
    """
    if n == 0:
        return Estimate(None, None, None, 0)
    low, high = wilson(yes, n)
    return Estimate(yes / n, low, high, n)


def wilson(yes: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """The Wilson score interval of a share; it never leaves 0 to 1 and is honest for small n."""
    z = normal_quantile(0.5 + level / 2)
    p = yes / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return (0.0 if yes == 0 else centre - half, 1.0 if yes == n else centre + half)


def exact_share(yes: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """The Clopper-Pearson interval of a share: at least `level` certain, for any n.

    >>> [round(limit, 4) for limit in exact_share(7, 19)]
    [0.1629, 0.6164]
    """
    tail = (1 - level) / 2
    low = 0.0 if yes == 0 else beta_quantile(tail, yes, n - yes + 1)
    high = 1.0 if yes == n else beta_quantile(1 - tail, yes + 1, n - yes)
    return low, high


def exact_count(count: int, level: float = LEVEL) -> tuple[float, float]:
    """The Garwood interval of the mean behind a Poisson count.

    >>> [round(limit, 2) for limit in exact_count(12)]
    [6.2, 20.96]
    """
    tail = (1 - level) / 2
    low = 0.0 if count == 0 else _gamma_quantile(tail, count)
    return low, _gamma_quantile(1 - tail, count + 1)


def normal_quantile(share: float) -> float:
    """The normal value below which `share` lies; 0.975 gives 1.959964."""
    return NormalDist().inv_cdf(share)


def normal_share(value: float) -> float:
    """The share of the normal distribution below `value`."""
    return NormalDist().cdf(value)


@cache
def student_quantile(share: float, freedom: float) -> float:
    """Student's value below which `share` lies.

    >>> round(student_quantile(0.975, 36), 4), round(student_quantile(0.8, 36), 4)
    (2.0281, 0.8517)
    """
    if share < 0.5:
        return -student_quantile(1 - share, freedom)
    tail = 2 * (1 - share)
    if tail == 1:
        return 0.0
    x = beta_quantile(tail, freedom / 2, 0.5)
    return sqrt(freedom * (1 - x) / x) if x > 0 else inf


def beta_quantile(share: float, a: float, b: float) -> float:
    """The value below which `share` of the beta distribution lies, by halving."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if beta_share(middle, a, b) < share else (low, middle)
    return (low + high) / 2


def beta_share(x: float, a: float, b: float) -> float:
    """The share of the beta distribution below `x` (the regularised incomplete beta function)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(x, a, b) / a
    return 1 - front * _beta_fraction(1 - x, b, a) / b


def _beta_fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function."""
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 100_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1 / _away(1 + even * d), _away(1 + even / c)
        value *= c * d
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1 / _away(1 + odd * d), _away(1 + odd / c)
        value *= c * d
        if abs(c * d - 1) < 1e-15:
            return value
    return nan


def _away(value: float) -> float:
    """Keep a denominator away from zero, as Lentz's method asks."""
    return value if abs(value) > _TINY else _TINY


def _gamma_quantile(share: float, shape: int) -> float:
    """The value below which `share` of the gamma distribution of a whole shape lies, by halving."""
    low, high = 0.0, shape + 20 * sqrt(shape) + 50.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if _gamma_share(middle, shape) < share else (low, middle)
    return (low + high) / 2


def _gamma_share(x: float, shape: int) -> float:
    """For a whole shape the gamma share is one minus a Poisson sum."""
    if x <= 0:
        return 0.0
    return 1 - sum(exp(k * log(x) - x - lgamma(k + 1)) for k in range(shape))
