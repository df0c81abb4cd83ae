"""Will the effect of a fix be seen, with the contacts there are?"""

from dataclasses import dataclass
from datetime import datetime

from wortel.analysis.effect import contacts_needed, estimate_spread, reduction_seen
from wortel.problems.models import Problem, Yardstick
from wortel.problems.queries.weeks import latest_mondays, weekly_series

WEEKS_BEFORE = 26


@dataclass(frozen=True)
class Outlook:
    """What can be seen: `needed` contacts for `reduction`, where there are `contacts` in `weeks` weeks."""

    reduction: float
    needed: int
    contacts: int
    weeks: int
    seen: float | None

    @property
    def is_enough(self) -> bool:
        return self.contacts >= self.needed


def foresee(problem: Problem, now: datetime, *, reduction: float, weeks_after: int, exposure: str) -> Outlook:
    """Hold the contacts of the latest half year against those needed; a problem younger than that has fewer weeks."""
    mondays = latest_mondays(now, WEEKS_BEFORE + 1)[:-1]
    series = weekly_series(problem, mondays=mondays, exposure=exposure)
    first = next((at for at, count in enumerate(series.contacts) if count), len(mondays) - 1)
    contacts, drivers = series.contacts[first:], series.orders[first:]
    spread = estimate_spread(contacts, drivers if exposure != Yardstick.NONE and any(drivers) else [1] * len(contacts))
    # Not 1: the whole of a cause cannot be held against nothing.
    share, growth = min(reduction, 0.99), weeks_after / len(contacts)
    needed = contacts_needed(share, post_per_pre=growth, phi=spread)
    seen = reduction_seen(sum(contacts), post_per_pre=growth, phi=spread)
    return Outlook(reduction, needed, sum(contacts), len(contacts), seen)
