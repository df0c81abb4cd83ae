"""Texts with their vectors."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wortel.analysis.embedding import Vectors


@dataclass(frozen=True)
class Said:
    """Cleaned texts, the vector of each as its embedder gave it, and its language."""

    texts: Sequence[str]
    vectors: Vectors
    languages: Sequence[str]

    def __len__(self) -> int:
        return len(self.texts)

    def __add__(self, other: "Said") -> "Said":
        if not len(self) or not len(other):
            return self if len(self) else other
        vectors = np.concatenate([self.vectors, other.vectors])
        return Said([*self.texts, *other.texts], vectors, [*self.languages, *other.languages])

    def take(self, at: NDArray[np.int64]) -> "Said":
        return Said([self.texts[i] for i in at], self.vectors[at], [self.languages[i] for i in at])


NOTHING = Said([], np.zeros((0, 0), np.float32), [])


@dataclass(frozen=True)
class Examples:
    """Texts in the order in which they came, the reason a person gave each, and a key to find it by."""

    said: Said
    reasons: Sequence[str]
    keys: Sequence[int]

    def __len__(self) -> int:
        return len(self.said)

    def take(self, at: NDArray[np.int64]) -> "Examples":
        return Examples(self.said.take(at), [self.reasons[i] for i in at], [self.keys[i] for i in at])


@dataclass(frozen=True)
class Lessons:
    """What can be learned from.

    `names` are what the reasons are called and how people describe them, with 0 for a key; from these alone something
    can be suggested. `others` are texts of which nobody gave the reason: what is suggested for the ones most like a
    new text counts too, which with ten examples a reason is worth two to three points.
    """

    examples: Examples
    names: Examples
    others: Said = NOTHING

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(sorted({*self.examples.reasons, *self.names.reasons}))

    @property
    def all(self) -> Examples:
        one, other = self.examples, self.names
        return Examples(one.said + other.said, [*one.reasons, *other.reasons], [*one.keys, *other.keys])

    def with_examples(self, at: NDArray[np.int64]) -> "Lessons":
        """Only these examples, and all else."""
        return Lessons(self.examples.take(at), self.names, self.others)
