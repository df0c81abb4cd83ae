"""From texts to themes, drivers and variants."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from wortel.analysis.cleaning import clean
from wortel.analysis.embedding import Embedder, SentenceEncoder, Vectors
from wortel.analysis.topics.communities import Labels, find_resolution
from wortel.analysis.topics.languages import find_languages
from wortel.analysis.topics.levels import Levels, find_levels
from wortel.analysis.topics.meaning import learn_meaning
from wortel.analysis.topics.naming import Terms, name_all, read_terms
from wortel.analysis.topics.neighbours import Neighbours, find_neighbours
from wortel.analysis.topics.sayings import bind_sayings, find_known, find_sayings
from wortel.analysis.topics.voting import Voters, Votes

type Level = Literal["theme", "driver", "variant"]

# More texts add nothing to the topics and much to their cost: the others ask these where they belong.
MOST_PARTED = 60_000
ASKED_AT_ONCE = 8_192


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme, a driver or a variant: its place in `Topics.topics`, and that of what it is a part of."""

    number: int
    level: Level
    parent: int | None
    size: int
    name: str
    words: tuple[str, ...]
    examples: tuple[int, ...]
    """The numbers of the texts in its middle."""


@dataclass(frozen=True)
class Topics:
    """All topics, themes first, and the driver of every text with how sure that is: the share of its neighbours in it.

    A text that says what another says stands in the same topic. `variants` is -1 where a driver has none.
    """

    topics: tuple[Topic, ...]
    drivers: NDArray[np.int64]
    variants: NDArray[np.int64]
    confidence: NDArray[np.float64]

    def of_level(self, level: Level) -> list[Topic]:
        return [topic for topic in self.topics if topic.level == level]


def find_topics(
    texts: Sequence[str],
    *,
    languages: Sequence[str] | None = None,
    embedders: Sequence[Embedder] = (),
    vectors: Sequence[Vectors] = (),
    known: Sequence[int | None] | None = None,
    seed: int = 0,
    most_parted: int = MOST_PARTED,
) -> Topics:
    """Part the texts; of more than `most_parted` different ones a choice, by which the others are told apart.

    `languages` are found where they are not given. With two `embedders` the topics are better and take longer: on the
    77 questions of a bank the second one raises the adjusted Rand index by 4 points and the time thirty times. Where
    `vectors` are given nothing is embedded: for each embedder a row a text, also in half precision, of what `clean`
    leaves of it. `known` are the drivers of an earlier time, a number for each text that had one, from which the new
    ones begin.
    """
    if not texts:
        nothing = np.zeros(0, np.int64)
        return Topics((), nothing, nothing, np.zeros(0))
    said = _Said.gather(texts, languages)
    embedders = embedders or [SentenceEncoder()]

    def read(at: NDArray[np.int64]) -> tuple[list[str], list[str], list[Vectors]]:
        about, tongues = [said.texts[i] for i in at], [said.languages[i] for i in at]
        known_rows = [one[said.first[at]].astype(np.float32) for one in vectors]
        return about, tongues, known_rows or [embedder.embed(about) for embedder in embedders]

    chosen = _choose(said.texts, most_parted)
    parts = read(chosen)
    meaning = learn_meaning(*parts)
    meant = meaning.read(*parts)
    neighbours = find_neighbours(meant)
    sayings = find_sayings(parts[0], neighbours)
    levels = find_levels(
        bind_sayings(sayings, parts[1], meant, meaning.read_without_words(*parts[1:])),
        np.bincount(sayings, weights=np.bincount(said.same)[chosen]),
        find_resolution(len(chosen)),
        known=find_known(sayings, [known[at] for at in said.first[chosen]]) if known else None,
        seed=seed,
    ).repeat(sayings)
    placed = _Placed(levels.drivers, levels.variants, _weigh(neighbours, levels.drivers))
    if len(chosen) < len(said.texts):
        voters = Voters.gather(meant, levels.drivers, levels.variants)
        placed = _place_others(placed, chosen, len(said.texts), lambda at: voters.ask(meaning.read(*read(at))))
    first = said.first[chosen]
    shown = [texts[at] for at in first]
    terms = [read_terms(text, language) for text, language in zip(shown, parts[1], strict=True)]
    return _describe(levels, _Parted(shown, terms, meant, first), placed.repeat(said.same))


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said at all, cleaned and each once; `first` says who said it first, `same` which of these each said."""

    texts: list[str]
    languages: Sequence[str]
    first: NDArray[np.int64]
    same: NDArray[np.int64]

    @classmethod
    def gather(cls, texts: Sequence[str], languages: Sequence[str] | None) -> Self:
        numbers: dict[str, int] = {}
        same = np.array([numbers.setdefault(clean(text), len(numbers)) for text in texts])
        first = np.unique(same, return_index=True)[1]
        distinct = list(numbers)
        return cls(distinct, [languages[at] for at in first] if languages else find_languages(distinct), first, same)


def _choose(texts: Sequence[str], most: int) -> NDArray[np.int64]:
    """All, or as many as may be by chance of what they say: with more texts the choice stays nearly the same."""
    marks = np.fromiter((crc32(text.encode(errors="replace")) for text in texts), np.uint32, len(texts))
    return np.sort(np.argsort(marks, kind="stable")[:most])


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where texts belong, and how sure that is."""

    drivers: Labels
    variants: Labels
    confidence: NDArray[np.float64]

    def repeat(self, places: NDArray[np.int64]) -> "_Placed":
        return _Placed(self.drivers[places], self.variants[places], self.confidence[places])


