"""What to call a community: the words it has more than others, and the texts in its middle."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import log
from typing import Any

import numpy as np

from wortel.analysis.embedding import Vectors
from wortel.analysis.topics.communities import Labels
from wortel.analysis.words import STOP_WORDS, split_words

WORDS = 6
IN_NAME = 3
EXAMPLES = 3
# A word that one person uses names nobody else's question.
FEWEST_TEXTS = 2
READ_AT_MOST = 2_000
# They turn a word round, and say nothing without it.
NEVER_ALONE = frozenset({"niet", "geen", "not", "no"})


@dataclass(frozen=True, slots=True)
class Naming:
    """The most telling words first, and the texts nearest to the middle (their numbers), no two the same."""

    words: tuple[str, ...]
    examples: tuple[int, ...]

    @property
    def name(self) -> str:
        return ", ".join(self.words[:IN_NAME])


type Terms = frozenset[str]
"""What may name a text: words as a dictionary has them, and neighbouring pairs of them."""


def read_terms(text: str, language: str) -> Terms:
    words = [_lemma(word, language) for word in split_words(text[:READ_AT_MOST]) if len(word) > 1]
    told = [word if word not in STOP_WORDS else "" for word in words]
    alone = (word for word in told if word and word not in NEVER_ALONE)
    return frozenset((*alone, *(f"{one} {other}" for one, other in pairwise(told) if one and other)))


def name_all(texts: Sequence[str], terms: Sequence[Terms], vectors: Vectors, labels: Labels) -> list[Naming]:
    """One naming a community, in the order of their numbers."""
    counts: list[Counter[str]] = [Counter() for _ in range(labels.max() + 1)]
    everywhere: Counter[str] = Counter()
    for said, label in zip(terms, labels, strict=True):
        counts[label].update(said)
        everywhere.update(said)
    average = max(everywhere.total() / len(counts), 1)
    return [
        Naming(_most_telling(own, everywhere, average), _find_middle(texts, vectors, np.flatnonzero(labels == label)))
        for label, own in enumerate(counts)
    ]


@lru_cache(maxsize=200_000)
def _lemma(word: str, language: str) -> str:
    found: str = _lemmatizer().lemmatize(word, lang=language if language in {"nl", "en"} else ("nl", "en"))
    # A verb that can come apart has a mark where it does.
    return found.replace("_", "").lower()


@cache
def _lemmatizer() -> Any:
    """Reads its dictionaries as they lie: a fifth of the speed, and 6 MB instead of 69."""
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy, StreamDictionaryFactory

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=StreamDictionaryFactory()))


def _most_telling(own: Counter[str], everywhere: Counter[str], average: float) -> tuple[str, ...]:
    fewest = min(FEWEST_TEXTS, max(own.values(), default=0))
    common = {term: n for term, n in own.items() if n >= fewest}
    weights = {term: n * log(1 + average / everywhere[term]) for term, n in common.items()}
    best: list[str] = []
    for term in sorted(weights, key=lambda term: (-weights[term], term)):
        # A pair says all that its words say; of a word and its pairs the first one stays.
        if not any(set(term.split()) & set(other.split()) for other in best):
            best.append(term)
        if len(best) == WORDS:
            break
    return tuple(best)


def _find_middle(texts: Sequence[str], vectors: Vectors, members: np.ndarray) -> tuple[int, ...]:
    middle = vectors[members].mean(axis=0)
    nearest = members[np.argsort(-(vectors[members] @ middle), kind="stable")]
    seen: dict[str, int] = {}
    for member in nearest:
        seen.setdefault(texts[member], int(member))
        if len(seen) == EXAMPLES:
            break
    return tuple(seen.values())
