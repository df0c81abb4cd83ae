"""What is already known, or guessed, of the contacts most like a new one."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wortel.analysis.embedding import Vectors
from wortel.analysis.suggesting.heads import Floats

NEIGHBOURS, NEAREST = 10, 3
# Of neighbours that all say the same there is still this chance that it is something else.
DOUBT = 1e-3
AT_ONCE = 256


@dataclass(frozen=True)
class Around:
    """Texts with their meaning, their wording and the chance of each reason: certain where a person said it.

    `keys` are 0 and `given` is -1 where there is none.
    """

    vectors: Vectors
    rows: Any
    chances: NDArray[np.float32]
    keys: NDArray[np.int64]
    given: NDArray[np.int64]

    def ask(self, vectors: Vectors, rows: Any) -> "Near":
        """The texts nearest to each of these in meaning and wording together, and what they make it to be."""
        index, likeness = self._find(vectors, rows)
        shares = self.chances[index].mean(axis=1).astype(np.float64)
        nearest = np.sort(likeness, axis=1)[:, -NEAREST:].mean(axis=1)
        return Near(np.log(shares + DOUBT), nearest.astype(np.float64))

    def find_alike(self, vector: Vectors, row: Any, reason: int, n: int) -> tuple[int, ...]:
        """The keys of the texts of this reason most like this one; of equal texts the first."""
        own = np.flatnonzero((self.given == reason) & (self.keys > 0))
        if not len(own):
            return ()
        like = self.vectors[own] @ vector + (self.rows[own] @ row.T).toarray().ravel()
        return tuple(int(self.keys[own[at]]) for at in np.argsort(-like, kind="stable")[:n])

    def _find(self, vectors: Vectors, rows: Any) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        n = min(NEIGHBOURS, len(self.vectors))
        index = np.zeros((len(vectors), n), np.int64)
        likeness = np.zeros((len(vectors), n), np.float32)
        for start in range(0, len(vectors), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            like = (vectors[part] @ self.vectors.T + (rows[part] @ self.rows.T).toarray()) / 2
            nearest = np.argpartition(-like, n - 1, axis=1)[:, :n]
            index[part], likeness[part] = nearest, np.take_along_axis(like, nearest, axis=1)
        return index, likeness


@dataclass(frozen=True)
class Near:
    """The logarithms of the chances by the neighbours, and how like the nearest ones are."""

    log_chances: Floats
    nearest: Floats
