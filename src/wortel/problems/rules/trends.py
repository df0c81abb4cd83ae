"""Is it more, fewer, or about as many as before?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from wortel.analysis.effect.ratio import compare_counts, compare_series

type Way = Literal["more", "fewer", "same", "unknown"]

LEAST = 5


@dataclass(frozen=True, slots=True)
class Trend:
    """The way it goes; the size only where the interval leaves no doubt about the way."""

    way: Way
    ratio: float | None = None


def judge_trend(contacts: Sequence[int], orders: Sequence[int]) -> Trend:
    """The last week against those before it, by orders; an interval that holds nought change gives no way.

    >>> judge_trend([20, 22, 19, 21, 20, 23, 20, 50], [100] * 8).way
    'more'
    >>> judge_trend([20, 22, 19, 21, 20, 23, 20, 22], [100] * 8).way
    'same'
    >>> judge_trend([0, 1, 0, 0, 0, 1, 0, 1], [100] * 8).way
    'unknown'
    """
    before, after = sum(contacts[:-1]), contacts[-1]
    known = list(orders) if min(orders, default=0) > 0 else [1] * len(contacts)
    if before + after < LEAST or before == 0:
        return Trend("unknown")
    if after == 0:
        found = compare_counts(before, after, sum(known[:-1]), known[-1])
    else:
        found = compare_series(contacts[:-1], contacts[-1:], known[:-1], known[-1:])
    if found.low is None or found.high is None or found.low <= 1 <= found.high:
        return Trend("same")
    return Trend("more" if found.low > 1 else "fewer", found.ratio)


def is_digest_moment(here: datetime, *, weekday: int, hour: int, until_hour: int) -> bool:
    """On the agreed day from the agreed hour on; later in that week at any mail hour, should it have been missed."""
    if here.weekday() == weekday:
        return hour <= here.hour < max(until_hour, hour + 1)
    return here.weekday() > weekday and hour <= here.hour < until_hour
