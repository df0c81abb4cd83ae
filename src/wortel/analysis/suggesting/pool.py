"""Bringing together what meaning, wording and the neighbours say."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax

from wortel.analysis.suggesting.heads import Floats

# With few texts to learn them from the weights stay near one: as if so many texts had said so before.
PRIOR = 10.0
HEADS = 3
BY_WORDING = (False, True, False)


@dataclass(frozen=True, slots=True)
class Pool:
    """The logarithms of the chances by meaning, wording and neighbours are added with these weights."""

    weights: tuple[float, ...] = (1.0,) * HEADS

    def chances(self, heads: Sequence[Floats]) -> Floats:
        return np.exp(_pooled(np.array(self.weights), heads))


def fit_pool(heads: Sequence[Floats], truth: NDArray[np.int64], used: Sequence[bool] = (True,) * HEADS) -> Pool:
    """The weights under which what came true was likeliest; fitted on texts that no head had learned from."""

    def surprise(weights: Floats) -> float:
        logs = _pooled(weights, heads)
        return float(PRIOR * ((weights - 1) ** 2).sum() - logs[np.arange(len(truth)), truth].sum())

    limits = [(0.0, 5.0) if is_used else (0.0, 0.0) for is_used in used]
    begin = np.array([1.0 if is_used else 0.0 for is_used in used])
    return Pool(tuple(float(one) for one in minimize(surprise, begin, method="L-BFGS-B", bounds=limits).x))


def _pooled(weights: Floats, heads: Sequence[Floats]) -> Floats:
    return np.asarray(log_softmax(sum(weight * head for weight, head in zip(weights, heads, strict=True)), axis=1))
