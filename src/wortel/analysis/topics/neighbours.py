"""Who stands near whom."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wortel.analysis.embedding import Vectors

NEAREST = 15
# Up to here comparing all with all costs less than building an index.
ALL_WITH_ALL = 12_000
BLOCK = 1_024
LEAST = 0.01
# Half of what the index does by default: half the time, and topics that agree with people's within half a point.
EFFORT_TO_ADD, EFFORT_TO_FIND = 64, 48


@dataclass(frozen=True)
class Neighbours:
    """The nearest others of each text, nearest first, and how like they are (cosine)."""

    index: NDArray[np.int64]
    likeness: NDArray[np.float32]

    def as_graph(self) -> sparse.csr_array:
        """A symmetric graph; two that choose each other are bound twice as strongly."""
        n, k = self.index.shape
        weights = np.maximum(self.likeness, LEAST).ravel()
        chosen = sparse.csr_array((weights, (np.repeat(np.arange(n), k), self.index.ravel())), shape=(n, n))
        return sparse.csr_array(chosen + chosen.T)


def find_neighbours(vectors: Vectors, k: int = NEAREST) -> Neighbours:
    """The k nearest others of each row (fewer when there are not that many)."""
    k = min(k, len(vectors) - 1)
    if k < 1:
        return Neighbours(np.zeros((len(vectors), 0), np.int64), np.zeros((len(vectors), 0), np.float32))
    return _compare_all(vectors, k) if len(vectors) <= ALL_WITH_ALL else _look_up(vectors, k)


def _compare_all(vectors: Vectors, k: int) -> Neighbours:
    index = np.empty((len(vectors), k), np.int64)
    likeness = np.empty((len(vectors), k), np.float32)
    for start in range(0, len(vectors), BLOCK):
        block = vectors[start : start + BLOCK] @ vectors.T
        rows = np.arange(len(block))
        block[rows, start + rows] = -np.inf
        nearest = np.argpartition(-block, k - 1, axis=1)[:, :k]
        values = np.take_along_axis(block, nearest, axis=1)
        order = np.argsort(-values, axis=1, kind="stable")
        index[start : start + BLOCK] = np.take_along_axis(nearest, order, axis=1)
        likeness[start : start + BLOCK] = np.take_along_axis(values, order, axis=1)
    return Neighbours(index, likeness)


def _look_up(vectors: Vectors, k: int) -> Neighbours:
    from usearch.index import Index

    known = Index(
        ndim=vectors.shape[1],
        metric="cos",
        dtype="f16",
        expansion_add=EFFORT_TO_ADD,
        expansion_search=EFFORT_TO_FIND,
    )
    known.add(np.arange(len(vectors)), vectors, threads=1)
    found = known.search(vectors, k + 1, threads=1)
    keys, likeness = found.keys.astype(np.int64), 1 - found.distances
    # Each is among its own nearest, but not always the first; where it is missing the last one makes way.
    itself = keys == np.arange(len(vectors))[:, None]
    itself[~itself.any(axis=1), -1] = True
    return Neighbours(keys[~itself].reshape(-1, k), likeness[~itself].reshape(-1, k).astype(np.float32))
