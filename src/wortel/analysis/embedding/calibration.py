"""What is near and what is far, for one model and one organisation."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wortel.analysis.embedding.embedder import Vectors
from wortel.analysis.embedding.languages import Centre, find_centre

STEPS = 101
# Two vectors this alike are of the same words: that a text was sent twice says nothing about what is near.
SAME = 0.9999
BATCH = 512
# So many texts, spread over all, tell where the percentages lie.
ASKED = 1_000


@dataclass(frozen=True)
class Calibration:
    """Learned from an organisation's own texts and kept beside the vectors, apart from the code.

    A likeness means nothing by itself: of one model 0.4 is near, of another 0.86 is far. Its rank does.
    """

    model_id: str
    centre: Centre
    nearest: NDArray[np.float32]
    """How like the nearest other text is, at each percentage of the texts."""

    def apply(self, vectors: Vectors, languages: Sequence[str]) -> Vectors:
        """Unit rows about the mean of their language."""
        return self.centre.apply(vectors, languages)

    def rank(self, likeness: NDArray[np.floating]) -> NDArray[np.float64]:
        """The share of the organisation's texts whose nearest is further away than this."""
        at = np.searchsorted(self.nearest, likeness, side="right")
        return np.asarray(at / len(self.nearest), np.float64)


def calibrate(model_id: str, vectors: Vectors, languages: Sequence[str]) -> Calibration:
    """Learn it from these texts; what a language has in common is taken away first."""
    centre = find_centre(vectors, languages)
    centred = centre.apply(vectors, languages) if len(vectors) else vectors
    return Calibration(model_id, centre, find_quantiles(centred))


def find_quantiles(vectors: Vectors) -> NDArray[np.float32]:
    """The percentiles of the likeness of each text to the nearest other one that is not the same."""
    if len(vectors) < 2:
        return np.ones(STEPS, np.float32)
    asked = vectors[:: -(-len(vectors) // ASKED)]
    nearest = np.empty(len(asked), np.float32)
    for start in range(0, len(asked), BATCH):
        like = asked[start : start + BATCH] @ vectors.T
        like[like > SAME] = -1
        nearest[start : start + BATCH] = like.max(axis=1)
    return np.quantile(nearest, np.linspace(0, 1, STEPS)).astype(np.float32)
