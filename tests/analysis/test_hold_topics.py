"""What stood together stays, unless it is clearly better bound elsewhere; what is new finds its place."""

import numpy as np
from scipy import sparse

from wortel.analysis.topics.holding import hold

RESOLUTION = 0.5


def graph(*bonds: tuple[range, range, float]) -> sparse.csr_array:
    """Twelve texts; every pair of the two ranges bound this strongly."""
    whole = np.zeros((12, 12))
    for some, others, weight in bonds:
        whole[np.ix_(some, others)] = whole[np.ix_(others, some)] = weight
    np.fill_diagonal(whole, 0)
    return sparse.csr_array(whole)


ONE, TWO = range(6), range(6, 12)
APART = ((ONE, ONE, 1.0), (TWO, TWO, 1.0))


def groups(labels: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in np.unique(labels)}


def test_a_whim_of_the_search_moves_nobody() -> None:
    found = np.array([0] * 5 + [1] * 7)
    held = hold(graph(*APART), found, [4] * 6 + [9] * 6, RESOLUTION)
    assert groups(held) == {frozenset(ONE), frozenset(TWO)}


def test_what_fell_apart_is_parted() -> None:
    found = np.repeat([0, 1], 6)
    assert groups(hold(graph(*APART), found, [4] * 12, RESOLUTION)) == {frozenset(ONE), frozenset(TWO)}


def test_what_grew_together_is_joined() -> None:
    bound = graph(*APART, (ONE, TWO, 0.9))
    assert groups(hold(bound, np.zeros(12, np.int64), [4] * 6 + [9] * 6, RESOLUTION)) == {frozenset(range(12))}


def test_what_is_new_joins_what_binds_it_or_stands_alone() -> None:
    bound = graph((range(5), range(5), 1.0), (range(5), range(5, 6), 1.0), (TWO, TWO, 1.0))
    held = hold(bound, np.array([0] * 6 + [1] * 6), [4] * 5 + [None] * 7, RESOLUTION)
    assert groups(held) == {frozenset(ONE), frozenset(TWO)}
