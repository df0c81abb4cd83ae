"""The wording of a text: pieces of its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wortel.analysis.suggesting.heads import Head

MOST_PIECES = 30_000
# What is read of one text to tell why.
WORDS_READ = 80
WORDS_TOLD = 4

_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Pieces:
    """The pieces of two to five letters that were seen, and how rare each is."""

    vocabulary: tuple[str, ...]
    rarity: NDArray[np.float32]

    def read(self, texts: Sequence[str]) -> Any:
        """A sparse row of length one per text."""
        return self._reader.transform(texts)

    def find_words(self, text: str, reason: int, head: Head) -> tuple[str, ...]:
        """The words of the text that speak most for this reason rather than for any other."""
        against = head.weights[reason].astype(np.float64) - head.weights.mean(axis=0)
        words = list(dict.fromkeys(word.lower() for word in _WORD.findall(text)))[:WORDS_READ]
        if not words:
            return ()
        speaks = np.asarray(self._plain.transform(words) @ against)
        best = np.argsort(-speaks, kind="stable")[:WORDS_TOLD]
        return tuple(words[at] for at in best if speaks[at] > 0 and speaks[at] >= speaks[best[0]] / 4)

    @cached_property
    def _reader(self) -> Any:
        return self._make(norm="l2")

    @cached_property
    def _plain(self) -> Any:
        """Without bringing each row to length one: a short word must not weigh as much as a long one."""
        return self._make(norm=None)

    def _make(self, norm: str | None) -> Any:
        reader = _vectorizer(norm=norm, vocabulary={piece: at for at, piece in enumerate(self.vocabulary)})
        reader.idf_ = self.rarity
        return reader


def find_pieces(texts: Sequence[str]) -> Pieces:
    """What these texts are made of; pieces that stand in one text only are left out when there are many."""
    reader = _vectorizer(norm="l2", max_features=MOST_PIECES, min_df=1 if len(texts) < MANY else 2)
    reader.fit(texts)
    return Pieces(tuple(reader.get_feature_names_out()), reader.idf_.astype(np.float32))


MANY = 2_000


def _vectorizer(**given: Any) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32, **given)
