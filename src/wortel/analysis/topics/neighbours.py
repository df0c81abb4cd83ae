"""Who stands near whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wortel.analysis.embedding import Vectors
from wortel.analysis.embedding.languages import FEWEST

NEAREST = 15
# Of another language.
ACROSS = 8
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
    return _leave_out_itself(_find(vectors, vectors, k + 1))


def bridge_languages(vectors: Vectors, languages: Sequence[str]) -> sparse.csr_array:
    """Bonds between texts of two languages that are among the nearest of that language to each other.

    Left alone each language keeps to itself: its own wording is always nearer. Where the other language does not say
    such a thing, few choose each other. A language of which too few texts are there to be centred is left out.
    """
    spoken, n = np.asarray(languages), len(languages)
    known = [np.flatnonzero(spoken == one) for one in np.unique(spoken)]
    chosen = sparse.csr_array((n, n), dtype=np.float32)
    for asked, others in permutations([rows for rows in known if len(rows) >= FEWEST], 2):
        found = _find(vectors[asked], vectors[others], ACROSS)
        places = (np.repeat(asked, ACROSS), others[found.index.ravel()])
        bonds = sparse.csr_array((np.maximum(found.likeness, LEAST).ravel(), places), shape=(n, n))
        chosen = sparse.csr_array(chosen + bonds)
    is_mutual = (chosen > 0) * (chosen.T > 0)
    return sparse.csr_array((chosen + chosen.T) * is_mutual)


def _find(asked: Vectors, known: Vectors, k: int) -> Neighbours:
    """The k nearest of the known ones to each that is asked, nearest first."""
    is_small = len(asked) * len(known) <= ALL_WITH_ALL**2
    return _compare_all(asked, known, k) if is_small else _look_up(asked, known, k)


def _compare_all(asked: Vectors, known: Vectors, k: int) -> Neighbours:
    index = np.empty((len(asked), k), np.int64)
    likeness = np.empty((len(asked), k), np.float32)
    for start in range(0, len(asked), BLOCK):
        block = asked[start : start + BLOCK] @ known.T
        nearest = np.argpartition(-block, k - 1, axis=1)[:, :k]
        values = np.take_along_axis(block, nearest, axis=1)
        order = np.argsort(-values, axis=1, kind="stable")
        index[start : start + BLOCK] = np.take_along_axis(nearest, order, axis=1)
        likeness[start : start + BLOCK] = np.take_along_axis(values, order, axis=1)
    return Neighbours(index, likeness)


def _look_up(asked: Vectors, known: Vectors, k: int) -> Neighbours:
    from usearch.index import Index

    index = Index(
        ndim=known.shape[1],
        metric="cos",
        dtype="f16",
        expansion_add=EFFORT_TO_ADD,
        expansion_search=EFFORT_TO_FIND,
    )
    index.add(np.arange(len(known)), known, threads=1)
    found = index.search(asked, k, threads=1)
    return Neighbours(found.keys.astype(np.int64), (1 - found.distances).astype(np.float32))


def _leave_out_itself(found: Neighbours) -> Neighbours:
    """Each is among its own nearest, but not always the first; where it is missing the last one makes way."""
    n, k = found.index.shape
    itself = found.index == np.arange(n)[:, None]
    itself[~itself.any(axis=1), -1] = True
    return Neighbours(found.index[~itself].reshape(n, k - 1), found.likeness[~itself].reshape(n, k - 1))
