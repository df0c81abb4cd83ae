"""Which strange texts say the same?"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from wortel.analysis.embedding import Vectors
from wortel.analysis.topics.communities import Labels, by_size
from wortel.analysis.topics.neighbours import find_neighbours

NEAREST = 8
# Nineteen in twenty neighbours within a driver are at least as like as this.
ALIKE = 0.05


def find_likeness(vectors: Vectors, drivers: Labels) -> float:
    """How like neighbours within a driver are: what strange texts must be to say the same."""
    near = find_neighbours(vectors, NEAREST)
    same = drivers[near.index] == drivers[:, None]
    return float(np.quantile(near.likeness[same], ALIKE)) if same.any() else 1.0


def gather_alike(vectors: Vectors, likeness: float) -> Labels:
    """A group for each text, the largest first; a text with nobody near it is a group of its own."""
    near = find_neighbours(vectors, NEAREST)
    n, k = near.index.shape
    rows: NDArray[np.int64] = np.repeat(np.arange(n), k)
    is_near = near.likeness.ravel() >= likeness
    bound = sparse.csr_array((np.ones(is_near.sum()), (rows[is_near], near.index.ravel()[is_near])), shape=(n, n))
    return by_size(connected_components(bound, directed=False)[1].astype(np.int64))
