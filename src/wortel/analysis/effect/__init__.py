"""Did the fix work?

Weekly contacts per order before and after a fix are compared, held against topics that were not treated, with an
interval that allows for extra variation and for weeks that resemble their neighbours. Below 30 contacts the exact
conditional comparison of two counts is used.

Do not use it when a control topic shares the process or the owner (the fix would touch both), when a second fix of
the same problem falls in the same weeks, or on raw weekly means: volume rises and falls with the orders. With strong
resemblance between weeks the controlled interval covers about 92 percent instead of 95; say "about 95 percent". Looks
before the registered end are taken at a stricter level, `look_level`, so that looking often does not find more.

References: Lopez Bernal, Cummins, Gasparrini (2017); Bottomley, Scott, Isham (2019); Turner et al. (2020); Przyborowski
and Wilenski (1940) for the exact comparison. DOMAIN.md 3.3. The sensitivity to a trend stands in `effect.trend`, apart,
because it needs numpy.

>>> weeks = WeeklySeries(
...     orders_pre=[1000] * 26, topic_pre=[30, 34, 26] * 8 + [31, 29], control_pre=[50] * 26,
...     orders_post=[1000] * 12, topic_post=[14, 16, 15] * 4, control_post=[50] * 12,
... )
>>> effect = compare_weeks(weeks)
>>> effect.verdict, f"{effect.headline.ratio:.2f} [{effect.headline.low:.2f}, {effect.headline.high:.2f}]"
('works', '0.50 [0.41, 0.61]')
"""

from wortel.analysis.effect.compare import FEWEST_AFTER, Effect, compare_weeks
from wortel.analysis.effect.looks import look_level
from wortel.analysis.effect.power import contacts_needed, estimate_spread, reduction_seen
from wortel.analysis.effect.ratio import Ratio, compare_counts
from wortel.analysis.effect.saving import Saving, estimate_saving
from wortel.analysis.effect.series import UnevenWeeks, WeeklySeries, without_peaks

__all__ = [
    "FEWEST_AFTER",
    "Effect",
    "Ratio",
    "Saving",
    "UnevenWeeks",
    "WeeklySeries",
    "compare_counts",
    "compare_weeks",
    "contacts_needed",
    "estimate_saving",
    "estimate_spread",
    "look_level",
    "reduction_seen",
    "without_peaks",
]
