"""How much trouble did a partner have, held against what its own parcels would have had with everybody?

Indirect standardisation: expected = sum over strata of the partner's parcels times the share of all partners together;
ratio = observed / expected, with the exact Poisson limits of the observed count, and Byar's approximation to them from
100 on, where they agree to three digits.

Do not compare two such ratios with each other: each is weighted by its own mix (use `compare_like_with_like`). And a
partner that carries nearly everything is held against itself: its ratio cannot be far from 1.

References: Breslow and Day (1987), Statistical methods in cancer research II, chapter 2; Garwood (1936); Byar as given
by Breslow and Day, formula 2.13.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import sqrt

from wortel.analysis.case_mix.strata import FEWEST, Counted
from wortel.analysis.intervals import exact_count, normal_quantile

EXACT_BELOW = 100
SURE_FROM = 20


@dataclass(frozen=True, slots=True)
class Expected:
    """Observed beside expected; `share_of_whole` says how much of the yardstick is the partner itself."""

    observed: int
    expected: float
    ratio: float | None
    low: float | None
    high: float | None
    n: int
    share_of_whole: float

    @property
    def is_certain(self) -> bool:
        """Fewer than 20 expected are shown in grey: the plan decides it, not the outcome."""
        return self.expected >= SURE_FROM

    @property
    def differs(self) -> bool:
        """The interval leaves out 1: more or less trouble than its parcels explain."""
        return self.low is not None and self.high is not None and not self.low <= 1 <= self.high


def compare_with_expected[Key: Hashable](own: Mapping[Key, Counted], whole: Mapping[Key, Counted]) -> Expected:
    """The partner's trouble beside what its parcels would have had with all partners together.

    A carrier of difficult parcels looks bad by its plain share (150 against 105 per 1,000) and is not:

    >>> from wortel.analysis.case_mix.strata import Counted
    >>> own = {"easy": Counted(10, 200), "difficult": Counted(140, 800)}
    >>> whole = {"easy": Counted(70, 1000), "difficult": Counted(180, 1000)}
    >>> e = compare_with_expected(own, whole)
    >>> f"{e.observed} {e.expected:.1f} {e.ratio:.3f} [{e.low:.3f}, {e.high:.3f}] {e.differs}"
    '150 158.0 0.949 [0.804, 1.114] False'
    """
    held = {stratum: counted for stratum, counted in own.items() if counted.n and whole[stratum].n}
    observed = sum(counted.some for counted in held.values())
    n = sum(counted.n for counted in held.values())
    expected = sum(counted.n * whole[stratum].some / whole[stratum].n for stratum, counted in held.items())
    everything = sum(whole[stratum].n for stratum in held)
    share = n / everything if everything else 0.0
    if expected < FEWEST:
        return Expected(observed, expected, None, None, None, n, share)
    low, high = limits_of_count(observed)
    return Expected(observed, expected, observed / expected, low / expected, high / expected, n, share)


def limits_of_count(count: int, level: float = 0.95) -> tuple[float, float]:
    """The limits of the mean behind a Poisson count: exact, from 100 on by Byar.

    >>> [round(limit, 2) for limit in limits_of_count(10)]
    [4.8, 18.39]
    >>> [round(limit, 1) for limit in limits_of_count(100)]
    [81.4, 121.6]
    """
    if count < EXACT_BELOW:
        return exact_count(count, level)
    z = normal_quantile(0.5 + level / 2)
    low = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3
    above = count + 1
    return low, above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3
