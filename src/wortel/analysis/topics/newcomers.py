"""What do several customers say these days that hardly anybody said in the weeks before?

Each text of the latest days is held against the texts nearest to it, of those days and of the weeks before alike. If
nothing changed, as many of them are late as of all texts: the days weigh as many texts as came in, so a busy Monday or
a busy season is no news. The chance of so many is binomial: two Poisson counts held against each other (Przyborowski
and Wilenski, 1940), the smallest over the days looked back and over how many of the nearest are asked, taken as often
as there are late texts (Bonferroni). One text may stand oddly by chance: late texts that stand around it and are of
different customers have to say the same. Late texts of one customer count once, and not around the customer's own. No
likeness has to be chosen: what is near follows from the texts.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.stats import binom

from wortel.analysis.embedding import Vectors
from wortel.analysis.topics.communities import by_size

# Days: each about twice the one before.
WINDOWS = (1, 2, 4, 7)
# The chance is taken for so many of the nearest up to so many.
FEWEST, NEAREST = 4, 30
# The geometric mean of the chances of the surest customers. Chosen on public requests laid out over a year, of which
# three in ten are followed by another of the same customer: one to four false groups a year (`bench newcomers`).
SUREST, UNLIKELY = 3, 0.025
# Whose own chance is larger stands there by accident.
LIKELY = 0.02
BLOCK = 128


def find_newcomers(
    vectors: Vectors, ages: NDArray[np.float64], customers: NDArray[np.int64]
) -> list[NDArray[np.int64]]:
    """Groups of late texts (their rows) that stand among more late ones than chance makes likely, the largest first.

    `ages` are how many days ago each text came in, over nine weeks or so.
    """
    asked = np.flatnonzero(ages < max(WINDOWS))
    k = min(NEAREST, len(vectors) - 1)
    if k < FEWEST or not len(asked):
        return []
    nearest = _find_nearest(vectors, asked, customers, k)
    looks = [_look_around(ages < window, asked, nearest, customers) for window in WINDOWS]
    chances, around = (np.array(parts) for parts in zip(*looks, strict=True))
    best = chances.argmin(axis=0), np.arange(len(asked))
    chance = np.ones(len(vectors))
    chance[asked] = chances[best]
    stood = np.hstack([asked[:, None], nearest])
    together = np.hstack([np.ones((len(asked), 1), bool), around[best]]) & (chance[stood] < LIKELY)
    of_all = np.minimum(len(asked) * chance[stood], 1)
    is_new = (of_all[:, 0] < 1) & (_agree(np.where(together, of_all, 1), customers[stood]) < UNLIKELY)
    return _join(stood[is_new], together[is_new], len(vectors))


def _look_around(
    is_late: NDArray[np.bool_], asked: NDArray[np.int64], nearest: NDArray[np.int64], customers: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The chance of so many late ones around each late text, and which of the nearest they are."""
    late = is_late[nearest]
    counted = _find_first(np.where(late, customers[nearest], -1 - nearest))
    ranks = counted.cumsum(axis=1)
    chance = np.where(ranks < FEWEST, 1, binom.sf((late & counted).cumsum(axis=1) - 1, ranks, is_late.mean()))
    chance[~is_late[asked]] = 1
    return chance.min(axis=1), late & (np.arange(nearest.shape[1]) <= chance.argmin(axis=1)[:, None])


def _agree(chances: NDArray[np.float64], whose: NDArray[np.int64]) -> NDArray[np.float64]:
    """The geometric mean of the smallest chances of different customers in each row."""
    order = chances.argsort(axis=1, kind="stable")
    is_first = _find_first(np.take_along_axis(whose, order, axis=1))
    of_each = np.where(is_first, np.take_along_axis(chances, order, axis=1), 1)
    surest: NDArray[np.float64] = np.exp(np.log(np.sort(of_each, axis=1)[:, :SUREST]).mean(axis=1))
    return surest


def _find_first(whose: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which in each row are not there before in that row."""
    is_first: NDArray[np.bool_] = ~np.tril(whose[:, :, None] == whose[:, None, :], -1).any(axis=2)
    return is_first


def _join(stood: NDArray[np.int64], together: NDArray[np.bool_], size: int) -> list[NDArray[np.int64]]:
    """The texts that stand together in any row, those that share one in one group."""
    rows, columns = np.repeat(stood[:, 0], together.sum(axis=1)), stood[together]
    if not len(rows):
        return []
    graph = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))
    new = np.unique(columns)
    labels = by_size(connected_components(graph, directed=False)[1][new].astype(np.int64))
    return [new[labels == label] for label in range(labels.max() + 1)]


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
