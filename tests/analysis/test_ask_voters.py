"""A text is placed by those near it, and one that nobody knows is seen to be far from all."""

import numpy as np
import pytest

from wortel.analysis.embedding import Vectors, to_unit
from wortel.analysis.topics.voting import Voters

EAST, NORTH, UP = np.eye(3, dtype=np.float32)


def around(middle: Vectors, n: int) -> Vectors:
    spread = np.random.default_rng(0).normal(scale=0.05, size=(n, 3))
    return to_unit((middle + spread).astype(np.float32))


@pytest.fixture(scope="module")
def voters() -> Voters:
    vectors = np.vstack([around(EAST, 40), around(NORTH, 40)])
    return Voters.gather(vectors, np.repeat([3, 8], 40), np.repeat([5, -1], 40))


def test_near_a_driver_it_is_that_driver(voters: Voters) -> None:
    votes = voters.ask(around(EAST, 5))
    assert votes.drivers.tolist() == [3] * 5
    assert votes.variants.tolist() == [5] * 5
    assert votes.confidence.min() == pytest.approx(1)
    assert votes.nearness.min() > 0.95


def test_between_two_nobody_is_sure(voters: Voters) -> None:
    votes = voters.ask(to_unit((EAST + NORTH)[None]), k=80)
    assert 0.45 < votes.confidence[0] < 0.6


def test_what_nobody_knows_is_far_from_all(voters: Voters) -> None:
    votes = voters.ask(UP[None])
    assert votes.nearness[0] < 0.2
    assert votes.drivers[0] in {3, 8}


def test_fewer_voters_than_votes_are_enough() -> None:
    few = Voters.gather(around(EAST, 3), np.zeros(3, np.int64), np.full(3, -1))
    assert few.ask(EAST[None]).drivers.tolist() == [0]
