"""How sure must a look be that is taken before the end of a measurement?

Whoever looks every week and stops at the first good one is fooled more often than one time in twenty. Before the
registered end the interval is therefore wider: the limit of O'Brien and Fleming for looking without pause. The
deviation at a look must exceed c/sqrt(t), where t is the share of the final information that is in and c is chosen so
that all those looks together praise a fix that does nothing at most `SPENT` of the time: by the reflection of Brownian
motion that chance is 2(1 - Phi(c)). Neither the number of looks nor their days need be known beforehand.

Do not use it for the measurement at the registered end: that is judged at the plain level. The budget is one in a
hundred, not more, because weeks that resemble each other make every interval a little too narrow; simulated over all
looks, the last included, a fix that does nothing is then praised in fewer than 5 in 100 worlds also where the weeks
resemble each other with 0.4 (`wortel bench effect`).

References: O'Brien and Fleming (1979), Biometrics 35, 549; Lan and DeMets (1983), Biometrika 70, 659, whose first
spending function this is; Jennison and Turnbull (1989), JRSS B 51, 305, for the interval it gives.
"""

from math import sqrt

from wortel.analysis.effect.compare import FEWEST_AFTER
from wortel.analysis.intervals import LEVEL, normal_quantile, normal_share

SPENT = 0.01


def look_level(*, weeks_before: int, weeks_seen: int, weeks_planned: int) -> float:
    """The level of the interval at a look after `weeks_seen` of the `weeks_planned` weeks; plain at the end.

    Before four weeks are in nothing is judged; those looks are drawn as the one after four.

    >>> [round(look_level(weeks_before=26, weeks_seen=seen, weeks_planned=12), 5) for seen in (4, 8, 11, 12)]
    [0.99993, 0.99716, 0.99206, 0.95]
    """
    if weeks_seen >= weeks_planned:
        return LEVEL
    limit = normal_quantile(1 - SPENT / 2)
    share = _information(weeks_before, max(weeks_seen, FEWEST_AFTER)) / _information(weeks_before, weeks_planned)
    return max(LEVEL, 2 * normal_share(limit / sqrt(min(share, 1.0))) - 1)


def _information(before: int, after: int) -> float:
    """How much two runs of weeks tell of the ratio of their rates."""
    return 1 / (1 / max(before, 1) + 1 / max(after, 1))
