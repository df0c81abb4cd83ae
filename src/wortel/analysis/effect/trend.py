"""Would the verdict stand if contacts were already rising or falling before the fix?

A sensitivity, shown on demand: a quasi-Poisson regression of weekly contacts on the fix and a straight line in time,
with the orders as exposure, fitted by iteratively reweighted least squares (Nelder and Wedderburn, 1972).
"""

from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from wortel.analysis.effect.series import WeeklySeries
from wortel.analysis.intervals import student_quantile

type Numbers = NDArray[np.float64]

_ROUNDS = 50
_SETTLED = 1e-10


@dataclass(frozen=True, slots=True)
class Trended:
    """The ratio beside a trend; `trend` and `trend_se` are fractions a week."""

    ratio: float
    low: float
    high: float
    phi: float
    trend: float
    trend_se: float


def compare_with_trend(series: WeeklySeries, *, washout_weeks: int = 1) -> Trended | None:
    """The rate ratio with a linear trend beside it; None with too few weeks or contacts for a line.

    The washout weeks are not compared, but time goes on during them.
    """
    before, after = len(series.topic_pre), len(series.topic_post)
    contacts = np.array([*series.topic_pre, *series.topic_post], float)
    orders = np.array([*series.orders_pre, *series.orders_post], float)
    if before < 2 or after < 1 or before + after < 4:
        return None
    if not (orders.all() and contacts[:before].any() and contacts[before:].any()):
        return None
    fixed = np.repeat([0.0, 1.0], [before, after])
    week = np.arange(before + after) + washout_weeks * fixed
    return _describe(contacts, orders, np.column_stack([np.ones_like(week), fixed, week - week.mean()]))


def _describe(contacts: Numbers, orders: Numbers, design: Numbers) -> Trended:
    beta, covariance, expected = fit(contacts, orders, design)
    freedom = len(contacts) - design.shape[1]
    phi = float(np.sum((contacts - expected) ** 2 / expected) / freedom)
    se = np.sqrt(phi * np.diag(covariance))
    reach = exp(student_quantile(0.975, freedom) * se[1])
    ratio = exp(beta[1])
    return Trended(ratio, ratio / reach, ratio * reach, phi, float(np.expm1(beta[2])), float(se[2]))


def fit(contacts: Numbers, orders: Numbers, design: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Weighted least squares on the log scale, repeated until the coefficients stand still."""
    expected = (contacts + contacts.mean()) / 2 + 0.1
    beta = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        working = np.log(expected / orders) + (contacts - expected) / expected
        information = design.T @ (design * expected[:, None])
        updated = np.linalg.solve(information, design.T @ (expected * working))
        moved, beta = float(np.abs(updated - beta).max()), updated
        expected = orders * np.exp(design @ beta)
        if moved < _SETTLED:
            break
    covariance = np.linalg.inv(design.T @ (design * expected[:, None]))
    return beta, covariance, expected
