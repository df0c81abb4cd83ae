"""Who says the same in another language is bound; a language that says other things keeps to itself."""

import numpy as np

from wortel.analysis.embedding import Vectors, to_unit
from wortel.analysis.topics.neighbours import bridge_languages

TOPICS, OF_EACH, DIMENSIONS = 6, 20, 32


def say(topics: range, seed: int) -> Vectors:
    """So many texts about each of these topics."""
    middles = np.random.default_rng(0).normal(size=(2 * TOPICS, DIMENSIONS))[topics]
    spread = np.random.default_rng(seed).normal(scale=0.3, size=(len(topics) * OF_EACH, DIMENSIONS))
    return to_unit((np.repeat(middles, OF_EACH, axis=0) + spread).astype(np.float32))


def test_who_says_the_same_is_bound_across_languages() -> None:
    vectors = np.vstack([say(range(TOPICS), 1), say(range(TOPICS), 2)])
    count = TOPICS * OF_EACH
    bonds = bridge_languages(vectors, ["nl"] * count + ["en"] * count).tocoo()
    about = np.arange(2 * count) % count // OF_EACH
    assert bonds.nnz > 2 * count
    assert (about[bonds.row] == about[bonds.col]).all()
    assert ((bonds.row < count) != (bonds.col < count)).all()


def test_bonds_go_both_ways() -> None:
    bonds = bridge_languages(np.vstack([say(range(TOPICS), 1)] * 2), ["nl"] * 120 + ["en"] * 120)
    assert abs(bonds - bonds.T).max() < 1e-6


def test_a_language_that_says_other_things_is_hardly_bound() -> None:
    same = bridge_languages(np.vstack([say(range(TOPICS), 1), say(range(TOPICS), 2)]), ["nl"] * 120 + ["en"] * 120)
    other = np.vstack([say(range(TOPICS), 1), say(range(TOPICS, 2 * TOPICS), 2)])
    assert bridge_languages(other, ["nl"] * 120 + ["en"] * 120).sum() < same.sum() / 4


def test_a_few_texts_are_no_language() -> None:
    assert bridge_languages(say(range(TOPICS), 1), ["nl"] * 115 + ["en"] * 5).nnz == 0