def _place_others(
    placed: _Placed, chosen: NDArray[np.int64], size: int, ask: Callable[[NDArray[np.int64]], Votes]
) -> _Placed:
    """All texts: those that were parted as they are, the others as those near them; a block at a time."""
    drivers, variants, confidence = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size)
    drivers[chosen], variants[chosen], confidence[chosen] = placed.drivers, placed.variants, placed.confidence
    others = np.setdiff1d(np.arange(size), chosen)
    for start in range(0, len(others), ASKED_AT_ONCE):
        block = others[start : start + ASKED_AT_ONCE]
        votes = ask(block)
        drivers[block], variants[block], confidence[block] = votes.drivers, votes.variants, votes.confidence
    return _Placed(drivers, variants, confidence)


def _weigh(neighbours: Neighbours, drivers: Labels) -> NDArray[np.float64]:
    """The share of the neighbours in the driver of the text, each weighing as much as it is like it."""
    weights = np.maximum(neighbours.likeness, 0).astype(np.float64)
    whole = weights.sum(axis=1)
    inside = (weights * (drivers[neighbours.index] == drivers[:, None])).sum(axis=1)
    return np.where(whole > 0, inside / np.where(whole > 0, whole, 1), 1.0)


@dataclass(frozen=True, slots=True)
class _Parted:
    """The texts that were parted, and where each stands among all."""

    texts: Sequence[str]
    terms: Sequence[Terms]
    vectors: Vectors
    places: NDArray[np.int64]

    def describe(
        self, level: Level, labels: Labels, counted: Labels, *, start: int, parents: Mapping[int, int] | None = None
    ) -> list[Topic]:
        """The topics of a level, numbered from `start`; -1 is none, and `counted` are the labels of all texts."""
        at = np.flatnonzero(labels >= 0).tolist()
        if not at:
            return []
        sizes = np.bincount(counted[counted >= 0])
        namings = name_all([self.texts[i] for i in at], [self.terms[i] for i in at], self.vectors[at], labels[at])
        return [
            Topic(
                start + number,
                level,
                parents[number] if parents else None,
                int(sizes[number]),
                naming.name,
                naming.words,
                tuple(int(self.places[at[example]]) for example in naming.examples),
            )
            for number, naming in enumerate(namings)
        ]


def _describe(levels: Levels, parted: _Parted, placed: _Placed) -> Topics:
    """Number themes, drivers and variants in one row, name them by the texts that were parted, and count every text."""
    themes = parted.describe("theme", levels.themes[levels.drivers], levels.themes[placed.drivers], start=0)
    above = dict(enumerate(levels.themes.tolist()))
    drivers = parted.describe("driver", levels.drivers, placed.drivers, start=len(themes), parents=above)
    first_variant = len(themes) + len(drivers)
    above = dict(zip(levels.variants.tolist(), (levels.drivers + len(themes)).tolist(), strict=True))
    variants = parted.describe("variant", levels.variants, placed.variants, start=first_variant, parents=above)
    return Topics(
        (*themes, *drivers, *variants),
        placed.drivers + len(themes),
        np.where(placed.variants >= 0, placed.variants + first_variant, -1),
        placed.confidence,
    )
