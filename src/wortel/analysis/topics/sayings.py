"""What is said nearly word for word is one saying, however many say it so."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from wortel.analysis.embedding import Vectors, to_unit
from wortel.analysis.topics.communities import Labels
from wortel.analysis.topics.neighbours import Neighbours, bridge_languages, find_neighbours
from wortel.analysis.words import split_words

# Of all words that stand in either of two texts, this share stands in both. A greeting more or another product in the
# same sentence; of requests that people worded themselves fewer than one pair of neighbours in a hundred.
SAME = 0.9


def find_sayings(texts: Sequence[str], neighbours: Neighbours) -> Labels:
    """The saying of each text, numbered from 0: neighbours in nearly the same words share one.

    A form or a way of speaking that hundreds repeat fills the neighbours of each of them, so that nothing binds it to
    what others say of the same thing.
    """
    words = [frozenset(split_words(text)) for text in texts]
    pairs = [
        (one, other)
        for one, near in enumerate(neighbours.index.tolist())
        for other in near
        if len(words[one] & words[other]) >= SAME * len(words[one] | words[other])
    ]
    rows, columns = np.array(pairs, np.int64).reshape(-1, 2).T
    graph = sparse.csr_array((np.ones(len(pairs)), (rows, columns)), shape=(len(texts), len(texts)))
    return connected_components(graph, directed=False)[1].astype(np.int64)


def bind_sayings(
    sayings: Labels, languages: Sequence[str], vectors: Vectors, without_words: Vectors
) -> sparse.csr_array:
    """The graph of the sayings, each in the middle of its texts and of the language of the first."""
    first = np.unique(sayings, return_index=True)[1]
    near = find_neighbours(_find_middles(vectors, sayings)).as_graph()
    across = bridge_languages(_find_middles(without_words, sayings), [languages[at] for at in first])
    return sparse.csr_array(near + across)


def find_known(sayings: Labels, known: Sequence[int | None]) -> list[int | None]:
    """The driver that most texts of each saying had before; None where it is new."""
    counts = Counter(
        (saying, driver) for saying, driver in zip(sayings.tolist(), known, strict=True) if driver is not None
    )
    most = {saying: driver for (saying, driver), _ in reversed(counts.most_common())}
    return [most.get(saying) for saying in range(sayings.max() + 1)]


def _find_middles(vectors: Vectors, sayings: Labels) -> Vectors:
    members = sparse.csr_array((np.ones(len(sayings), np.float32), (sayings, np.arange(len(sayings)))))
    return to_unit(members @ vectors)
