"""Which topics burst, on which day for the first time?"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from wortel.analysis.bursts.weekdays import weigh_days
from wortel.analysis.bursts.windows import (
    FEWEST,
    GUARD,
    NEEDED,
    THRESHOLD,
    WINDOWS,
    Numbers,
    Window,
    judge_windows,
)

QUIET_DAYS = 7
LEFT_OUT_AT_MOST = 28


@dataclass(frozen=True, slots=True)
class Alarm:
    """A topic on a day that is judged a burst; `first` is true once until seven quiet days have passed.

    `window` is the most surprising of the three; `q` is the expected share of false alarms among the topics of that
    day that are at least as surprising.
    """

    day: date
    topic: str
    window: Window
    count: int
    expected: float
    p: float
    first: bool
    q: float

    def as_json(self) -> dict[str, object]:
        """A line of `wortel bursts`."""
        return {
            "date": self.day.isoformat(),
            "topic": self.topic,
            "window": self.window,
            "count": self.count,
            "expected": self.expected,
            "p": self.p,
            "first": self.first,
        }


@dataclass(frozen=True, slots=True)
class DailyCounts:
    """Contacts by topic (rows) and day (columns), and the orders of each day where they are known."""

    first_day: date
    topics: Sequence[str]
    counts: Numbers
    orders: Numbers | None = None


def read_days(rows: Iterable[tuple[date, str, int]], orders: Mapping[date, float] | None = None) -> DailyCounts:
    """Lay the rows out by topic and day; days without a row are nothing, rows of one topic and day add up.

    >>> days = read_days([(date(2025, 9, 3), "late", 2), (date(2025, 9, 1), "late", 1)])
    >>> days.counts.tolist()
    [[1.0, 0.0, 2.0]]
    """
    kept = list(rows)
    seen = [day for day, _, _ in kept] + list(orders or ())
    first = min(seen, default=date.min)
    width = (max(seen, default=first) - first).days + 1 if seen else 0
    topics = sorted({topic for _, topic, _ in kept})
    row_of = {topic: row for row, topic in enumerate(topics)}
    counts = np.zeros((len(topics), width))
    for day, topic, count in kept:
        counts[row_of[topic], (day - first).days] += count
    return DailyCounts(first, topics, counts, _lay_out_orders(orders or {}, first, width))


def find_bursts(days: DailyCounts, *, holidays: Collection[date] = ()) -> list[Alarm]:
    """Judge every day that has 63 days before it; holidays count as Sundays. Alarms in order of day and surprise."""
    judged = _Judged(days, holidays)
    return [alarm for day in range(NEEDED, days.counts.shape[1]) for alarm in judged.judge(day)]


class _Judged:
    """The days judged so far: alarms take weight from later history and silence their own topic."""

    def __init__(self, days: DailyCounts, holidays: Collection[date]) -> None:
        self._days = days
        self._alarmed = np.zeros(days.counts.shape, bool)
        self._dates = [days.first_day + timedelta(days=n) for n in range(days.counts.shape[1])]
        self._kinds = np.array([6 if day in holidays else day.weekday() for day in self._dates], int)

    def judge(self, day: int) -> Iterator[Alarm]:
        counts = self._days.counts
        past = slice(day - NEEDED, day - GUARD)
        weights = weigh_days(counts, self._kinds, past, self._days.orders)
        busy = np.broadcast_to(weights, counts.shape)
        found = judge_windows(counts, day, busy, np.where(_left_out(self._alarmed[:, past]), 0.0, busy[:, past]))
        p = np.array([found[window][2] for window in WINDOWS])
        p_counted = np.where(np.array([found[window][0] for window in WINDOWS]) >= FEWEST, p, 1.0)
        self._alarmed[:, day] = (p_counted < THRESHOLD).any(axis=0)
        q = rank_surprises(np.minimum(len(WINDOWS) * p_counted.min(axis=0), 1.0))
        for row in np.argsort(p_counted.min(axis=0), kind="stable"):
            if self._alarmed[row, day]:
                window = WINDOWS[int(p_counted[:, row].argmin())]
                count, expected, chance = (float(numbers[row]) for numbers in found[window])
                first = not self._alarmed[row, day - QUIET_DAYS : day].any()
                topic = self._days.topics[row]
                yield Alarm(self._dates[day], topic, window, round(count), expected, chance, bool(first), float(q[row]))


def rank_surprises(p: Numbers) -> Numbers:
    """The Benjamini-Hochberg q of each p: the false share among everything at least as surprising.

    >>> rank_surprises(np.array([0.01, 0.04, 0.03, 0.5])).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    order = np.argsort(p)
    stepped = p[order] * len(p) / np.arange(1, len(p) + 1)
    q = np.empty_like(p)
    q[order] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1.0)
    return q


def _left_out(alarmed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of the alarm days the oldest 28 are left out of history; later ones count, so a lasting level becomes normal."""
    return alarmed & (alarmed.cumsum(axis=1) <= LEFT_OUT_AT_MOST)


def _lay_out_orders(orders: Mapping[date, float], first: date, width: int) -> Numbers | None:
    """Orders by day; a day whose orders nobody told is taken for an average one."""
    if not any(orders.values()):
        return None
    laid = np.full(width, sum(orders.values()) / len(orders))
    for day, amount in orders.items():
        laid[(day - first).days] = amount
    return laid
