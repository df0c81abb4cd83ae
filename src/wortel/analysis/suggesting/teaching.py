"""What texts with a reason teach: by their meaning, and by their wording in the language they are in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_softmax, softmax

from wortel.analysis.embedding import Calibration, Vectors
from wortel.analysis.suggesting.heads import MEANING_C, WORDING_C, Floats, Head, fit
from wortel.analysis.suggesting.pieces import Pieces
from wortel.analysis.suggesting.said import Said


@dataclass(frozen=True)
class Seen:
    """Texts as the heads see them: their meaning about the mean of their language, the pieces of their words."""

    vectors: Vectors
    rows: Any
    languages: NDArray[np.str_]


@dataclass(frozen=True)
class Taught:
    """A head for the meaning and one for the wording; `known` are the pieces that each language was taught with.

    Wording that was taught in one language misleads in another, where the same pieces make other words.
    """

    meaning: Head
    wording: Head
    known: Mapping[str, NDArray[np.bool_]]

    def log_chances(self, seen: Seen) -> tuple[Floats, Floats]:
        """By meaning and by wording: that speaks as loud as the share of the text that its language was taught."""
        shares = self.share_known(seen)
        scores = self.meaning.score(seen.vectors), shares[:, None] * self.wording.score(seen.rows)
        by_meaning, by_wording = (np.asarray(log_softmax(one, axis=1), np.float64) for one in scores)
        return by_meaning, by_wording

    def guess(self, seen: Seen) -> Floats:
        """The chances by meaning and wording, both as they speak."""
        return np.asarray(softmax(sum(self.log_chances(seen)), axis=1), np.float64)

    def share_known(self, seen: Seen) -> Floats:
        """How much of each text its language was taught, from 0 to 1; rare pieces count for more."""
        weights = seen.rows.multiply(seen.rows).tocsr()
        shares = np.zeros(len(seen.languages))
        for language, pieces in self.known.items():
            own = np.flatnonzero(seen.languages == language)
            shares[own] = weights[own] @ pieces.astype(np.float64)
        return shares


def see(said: Said, calibration: Calibration, pieces: Pieces) -> Seen:
    vectors = calibration.apply(said.vectors, said.languages)
    return Seen(vectors, pieces.read(said.texts), np.array(said.languages))


def teach(seen: Seen, reasons: NDArray[np.int64], counts: Floats, kinds: int) -> Taught:
    return Taught(
        meaning=fit(seen.vectors, reasons, counts, kinds, MEANING_C),
        wording=fit(seen.rows, reasons, counts, kinds, WORDING_C),
        known=_find_known(seen.rows, seen.languages),
    )


def _find_known(rows: Any, languages: NDArray[np.str_]) -> dict[str, NDArray[np.bool_]]:
    return {
        str(language): np.asarray(rows[np.flatnonzero(languages == language)].getnnz(axis=0) > 0)
        for language in np.unique(languages)
    }
