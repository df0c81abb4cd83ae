"""Are these two texts about one thing?

The weight of the shared words as a part of the shorter text's weight, so that a short remark can be recognised in a
long story. Rare words weigh more when it is known which are rare. Light enough to propose an existing problem while
somebody types; do not use it to decide without a person, nor for texts of one or two words.

Reference: the overlap coefficient (Szymkiewicz, 1934; Simpson, 1943) over stems, weighted by inverse document
frequency (Spärck Jones, 1972).

>>> compare_texts("De bezorger kwam niet in het tijdvak", "Pakket: bezorger is niet gekomen in tijdvak 9-12").is_alike
True
>>> compare_texts("De bezorger kwam niet", "Mijn factuur klopt niet").is_alike
False
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from wortel.analysis.words import content_stems

ALIKE = 0.5
FEWEST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of the shorter text stands in the other one, and which stems they share."""

    share: float
    shared: frozenset[str]

    @property
    def is_alike(self) -> bool:
        """One shared word is a coincidence, however short the text."""
        return self.share >= ALIKE and len(self.shared) >= FEWEST_SHARED


@dataclass(frozen=True, slots=True)
class Match:
    """A known text that is about the same thing."""

    key: str
    likeness: Likeness


def compare_texts(one: str, other: str) -> Likeness:
    """Compare two texts in which every word weighs the same."""
    return compare_stems(content_stems(one), content_stems(other), {})


def compare_stems(one: set[str], other: set[str], weights: Mapping[str, float]) -> Likeness:
    """Compare two texts by their stems; a stem without a weight of its own weighs 1."""
    shared = one & other
    shorter = min(_weigh(one, weights), _weigh(other, weights))
    return Likeness(_weigh(shared, weights) / shorter if shorter else 0.0, frozenset(shared))


def find_alike(text: str, known: Mapping[str, str], *, n: int = 3) -> list[Match]:
    """The known texts about the same thing as `text`, most alike first; words that all of them have weigh little.

    >>> problems = {"P1": "Regel servicekosten op factuur is onduidelijk", "P2": "Bezorger mist het beloofde tijdvak"}
    >>> [match.key for match in find_alike("Ik snap de servicekosten op mijn factuur niet", problems)]
    ['P1']
    """
    stems = {key: content_stems(words) for key, words in known.items()}
    weights, wanted = weigh_stems(stems.values()), content_stems(text)
    matches = [Match(key, compare_stems(wanted, having, weights)) for key, having in stems.items()]
    alike = [match for match in matches if match.likeness.is_alike]
    return sorted(alike, key=lambda match: (-match.likeness.share, -len(match.likeness.shared), match.key))[:n]


def weigh_stems(texts: Iterable[set[str]]) -> dict[str, float]:
    """A stem weighs more the fewer of the texts have it."""
    kept = list(texts)
    having = Counter(stem for stems in kept for stem in stems)
    return {stem: log(1 + len(kept) / count) for stem, count in having.items()}


def _weigh(stems: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(stem, 1.0) for stem in sorted(stems))
