"""Would the verdict stand if the time of year were taken out?

Shown from two years of history on: a quasi-Poisson regression of weekly contacts on the fix and two yearly waves (sine
and cosine of the day of the year, once and twice a year), with the orders as exposure; the same for the untreated
topics, held against each other. Like the comparison itself it allows for extra variation and for weeks that resemble
their neighbours. Do not use it with less than two years before the fix: a wave seen once may be anything.

Reference: Bhaskaran et al. (2013), International Journal of Epidemiology 42, 1187, for harmonics in such a regression.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, tau

import numpy as np

from wortel.analysis.effect.ratio import Ratio, resemblance
from wortel.analysis.effect.trend import Numbers, fit
from wortel.analysis.intervals import student_quantile

FEWEST_BEFORE = 104
WAVES = 2
_YEAR = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """Long weekly series, the washout left out: the Monday of each week, and which weeks come after the fix."""

    mondays: Sequence[date]
    is_after: Sequence[bool]
    orders: Sequence[float]
    topic: Sequence[float]
    control: Sequence[float] = ()


def compare_in_season(years: Years) -> Ratio | None:
    """The rate ratio beside two yearly waves, held against the control where there is one; None with too little."""
    after = np.array(years.is_after, float)
    orders = np.array(years.orders, float)
    if len(after) - after.sum() < FEWEST_BEFORE or not after.any() or not orders.all():
        return None
    design = _with_waves(years.mondays, after)
    topic = _step(np.array(years.topic, float), orders, design, after)
    control = _step(np.array(years.control, float), orders, design, after) if len(years.control) else None
    return topic.held_against(control) if topic and control else topic


def _with_waves(mondays: Sequence[date], after: Numbers) -> Numbers:
    angle = tau * np.array([monday.toordinal() for monday in mondays], float) / _YEAR
    waves = [wave(number * angle) for number in range(1, WAVES + 1) for wave in (np.sin, np.cos)]
    return np.column_stack([np.ones_like(angle), after, *waves])


def _step(contacts: Numbers, orders: Numbers, design: Numbers, after: Numbers) -> Ratio | None:
    """The step at the fix, with the spread and the likeness of what the waves leave."""
    if not (contacts[after == 0].any() and contacts[after == 1].any()):
        return None
    beta, covariance, expected = fit(contacts, orders, design)
    left = (contacts - expected) / np.sqrt(expected)
    freedom = len(contacts) - design.shape[1]
    phi, rho = float((left**2).sum() / freedom), resemblance(left.tolist())
    se = float(np.sqrt(max(1.0, phi) * covariance[1, 1] * (1 + rho) / (1 - rho)))
    ratio, reach = exp(beta[1]), exp(student_quantile(0.975, freedom) * se)
    return Ratio(ratio, ratio / reach, ratio * reach, se, phi, rho, freedom)
