"""Would two partners with the same parcels have the same trouble?

Direct standardisation: each partner's share in each stratum, weighted by the parcels of both together. Only strata
count in which both carried enough; what is left out is told. The interval of the ratio is that of its logarithm; the
variance of a stratum is taken at (some + 1/2) / (n + 1), so that a stratum without trouble is not taken for certain.

Do not use it where the two share hardly any strata: then nobody can say, and `is_certain` is false.

References: Breslow and Day (1987), Statistical methods in cancer research II, chapter 2; Rothman, Greenland and Lash
(2008), Modern epidemiology, chapter 15; the half that is added in the variance after Agresti (2013), section 3.1.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import exp, sqrt

from wortel.analysis.case_mix.strata import FEWEST, Counted, count_whole
from wortel.analysis.intervals import normal_quantile

SURE_FROM = 20
MOST_LEFT_OUT = 0.5
_Z = normal_quantile(0.975)


@dataclass(frozen=True, slots=True)
class Standardised:
    """One partner: its plain share of everything, and the share it would have with the common parcels."""

    crude: float | None
    share: float | None
    low: float | None
    high: float | None
    counted: Counted
    left_out: int

    @property
    def is_certain(self) -> bool:
        """Trouble was counted often enough, in most of what was carried."""
        return self.counted.some >= SURE_FROM and self.left_out <= MOST_LEFT_OUT * (self.left_out + self.counted.n)


@dataclass(frozen=True, slots=True)
class Two:
    """Two partners side by side; `ratio` is the second held against the first."""

    first: Standardised
    second: Standardised
    ratio: float | None
    low: float | None
    high: float | None
    crude_ratio: float | None
    strata: int

    @property
    def is_certain(self) -> bool:
        return self.first.is_certain and self.second.is_certain

    @property
    def differs(self) -> bool:
        """The interval of the ratio leaves out 1."""
        return self.low is not None and self.high is not None and not self.low <= 1 <= self.high

    @property
    def order_turns(self) -> bool:
        """The plain shares put the two in the other order, and wrongly so as far as can be told."""
        if self.ratio is None or self.crude_ratio is None or not self.differs:
            return False
        return (self.ratio > 1) != (self.crude_ratio > 1)


def compare_like_with_like[Key: Hashable](first: Mapping[Key, Counted], second: Mapping[Key, Counted]) -> Two:
    """Two partners, each with the parcels of both.

    Success of two treatments of kidney stones (Charig and others, 1986): the first does better with small stones and
    with large ones, and looks worse overall because it was given the large ones.

    >>> surgery = {"small": Counted(81, 87), "large": Counted(192, 263)}
    >>> keyhole = {"small": Counted(234, 270), "large": Counted(55, 80)}
    >>> two = compare_like_with_like(surgery, keyhole)
    >>> f"plainly {two.first.crude:.3f} and {two.second.crude:.3f}"
    'plainly 0.780 and 0.826'
    >>> f"like with like {two.first.share:.3f} and {two.second.share:.3f}"
    'like with like 0.833 and 0.779'
    """
    common = [key for key in first if first[key].n >= FEWEST and key in second and second[key].n >= FEWEST]
    total = sum(first[key].n + second[key].n for key in common)
    weights = {key: (first[key].n + second[key].n) / total for key in common}
    one, other = _standardise(first, weights), _standardise(second, weights)
    ratio = _quotient(other.share, one.share)
    low, high = None, None
    if ratio:
        se = sqrt(_relative_variance(first, weights, one) + _relative_variance(second, weights, other))
        low, high = ratio * exp(-_Z * se), ratio * exp(_Z * se)
    return Two(one, other, ratio, low, high, _quotient(other.crude, one.crude), len(common))


def _standardise[Key: Hashable](mix: Mapping[Key, Counted], weights: Mapping[Key, float]) -> Standardised:
    whole = count_whole(mix)
    held = sum((mix[key] for key in weights), Counted())
    if not weights:
        return Standardised(whole.share, None, None, None, held, whole.n)
    share = sum(weight * mix[key].some / mix[key].n for key, weight in weights.items())
    low, high = _limits(share, _variance(mix, weights))
    return Standardised(whole.share, share, low, high, held, whole.n - held.n)


def _variance[Key: Hashable](mix: Mapping[Key, Counted], weights: Mapping[Key, float]) -> float:
    total = 0.0
    for key, weight in weights.items():
        likely = (mix[key].some + 0.5) / (mix[key].n + 1)
        total += weight**2 * likely * (1 - likely) / mix[key].n
    return total


def _limits(share: float, variance: float) -> tuple[float, float]:
    """On the scale of the odds, where the limits stay between nought and one; nought and one have only one side."""
    if not 0 < share < 1:
        half = _Z * sqrt(variance)
        return max(share - half, 0.0), min(share + half, 1.0)
    half = _Z * sqrt(variance) / (share * (1 - share))
    odds = share / (1 - share)
    return odds * exp(-half) / (1 + odds * exp(-half)), odds * exp(half) / (1 + odds * exp(half))


def _relative_variance[Key: Hashable](
    mix: Mapping[Key, Counted], weights: Mapping[Key, float], side: Standardised
) -> float:
    """The variance of the logarithm of the standardised share."""
    return _variance(mix, weights) / side.share**2 if side.share else 0.0


def _quotient(above: float | None, below: float | None) -> float | None:
    return above / below if above is not None and below else None
