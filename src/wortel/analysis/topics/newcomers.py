"""What do several customers say these days that hardly anybody said in the weeks before?

Each text of the latest day, three days and week is held against the texts nearest to it, of those days and of the weeks
before alike. If nothing changed, as many of them are late as of all texts: the days weigh as many texts as came in, so
a busy Monday or a busy season is no news. The chance of so many is binomial: two Poisson counts held against each other
(Przyborowski and Wilenski, 1940). Texts of one customer do not count for each other. No likeness has to be chosen: what
is near follows from the texts.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.stats import binom

from wortel.analysis.bursts import WINDOWS
from wortel.analysis.embedding import Vectors
from wortel.analysis.topics.communities import by_size

# The chance is taken for so many of the nearest up to so many, and the smallest counts.
FEWEST, NEAREST = 4, 15
# Chosen on public requests laid out over a year: fewer than one false group a year.
UNLIKELY = 0.0002 / len(WINDOWS)
BLOCK = 128


def find_newcomers(
    vectors: Vectors, ages: NDArray[np.float64], customers: NDArray[np.int64]
) -> list[NDArray[np.int64]]:
    """Groups of late texts (their rows) of which those around are late as well, the largest group first.

    `ages` are how many days ago each text came in, over nine weeks or so.
    """
    asked = np.flatnonzero(ages < max(WINDOWS))
    k = min(NEAREST, len(vectors) - 1)
    if k < FEWEST or not len(asked):
        return []
    nearest = _find_nearest(vectors, asked, customers, k)
    rows, columns = np.hstack([_bind_late(ages < window, asked, nearest) for window in WINDOWS])
    graph = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(vectors), len(vectors)))
    new = np.unique(rows)
    labels = by_size(connected_components(graph, directed=False)[1][new].astype(np.int64)) if len(new) else new
    return [new[labels == label] for label in range(labels.max(initial=-1) + 1)]


def _bind_late(is_late: NDArray[np.bool_], asked: NDArray[np.int64], nearest: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each late text with too many late ones around it, beside itself and beside those of them that are so too."""
    k = nearest.shape[1]
    counts = is_late[nearest].cumsum(axis=1)
    chance = np.asarray(binom.sf(counts - 1, np.arange(1, k + 1), is_late.mean()))[:, FEWEST - 1 :]
    is_new = np.zeros(len(is_late), bool)
    is_new[asked] = is_late[asked] & (chance.min(axis=1) < UNLIKELY)
    around = np.arange(k) < (chance.argmin(axis=1) + FEWEST)[:, None]
    bound = is_new[asked][:, None] & is_new[nearest] & around
    itself = np.flatnonzero(is_new)
    return np.hstack([[itself, itself], [np.repeat(asked, bound.sum(axis=1)), nearest[bound]]])


def _find_nearest(
    vectors: Vectors, asked: NDArray[np.int64], customers: NDArray[np.int64], k: int
) -> NDArray[np.int64]:
    """The nearest texts of others, nearest first; of equal ones whichever chance puts first, not the earliest."""
    order = np.random.default_rng(0).permutation(len(vectors))
    known, whose = vectors[order], customers[order]
    found = np.empty((len(asked), k), np.int64)
    for start in range(0, len(asked), BLOCK):
        block = asked[start : start + BLOCK]
        like = vectors[block] @ known.T
        like[customers[block][:, None] == whose] = -np.inf
        some = np.argpartition(-like, k - 1, axis=1)[:, :k]
        best = np.argsort(-np.take_along_axis(like, some, axis=1), axis=1, kind="stable")
        found[start : start + BLOCK] = order[np.take_along_axis(some, best, axis=1)]
    return found
