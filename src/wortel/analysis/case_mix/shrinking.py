"""What would a small partner's share become with more data?

Beta-binomial shrinkage: partners' true shares are taken as drawn from one beta distribution, whose a and b are fitted
to all partners by maximum likelihood; each share becomes (k + a) / (n + a + b), drawn to the common mean by as much as
its own data leave open. The interval is that of the beta distribution that remains.

Do not use it with fewer than three partners: the spread between them cannot be told from chance, and `is_certain` is
false. The interval takes a and b as known and is a little too narrow with few partners.

References: Efron and Morris (1975) for the idea; Gelman and others, Bayesian data analysis (2013), section 5.3, for the
beta-binomial; fitted to their 71 groups of rats (Tarone, 1982) in the tests.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log

from wortel.analysis.case_mix.strata import Counted
from wortel.analysis.intervals import beta_quantile

FEWEST_UNITS = 3
# log(a + b): from nearly nothing in common to no difference but chance.
WEAKEST, STRONGEST = log(0.5), log(1e6)
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Each partner's share with its interval, in the order given, and the common beta distribution."""

    shares: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    a: float
    b: float

    @property
    def mean(self) -> float:
        return self.a / (self.a + self.b)

    @property
    def is_certain(self) -> bool:
        return len(self.shares) >= FEWEST_UNITS


def estimate_shrunk(units: Sequence[Counted]) -> Shrunk:
    """The shares drawn together.

    Nobody of 4 does not mean never: the small one goes to the mean, the large one hardly moves.

    >>> s = estimate_shrunk([Counted(0, 4), Counted(180, 1000), Counted(60, 500), Counted(9, 90), Counted(30, 150)])
    >>> [round(share, 3) for share in s.shares]
    [0.148, 0.176, 0.127, 0.132, 0.176]
    """
    seen = [unit for unit in units if unit.n]
    whole = sum(seen, Counted())
    if not 0 < whole.some < whole.n:
        # Everybody or nobody: no spread to learn from; half a case keeps the mean off the edge.
        mean, size = (whole.some + 0.5) / (whole.n + 1), 2.0
    else:
        mean, size = _fit(seen)
    a, b = mean * size, (1 - mean) * size
    after = [(unit.some + a, unit.n - unit.some + b) for unit in units]
    return Shrunk(
        shares=tuple(left / (left + right) for left, right in after),
        lows=tuple(beta_quantile(0.025, left, right) for left, right in after),
        highs=tuple(beta_quantile(0.975, left, right) for left, right in after),
        a=a,
        b=b,
    )


def _fit(units: Sequence[Counted]) -> tuple[float, float]:
    """The mean and the size (a + b) that make these counts most likely: one search inside another."""

    def best_mean(log_size: float) -> float:
        return _search(lambda mean: _likelihood(units, mean, exp(log_size)), 1e-6, 1 - 1e-6)

    log_size = _search(lambda at: _likelihood(units, best_mean(at), exp(at)), WEAKEST, STRONGEST)
    return best_mean(log_size), exp(log_size)


def _likelihood(units: Sequence[Counted], mean: float, size: float) -> float:
    a, b = mean * size, (1 - mean) * size
    common = lgamma(a) + lgamma(b) - lgamma(size)
    return sum(
        lgamma(unit.some + a) + lgamma(unit.n - unit.some + b) - lgamma(unit.n + size) - common for unit in units
    )


def _search(value: Callable[[float], float], low: float, high: float) -> float:
    """The place of the highest value between two bounds, by golden section; the likelihood has one top."""
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = value(left), value(right)
    while high - low > 1e-7 * max(1.0, abs(low), abs(high)):
        if at_left >= at_right:
            high, right, at_right = right, left, at_left
            left = high - _GOLDEN * (high - low)
            at_left = value(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + _GOLDEN * (high - low)
            at_right = value(right)
    return (low + high) / 2
