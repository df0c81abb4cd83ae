"""How busy is each day expected to be, seen over all topics?"""

import numpy as np
from numpy.typing import NDArray

from wortel.analysis.bursts.windows import Numbers

FLOOR = 0.05


def weigh_days(counts: Numbers, kinds: NDArray[np.int_], past: slice, orders: Numbers | None = None) -> Numbers:
    """The weight of every day: that of its kind of day in the 56 days of history, times its orders if known.

    `kinds` is 0 for Monday to 6 for Sunday and holidays. A kind never seen weighs as the average day.

    >>> kinds = np.array([0, 1, 0, 1])
    >>> weigh_days(np.array([[1.0, 3.0, 1.0, 3.0]]), kinds, slice(0, 4)).tolist()
    [1.0, 3.0, 1.0, 3.0]
    """
    pooled = counts[:, past].sum(axis=0)
    exposure = np.ones_like(pooled) if orders is None else orders[past]
    contacts = np.bincount(kinds[past], weights=pooled, minlength=7)
    offered = np.bincount(kinds[past], weights=exposure, minlength=7)
    seen = offered > 0
    mean = contacts.sum() / offered.sum() if offered.sum() else 0.0
    by_kind = np.divide(contacts, offered, out=np.full(7, mean), where=seen)
    average = by_kind[seen].mean() if seen.any() else 0.0
    by_kind = np.maximum(by_kind, FLOOR * average) if average else np.ones(7)
    weights = by_kind[kinds]
    return weights if orders is None else weights * orders
