"""What would a week bring when so much of a cause is taken away?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, variance

from wortel.analysis.effect.ratio import resemblance
from wortel.analysis.intervals import LEVEL, student_quantile

FEWEST_CONTACTS = 5
FEWEST_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Saving:
    """Of one amount a week; None where there is too little to say."""

    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def is_certain(self) -> bool:
        return self.value is not None


def estimate_saving(costs: Sequence[float], contacts: Sequence[float], reduction: float | None) -> Saving:
    """The mean cost of a week times the expected reduction, with Student's interval of that mean.

    Weeks that resemble each other widen it as they do around an effect. The expectation itself is taken as it is: the
    interval says how well the cost is known, not whether the expectation is right. Do not add savings of one cause.

    >>> saving = estimate_saving([300, 340, 310, 330, 320, 320], [40] * 6, 0.5)
    >>> [round(one, 1) for one in (saving.value, saving.low, saving.high)]
    [160.0, 152.6, 167.4]
    >>> estimate_saving([9, 9, 9], [1, 1, 1], 0.5)
    Saving(value=None, low=None, high=None)
    """
    if reduction is None or len(costs) < FEWEST_WEEKS or sum(contacts) < FEWEST_CONTACTS:
        return Saving(None)
    mean = fmean(costs)
    rho = resemblance([cost - mean for cost in costs])
    error = sqrt(variance(costs) / len(costs) * (1 + rho) / (1 - rho))
    reach = student_quantile(0.5 + LEVEL / 2, len(costs) - 1) * error
    return Saving(reduction * mean, reduction * max(mean - reach, 0.0), reduction * (mean + reach))
