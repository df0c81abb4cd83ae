"""Bringing texts of several languages together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wortel.analysis.embedding.embedder import Vectors, to_unit

# The mean of a handful of texts says more about those texts than about their language.
FEWEST = 50


@dataclass(frozen=True)
class Centre:
    """The mean vector of all texts, and of each language with enough of them. Belongs to one model and one tenant."""

    whole: NDArray[np.float32]
    by_language: Mapping[str, NDArray[np.float32]]

    def apply(self, vectors: Vectors, languages: Sequence[str]) -> Vectors:
        """Unit rows from which the mean of their language has been taken."""
        means = np.stack([self.by_language.get(language, self.whole) for language in languages])
        return to_unit(vectors - means)


def find_centre(vectors: Vectors, languages: Sequence[str]) -> Centre:
    """The means of these texts; nothing is taken from a set that is too small to have one."""
    known = np.asarray(languages)
    nothing = np.zeros(vectors.shape[1], np.float32)
    means = {
        str(language): vectors[known == language].mean(axis=0)
        for language in np.unique(known)
        if (known == language).sum() >= FEWEST
    }
    return Centre(vectors.mean(axis=0) if len(vectors) >= FEWEST else nothing, means)
