"""Is what came in the last days more than the weeks before make likely?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

type Numbers = NDArray[np.float64]
type Window = Literal[1, 3, 7]

WINDOWS: tuple[Window, ...] = (1, 3, 7)
HISTORY = 56
GUARD = 7
NEEDED = HISTORY + GUARD
THRESHOLD = 0.001 / len(WINDOWS)
FEWEST = 3
SMALLEST_MEAN = 0.05


@dataclass(frozen=True, slots=True)
class Surprise:
    """How unlikely the count of one window is: `p` is the chance of so many or more."""

    window: Window
    count: int
    expected: float
    p: float

    @property
    def is_alarm(self) -> bool:
        return self.p < THRESHOLD and self.count >= FEWEST


def judge_day(counts: Sequence[float], day: int, weights: Sequence[float] | None = None) -> tuple[Surprise, ...]:
    """Judge the three windows that end on `day` of one topic; `weights` say how busy each day is expected to be.

    Days of weight 0 do not count as history. Without 63 days before it a day is not judged.

    >>> history = [0, 1, 2, 1, 1, 0, 2] * 9
    >>> [(s.window, s.count, f"{s.p:.4f}", s.is_alarm) for s in judge_day([*history, 9], 63)]
    [(1, 9, '0.0000', True), (3, 11, '0.0005', False), (7, 16, '0.0043', False)]
    """
    if day < NEEDED:
        return ()
    series = np.asarray(counts, float)[None, :]
    busy = np.ones_like(series) if weights is None else np.asarray(weights, float)[None, :]
    kept = busy[:, day - NEEDED : day - GUARD]
    found = judge_windows(series, day, busy, kept)
    return tuple(Surprise(w, int(x[0]), float(mu[0]), float(p[0])) for w, (x, mu, p) in found.items())


def judge_windows(
    counts: Numbers, day: int, busy: Numbers, kept: Numbers
) -> dict[Window, tuple[Numbers, Numbers, Numbers]]:
    """Count, expectation and tail of each window, for all topics (rows) at once.

    `busy` is the weight of every day; `kept` that of the 56 days of history, 0 where a day is left out of it.
    """
    history = np.where(kept > 0, counts[:, day - NEEDED : day - GUARD], 0.0)
    seen, weight = history.sum(axis=1), kept.sum(axis=1)
    rate = np.divide(seen, weight, out=np.zeros_like(seen), where=weight > 0)
    phi = _spread(history, kept, rate)
    found: dict[Window, tuple[Numbers, Numbers, Numbers]] = {}
    for window in WINDOWS:
        count = counts[:, day + 1 - window : day + 1].sum(axis=1)
        mean = np.maximum(rate * busy[:, day + 1 - window : day + 1].sum(axis=1), SMALLEST_MEAN)
        # The second term is what 56 days leave unknown about the rate.
        variance = phi * mean + mean**2 * phi / np.maximum(seen, 1)
        found[window] = (count, mean, _tail(count, mean, variance))
    return found


def _spread(history: Numbers, kept: Numbers, rate: Numbers) -> Numbers:
    """How much more the days vary than chance alone; never less than chance."""
    expected = rate[:, None] * kept
    squares = np.divide((history - expected) ** 2, expected, out=np.zeros_like(expected), where=expected > 0)
    days = np.count_nonzero(kept > 0, axis=1)
    phi: Numbers = np.maximum(1.0, squares.sum(axis=1) / np.maximum(days - 1, 1))
    return phi


def _tail(count: Numbers, mean: Numbers, variance: Numbers) -> Numbers:
    """The chance of `count` or more under a negative binomial with this mean and variance."""
    size = mean**2 / (variance - mean)
    chance: Numbers = betainc(np.maximum(count, 1.0), size, 1 - mean / variance)
    tail: Numbers = np.where(count < 1, 1.0, chance)
    return tail
