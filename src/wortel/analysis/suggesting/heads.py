"""How much each reason is meant by a text, once by its meaning and once by its wording."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]

# How closely the examples are followed; the same for every organisation, the pool weighs what comes of it.
MEANING_C = 20.0
WORDING_C = 20.0
# What a reason is called counts for less than what a customer said.
NAME_WEIGHT = 0.5
ROUNDS = 200
# Shared by the reasons: the more there are, the smaller the first step is, and a fixed one would end before it.
TOLERANCE = 3e-3


@dataclass(frozen=True)
class Head:
    """A line per reason through the space of the texts."""

    weights: NDArray[np.float32]
    offsets: NDArray[np.float32]

    def score(self, rows: Any) -> Floats:
        return np.asarray(rows @ self.weights.T + self.offsets, np.float64)


def fit(rows: Any, reasons: NDArray[np.int64], counts: Floats, kinds: int, closeness: float) -> Head:
    """Multinomial logistic regression; a kind that has no row gets no chance."""
    # Loaded late: it takes a second that a page never needs.
    from sklearn.linear_model import LogisticRegression

    present = np.unique(reasons)
    weights = np.zeros((kinds, rows.shape[1]), np.float32)
    offsets = np.full(kinds, -20.0, np.float32)
    if len(present) == 1:
        offsets[present] = 0
        return Head(weights, offsets)
    enough = TOLERANCE / len(present)
    model = LogisticRegression(C=closeness, max_iter=ROUNDS, tol=enough).fit(rows, reasons, sample_weight=counts)
    lines, starts = model.coef_, model.intercept_
    if len(present) == 2:  # it keeps one line for two reasons
        lines, starts = np.concatenate([-lines, lines]) / 2, np.concatenate([-starts, starts]) / 2
    weights[present], offsets[present] = lines, starts
    return Head(weights, offsets)


def number_of(reasons: Sequence[str], kinds: Sequence[str]) -> NDArray[np.int64]:
    at = {kind: number for number, kind in enumerate(kinds)}
    return np.array([at[reason] for reason in reasons], np.int64)
