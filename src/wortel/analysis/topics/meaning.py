"""One vector a text, of what it means and how it is worded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wortel.analysis.embedding import Centre, Vectors, find_centre, to_unit

# How much the wording counts beside the meaning. On five public sets (two of them Dutch) anything from a half to
# one gives better topics than either alone; this is the middle.
WORDING = 0.7
DIRECTIONS = 128
MOST_PIECES = 50_000


@dataclass(frozen=True)
class Meaning:
    """Makes texts comparable: learned from some, the same for all that come later."""

    centres: tuple[Centre, ...]
    wording: "Wording | None"

    def read(self, texts: Sequence[str], languages: Sequence[str], vectors: Sequence[Vectors]) -> Vectors:
        """Unit rows: the vectors of each embedder about the mean of the language, with the wording behind them."""
        worded = [WORDING * self.wording.read(texts)] if self.wording else []
        return to_unit(np.hstack([*self._centre(languages, vectors), *worded]))

    def read_without_words(self, languages: Sequence[str], vectors: Sequence[Vectors]) -> Vectors:
        """The meaning alone: between two languages no wording is shared."""
        return to_unit(np.hstack(self._centre(languages, vectors)))

    def _centre(self, languages: Sequence[str], vectors: Sequence[Vectors]) -> list[Vectors]:
        return [centre.apply(one, languages) for centre, one in zip(self.centres, vectors, strict=True)]


@dataclass(frozen=True)
class Wording:
    """The main directions of the pieces of words of the texts it was learned from."""

    pieces: Any
    directions: Any

    def read(self, texts: Sequence[str]) -> Vectors:
        return to_unit(self.directions.transform(self.pieces.transform(texts)))


def learn_meaning(texts: Sequence[str], languages: Sequence[str], vectors: Sequence[Vectors]) -> Meaning:
    """From texts and their rows by each embedder."""
    return Meaning(tuple(find_centre(one, languages) for one in vectors), learn_wording(texts))


def learn_wording(texts: Sequence[str]) -> Wording | None:
    """None when the texts share nothing."""
    # Loaded late: it takes a second that a page never needs.
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    pieces = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), min_df=2, max_features=MOST_PIECES, sublinear_tf=True, dtype=np.float32
    )
    try:
        counted = pieces.fit_transform(texts)
    except ValueError:  # no piece stands in two texts
        return None
    directions = min(DIRECTIONS, counted.shape[1] - 1, len(texts) - 1)
    return Wording(pieces, TruncatedSVD(directions, random_state=0).fit(counted)) if directions >= 1 else None
