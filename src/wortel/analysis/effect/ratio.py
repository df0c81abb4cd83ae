"""How much did the rate change, and how sure is that?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, sqrt

from wortel.analysis.intervals import LEVEL, exact_share, student_quantile

LARGEST_RHO = 0.8
# Beyond this a limit is a larger number than a computer holds: so few weeks have no interval.
FARTHEST = 700.0


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rate ratio with its interval; `se` is that of its logarithm, None where the comparison is exact."""

    ratio: float
    low: float | None
    high: float | None
    se: float | None = None
    phi: float | None = None
    rho: float | None = None
    freedom: int = 0

    def held_against(self, control: "Ratio", level: float = LEVEL) -> "Ratio | None":
        """What is left of the change when the untreated topics moved as they did."""
        if self.se is None or control.se is None:
            return None
        return _spread(self.ratio / control.ratio, sqrt(self.se**2 + control.se**2), self.freedom, level)


def compare_counts(
    before: int, after: int, exposure_before: float, exposure_after: float, level: float = LEVEL
) -> Ratio:
    """The exact conditional comparison of two counts: given their sum, one of them is binomial.

    >>> r = compare_counts(12, 7, 4000, 4000)
    >>> f"{r.ratio:.4f} [{r.low:.4f}, {r.high:.4f}]"
    '0.5833 [0.1946, 1.6070]'
    """
    exposure = exposure_before / exposure_after
    low, high = (_odds(share) * exposure for share in exact_share(after, before + after, level))
    return Ratio(after / before * exposure if before else inf, low, high)


def compare_series(
    before: Sequence[float],
    after: Sequence[float],
    orders_before: Sequence[float],
    orders_after: Sequence[float],
    level: float = LEVEL,
) -> Ratio:
    """The quasi-Poisson comparison with a correction for neighbouring weeks; both periods need contacts and orders."""
    y0, y1, o0, o1 = sum(before), sum(after), sum(orders_before), sum(orders_after)
    rate0, rate1 = y0 / o0, y1 / o1
    residuals = [
        *_residuals(before, orders_before, rate0),
        *_residuals(after, orders_after, rate1),
    ]
    freedom = len(residuals) - 2
    if freedom < 1:
        return Ratio(rate1 / rate0, None, None)
    phi = sum(e * e for e in residuals) / freedom
    rho = resemblance(residuals)
    se = sqrt(max(1.0, phi) * (1 / y0 + 1 / y1) * (1 + rho) / (1 - rho))
    return _spread(rate1 / rate0, se, freedom, level, phi, rho)


def _spread(
    ratio: float, se: float, freedom: int, level: float, phi: float | None = None, rho: float | None = None
) -> Ratio:
    far = student_quantile(0.5 + level / 2, freedom) * se
    if far > FARTHEST:
        return Ratio(ratio, None, None, se, phi, rho, freedom)
    return Ratio(ratio, ratio / exp(far), ratio * exp(far), se, phi, rho, freedom)


def _residuals(contacts: Sequence[float], orders: Sequence[float], rate: float) -> list[float]:
    """Pearson residuals; a week without orders expects nothing and says nothing about the spread."""
    return [
        (contact - rate * order) / sqrt(rate * order) if order else 0.0
        for contact, order in zip(contacts, orders, strict=True)
    ]


def resemblance(residuals: Sequence[float]) -> float:
    """The correlation of each week with the week before, between 0 and 0.8; the washout gap is ignored."""
    total = sum(e * e for e in residuals)
    if not total:
        return 0.0
    rho = sum(e * before for e, before in zip(residuals[1:], residuals, strict=False)) / total
    return min(max(rho, 0.0), LARGEST_RHO)


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else inf
