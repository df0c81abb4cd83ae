"""How many contacts did telling customers in advance spare?

Only by comparison with a group that was picked at random and not told. Page views without a contact are no
comparison: those people might not have called either.

Reference: difference and ratio of two Poisson rates with Wald limits, the ratio on the log scale.

>>> spared = compare_groups(contacts_without=200, people_without=4_000, contacts_with=920, people_with=36_000)
>>> f"{spared.avoided.value:.0f} [{spared.avoided.low:.0f}, {spared.avoided.high:.0f}]"
'880 [624, 1136]'
"""

from dataclasses import dataclass
from math import exp, sqrt

from wortel.analysis.intervals import LEVEL, Estimate, normal_quantile


@dataclass(frozen=True, slots=True)
class Deflection:
    """Contacts avoided among those who were told, and the ratio of the two rates."""

    avoided: Estimate
    ratio: Estimate

    @property
    def is_certain(self) -> bool:
        """Both limits on the same side of nothing."""
        return (
            self.avoided.low is not None and self.avoided.high is not None and self.avoided.low * self.avoided.high > 0
        )


def compare_groups(*, contacts_without: int, people_without: int, contacts_with: int, people_with: int) -> Deflection:
    """Hold the people who were told against those who were not; an empty group gives no figure."""
    n = people_without + people_with
    nothing = Estimate(None, None, None, n)
    if not (people_without and people_with):
        return Deflection(nothing, nothing)
    z = normal_quantile(0.5 + LEVEL / 2)
    rate_without, rate_with = contacts_without / people_without, contacts_with / people_with
    half = z * sqrt(contacts_without / people_without**2 + contacts_with / people_with**2)
    difference = rate_without - rate_with
    avoided = Estimate(
        people_with * difference, people_with * (difference - half), people_with * (difference + half), n
    )
    if not (contacts_without and contacts_with):
        return Deflection(avoided, nothing)
    ratio = rate_with / rate_without
    reach = exp(z * sqrt(1 / contacts_without + 1 / contacts_with))
    return Deflection(avoided, Estimate(ratio, ratio / reach, ratio * reach, n))
