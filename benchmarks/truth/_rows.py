"""Public sets with every text once, read by each model that may read texts in a house."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from tests.analysis.said import NONE, read_all_said

from wortel.analysis.cleaning import clean
from wortel.analysis.embedding import FineEncoder, SentenceEncoder
from wortel.analysis.suggesting import NOTHING, Examples, Lessons, Said, Suggester, learn

type Places = NDArray[np.int64]

QUICK, FINE = "quick", "fine"
WAYS = {QUICK: SentenceEncoder, FINE: FineEncoder}
MODEL = "bench/1/0"
NO_NAMES = Examples(NOTHING, [], [])


@dataclass(frozen=True)
class Rows:
    """Texts as each model read them, and the label of each."""

    said: Mapping[str, Said]
    labels: NDArray[np.str_]

    def examples(self, way: str, at: Places) -> Examples:
        return Examples(self.said[way].take(at), self.labels[at].tolist(), (at + 1).tolist())

    def learn(self, way: str, taught: Places, others: Places) -> Suggester:
        suggester = learn(self.lessons(way, taught, others), MODEL)
        assert suggester is not None
        return suggester

    def lessons(self, way: str, taught: Places, others: Places) -> Lessons:
        return Lessons(self.examples(way, taught), NO_NAMES, self.said[way].take(others))

    def guess(self, suggester: Suggester, way: str, asked: Places) -> NDArray[np.str_]:
        """The first suggestion for each."""
        experience = suggester.learned.experience
        assert experience is not None
        chances = experience.pool.chances(suggester.read(self.said[way].take(asked)).heads)
        return np.array(suggester.learned.kinds)[chances.argmax(axis=1)]


@cache
def read_rows(name: str, language: str, *, is_distinct: bool = True) -> Rows:
    """Cleaned; unless it matters which row a text stands on, a text that comes again is left out."""
    texts, labels = read_all_said(name)
    first = {clean(text).lower(): at for at, text in reversed(list(enumerate(texts)))}
    kept = sorted(first.values()) if is_distinct else range(len(texts))
    cleaned = [clean(texts[at]) for at in kept]
    said = {way: Said(cleaned, kind().embed(cleaned), [language] * len(cleaned)) for way, kind in WAYS.items()}
    return Rows(said, np.array([labels[at] for at in kept]))


def without_none(rows: Rows) -> Places:
    return np.flatnonzero(rows.labels != NONE)
