"""Does anybody know such a text? A rank among the texts one has, so that no model's own scale is taken for a truth."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from wortel.analysis.embedding import Vectors
from wortel.analysis.topics.communities import Labels
from wortel.analysis.topics.voting import Voters, Votes

type Ranks = NDArray[np.float64]


@dataclass(frozen=True)
class Familiarity:
    """How sure and how near the votes over the organisation's own texts are, each row in order."""

    confidence: Ranks
    nearness: Ranks
    together: Ranks

    @classmethod
    def learn(cls, vectors: Vectors, drivers: Labels, *, seed: int = 0) -> Self:
        """Half of the texts are asked about the other half, as if they came in today."""
        shuffled = np.random.default_rng(seed).permutation(len(vectors))
        asked, voting = np.array_split(shuffled, 2)
        none = np.full(len(voting), -1, np.int64)
        votes = Voters.gather(vectors[voting], drivers[voting], none).ask(vectors[asked])
        confidence, nearness = np.sort(votes.confidence), np.sort(votes.nearness)
        together = _rank(confidence, votes.confidence) + _rank(nearness, votes.nearness)
        return cls(confidence, nearness, np.sort(together))

    def rank(self, votes: Votes) -> Ranks:
        """From 0 (no text we know is as strange) to 1: the share of the known texts that are stranger than this one."""
        together = _rank(self.confidence, votes.confidence) + _rank(self.nearness, votes.nearness)
        return _rank(self.together, together)


def _rank(known: Ranks, values: Ranks) -> Ranks:
    """The share of the known values below each; of equal ones half counts as below."""
    low, high = np.searchsorted(known, values, "left"), np.searchsorted(known, values, "right")
    return (low + high) / (2 * max(len(known), 1))
