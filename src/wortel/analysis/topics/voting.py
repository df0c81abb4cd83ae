"""Which driver does a text belong to, as those near it have it?"""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from wortel.analysis.embedding import Vectors
from wortel.analysis.topics.communities import Labels
from wortel.analysis.topics.neighbours import NEAREST


@dataclass(frozen=True, slots=True)
class Votes:
    """For each text its driver, its variant (-1: none), and how sure that is.

    `confidence` is the share of the votes that the driver got, each weighing as much as the voter is like the text;
    `nearness` how like they are on average (cosine): where it is low nobody knows such a text.
    """

    drivers: Labels
    variants: Labels
    confidence: NDArray[np.float64]
    nearness: NDArray[np.float64]


@dataclass(frozen=True)
class Voters:
    """Texts whose driver is known, by their number."""

    index: Any
    drivers: Labels
    variants: Labels

    @classmethod
    def gather(cls, vectors: Vectors, drivers: Labels, variants: Labels) -> Self:
        from usearch.index import Index

        index = Index(ndim=vectors.shape[1], metric="cos", dtype="f16")
        index.add(np.arange(len(vectors)), vectors, threads=1)
        return cls(index, drivers, variants)

    def ask(self, vectors: Vectors, k: int = NEAREST) -> Votes:
        """One vote each of the nearest; vectors by the same `Meaning` as the voters' own."""
        found = self.index.search(vectors, min(k, len(self.drivers)), threads=1)
        # One text gives one row without the rows.
        keys = np.atleast_2d(found.keys).astype(np.int64)
        weights = np.maximum(1 - np.atleast_2d(found.distances).astype(np.float64), 0)
        chosen = self.drivers[keys]
        of_each = ((chosen[:, :, None] == chosen[:, None, :]) * weights[:, None, :]).sum(axis=2)
        best = of_each.argmax(axis=1)
        rows = np.arange(len(keys))
        drivers, whole = chosen[rows, best], weights.sum(axis=1)
        # The nearest voter of the driver says which variant: they stand nearest first.
        nearest = (chosen == drivers[:, None]).argmax(axis=1)
        return Votes(
            drivers,
            self.variants[keys[rows, nearest]],
            np.where(whole > 0, of_each[rows, best] / np.where(whole > 0, whole, 1), 0.0),
            weights.mean(axis=1),
        )
