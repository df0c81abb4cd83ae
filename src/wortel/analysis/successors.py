"""Which question comes next?

Of the customers who asked one thing, how many came back within two weeks with a certain other thing, and is that more
often than customers come back with it after anything? Do not use it to say that the first causes the second, nor for
the same question twice: that is a repeat (`repeats`).

Reference: next-issue avoidance (Dixon, Toman and DeLisi, 2013); the share with its Wilson interval, kept only where the
whole interval lies above the base share.

>>> day = timedelta(days=1)
>>> start = datetime(2025, 1, 1)
>>> asked = [Visit(n, 1, start) for n in range(40)] + [Visit(n, 2, start + 3 * day) for n in range(20)]
>>> [(one.first, one.next, one.times, one.of) for one in find_successors(asked)]
[(1, 2, 20, 40)]
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from wortel.analysis.intervals import wilson

DAYS = 14
FEWEST_ASKED, FEWEST_TIMES = 20, 5


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody asked something."""

    customer: int
    reason: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Successor:
    """How often `next` followed `first`, and how often it followed anything (`base`)."""

    first: int
    next: int
    times: int
    of: int
    share: float
    low: float
    high: float
    base: float


def find_successors(visits: Iterable[Visit], *, days: int = DAYS) -> list[Successor]:
    """The questions that surely follow another one more often than by chance, the most frequent first."""
    asked, followed = _count(visits, timedelta(days=days))
    everything = sum(asked.values())
    anywhere: Counter[int] = Counter()
    for (_, after), n in followed.items():
        anywhere[after] += n
    found = []
    for (first, after), times in followed.items():
        # Held against what follows the other questions, or a frequent pair would be held against itself.
        others = everything - asked[first]
        base = (anywhere[after] - times) / others if others else 0.0
        low, high = wilson(times, asked[first])
        if asked[first] >= FEWEST_ASKED and times >= FEWEST_TIMES and low > base:
            found.append(Successor(first, after, times, asked[first], times / asked[first], low, high, base))
    return sorted(found, key=lambda one: (-one.times, one.first, one.next))


def _count(visits: Iterable[Visit], window: timedelta) -> tuple[Counter[int], Counter[tuple[int, int]]]:
    """How often each thing was asked, and how often another one followed in time: once for each asking."""
    journeys: defaultdict[int, list[Visit]] = defaultdict(list)
    for visit in visits:
        journeys[visit.customer].append(visit)
    asked: Counter[int] = Counter()
    followed: Counter[tuple[int, int]] = Counter()
    for journey in journeys.values():
        journey.sort(key=lambda visit: visit.at)
        for place, visit in enumerate(journey):
            asked[visit.reason] += 1
            later = (other for other in journey[place + 1 :] if other.at - visit.at <= window)
            for after in {other.reason for other in later} - {visit.reason}:
                followed[visit.reason, after] += 1
    return asked, followed
