"""What every embedder offers."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

type Vectors = NDArray[np.float32]
"""One row a text."""
type Kind = Literal["query", "passage", "cluster"]
"""What the vector is for: asking, being found, or being compared with all others."""


class Embedder(Protocol):
    """Turns texts into vectors: rows of length one, in the order of the texts, the same for the same text always."""

    @property
    def model_id(self) -> str:
        """Name, version and mark of the weights. Vectors of two models are never compared."""

    @property
    def dim(self) -> int:
        """How many numbers a vector has."""

    @property
    def max_tokens(self) -> int | None:
        """What lies beyond this many pieces is not read; None when all is read."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages it was measured on here."""

    @property
    def is_symmetric(self) -> bool:
        """Whether asking and being found need the same kind of vector."""

    def embed(self, texts: Sequence[str], *, kind: Kind = "cluster") -> Vectors:
        """One row a text, also for an empty one."""

    def count_tokens(self, text: str) -> int:
        """How many pieces the model cuts the text into."""


def to_unit(vectors: Vectors) -> Vectors:
    """Each row at length one; a row of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)


def mark_of(weights: Path) -> str:
    """Twelve hexadecimal digits that differ as soon as the weights do."""
    with weights.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]
