"""One vector a text, of what it means and how it is worded."""

from collections.abc import Sequence

import numpy as np

from wortel.analysis.embedding import Embedder, Vectors, find_centre, to_unit

# How much the wording counts beside the meaning. On five public sets (two of them Dutch) anything from a half to
# one gives better topics than either alone; this is the middle.
WORDING = 0.7
DIRECTIONS = 128
MOST_PIECES = 50_000
# The directions of the wording are learned from so many texts at most.
LEARNED_FROM = 50_000


def read_meaning(texts: Sequence[str], languages: Sequence[str], embedders: Sequence[Embedder]) -> Vectors:
    """Unit rows: the vectors of the text about the mean of its language, with its wording behind them."""
    meant = [_about_language(embedder.embed(texts), languages) for embedder in embedders]
    return to_unit(np.hstack([*meant, WORDING * read_wording(texts)]))


def _about_language(vectors: Vectors, languages: Sequence[str]) -> Vectors:
    return find_centre(vectors, languages).apply(vectors, languages)


def read_wording(texts: Sequence[str]) -> Vectors:
    """Unit rows in the main directions of the pieces of words; of no width when the texts share nothing."""
    # Loaded late: it takes a second that a page never needs.
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    pieces = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), min_df=2, max_features=MOST_PIECES, sublinear_tf=True, dtype=np.float32
    )
    step = -(-len(texts) // LEARNED_FROM)
    try:
        pieces.fit(texts[::step])
    except ValueError:  # no piece stands in two texts
        return np.zeros((len(texts), 0), np.float32)
    counted = pieces.transform(texts)
    directions = min(DIRECTIONS, counted.shape[1] - 1, len(texts) - 1)
    if directions < 1:
        return np.zeros((len(texts), 0), np.float32)
    return to_unit(TruncatedSVD(directions, random_state=0).fit(counted[::step]).transform(counted))
