"""From texts to themes, drivers and variants."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wortel.analysis.cleaning import clean
from wortel.analysis.embedding import Embedder, SentenceEncoder, Vectors
from wortel.analysis.topics.communities import Labels, bind, find_resolution, part
from wortel.analysis.topics.languages import find_languages
from wortel.analysis.topics.meaning import read_meaning
from wortel.analysis.topics.naming import Naming, name_all
from wortel.analysis.topics.neighbours import Neighbours, find_neighbours

type Level = Literal["theme", "driver", "variant"]

THEME_RESOLUTION = 1.0
VARIANT_RESOLUTION = 1.0
# Of fewer texts there is nothing to take apart.
FEWEST_TO_PART = 40


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
    known: Sequence[int | None] | None = None,
    seed: int = 0,
) -> Topics:
    """Part the texts.

    `languages` are found where they are not given. With two `embedders` the topics are better and take longer: on the
    77 questions of a bank the second one raises the adjusted Rand index by 4 points and the time thirty times. `known`
    are the drivers of an earlier time, a number for each text that had one, from which the new ones begin.
    """
    if not texts:
        nothing = np.zeros(0, np.int64)
        return Topics((), nothing, nothing, np.zeros(0))
    cleaned = [clean(text) for text in texts]
    _, first, same = np.unique(np.array(cleaned, dtype=object), return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    first, same = first[order], place[same]
    distinct = [cleaned[at] for at in first]
    spoken = [languages[at] for at in first] if languages else find_languages(distinct)
    vectors = read_meaning(distinct, spoken, embedders or [SentenceEncoder()])
    neighbours = find_neighbours(vectors)
    begun = [known[at] for at in first] if known else None
    levels = _part_levels(neighbours, begun, seed)
    sure = _weigh(neighbours, levels.drivers)
    return _describe(levels, [texts[at] for at in first], spoken, vectors, same, sure)


@dataclass(frozen=True, slots=True)
class _Levels:
    """The driver of each text, the theme of each driver, and the variant of each text (-1: none)."""

    drivers: Labels
    themes: Labels
    variants: Labels


def _part_levels(neighbours: Neighbours, known: Sequence[int | None] | None, seed: int) -> _Levels:
    graph = neighbours.as_graph()
    drivers = part(graph, find_resolution(graph.shape[0]), known=known, seed=seed)
    themes = part(bind(graph, drivers), THEME_RESOLUTION, seed=seed)
    return _Levels(drivers, themes, _find_variants(graph, drivers, seed))


def _find_variants(graph: sparse.csr_array, drivers: Labels, seed: int) -> Labels:
    variants, n = np.full(len(drivers), -1, np.int64), 0
    for driver in range(drivers.max() + 1):
        members = np.flatnonzero(drivers == driver)
        if len(members) < FEWEST_TO_PART:
            continue
        inside = part(graph[members][:, members], VARIANT_RESOLUTION, seed=seed)
        if inside.max() > 0:
            variants[members] = inside + n
            n += int(inside.max()) + 1
    return variants


def _weigh(neighbours: Neighbours, drivers: Labels) -> NDArray[np.float64]:
    """The share of the neighbours in the driver of the text, each weighing as much as it is like it."""
    weights = np.maximum(neighbours.likeness, 0).astype(np.float64)
    whole = weights.sum(axis=1)
    inside = (weights * (drivers[neighbours.index] == drivers[:, None])).sum(axis=1)
    return np.where(whole > 0, inside / np.where(whole > 0, whole, 1), 1.0)


def _describe(
    levels: _Levels,
    texts: Sequence[str],
    languages: Sequence[str],
    vectors: Vectors,
    same: NDArray[np.int64],
    sure: NDArray[np.float64],
) -> Topics:
    """Number themes, drivers and variants in one row, name them, and count every text, also those said twice."""
    drivers, variants = levels.drivers, levels.variants
    of_text = levels.themes[drivers]
    named: list[tuple[Level, int | None, Naming, int]] = []

    def count(labels: Labels) -> NDArray[np.int64]:
        return np.bincount(labels[same])

    def name(labels: Labels, at: NDArray[np.int64]) -> list[Naming]:
        return name_all([texts[i] for i in at], [languages[i] for i in at], vectors[at], labels[at])

    everywhere = np.arange(len(texts))
    themes_named, sizes = name(of_text, everywhere), count(of_text)
    named += [("theme", None, naming, int(size)) for naming, size in zip(themes_named, sizes, strict=True)]
    first_driver = len(named)
    for driver, (naming, size) in enumerate(zip(name(drivers, everywhere), count(drivers), strict=True)):
        named.append(("driver", int(levels.themes[driver]), naming, int(size)))
    first_variant = len(named)
    parted = np.flatnonzero(variants >= 0)
    if len(parted):
        sizes = np.bincount(variants[same][variants[same] >= 0])
        parents = dict(zip(variants[parted].tolist(), drivers[parted].tolist(), strict=True))
        for variant, naming in enumerate(name(variants, parted)):
            examples = tuple(int(parted[at]) for at in naming.examples)
            named.append(
                ("variant", first_driver + parents[variant], Naming(naming.words, examples), int(sizes[variant]))
            )
    first_text = {int(place): at for at, place in reversed(list(enumerate(same.tolist())))}
    topics = tuple(
        Topic(number, level, parent, size, naming.name, naming.words, tuple(first_text[at] for at in naming.examples))
        for number, (level, parent, naming, size) in enumerate(named)
    )
    shifted = np.where(variants >= 0, variants + first_variant, -1)
    return Topics(topics, drivers[same] + first_driver, shifted[same], sure[same])
