"""What several customers say at once and nobody said before is found; what is always said is not."""

from collections.abc import Sequence

import numpy as np
import pytest

from wortel.analysis.embedding import Vectors, to_unit
from wortel.analysis.topics import find_newcomers

DIMENSIONS = 64
LATE, BEFORE = 60, 480


def say(topic: int, count: int, seed: int) -> Vectors:
    """So many texts around a point of their own."""
    middle = np.random.default_rng(topic).normal(size=DIMENSIONS)
    return to_unit(
        (middle + np.random.default_rng(seed).normal(scale=0.4, size=(count, DIMENSIONS))).astype(np.float32)
    )


def house(late: Sequence[int], before: Sequence[int], seed: int = 0) -> tuple[Vectors, np.ndarray, np.ndarray]:
    """Texts of each topic in the latest week and in the eight before, each of a customer of its own."""
    parts = [say(topic, n, seed * 1_000 + topic) for topic, n in enumerate(late)]
    parts += [say(topic, n, seed * 1_000 + 500 + topic) for topic, n in enumerate(before)]
    chance = np.random.default_rng(seed)
    ages = np.append(chance.uniform(0, 7, sum(late)), chance.uniform(7, 63, sum(before)))
    return np.vstack(parts), ages, np.arange(len(ages))


USUAL = [LATE // 6] * 6, [BEFORE // 6] * 6


@pytest.mark.parametrize("seed", range(10))
def test_an_ordinary_week_has_no_newcomers(seed: int) -> None:
    assert find_newcomers(*house(*USUAL, seed)) == []


@pytest.mark.parametrize("count", [6, 8, 20])
def test_what_nobody_said_before_is_found_whole(count: int) -> None:
    late, before = USUAL
    found = find_newcomers(*house([*late, count], [*before, 0]))
    assert [set(group.tolist()) for group in found] == [set(range(LATE, LATE + count))]


def test_two_newcomers_are_two_groups() -> None:
    late, before = USUAL
    found = find_newcomers(*house([*late, 9, 7], [*before, 0, 0]))
    assert [len(group) for group in found] == [9, 7]


def test_twice_as_many_of_the_same_are_no_newcomer() -> None:
    late, before = USUAL
    assert find_newcomers(*house([20, *late[1:]], before)) == []


@pytest.mark.parametrize(("latest", "is_found"), [(2, True), (7, False)])
def test_what_was_said_now_and_then_is_news_when_many_say_it_within_days(latest: int, is_found: bool) -> None:
    late, before = USUAL
    vectors, ages, customers = house([*late, 8], [*before, 8])
    ages[LATE : LATE + 8] *= latest / 7
    assert bool(find_newcomers(vectors, ages, customers)) == is_found


def test_one_customer_who_repeats_is_nobody_else() -> None:
    late, before = USUAL
    vectors, ages, customers = house([*late, 8], [*before, 0])
    customers[LATE : LATE + 8] = LATE
    assert find_newcomers(vectors, ages, customers) == []


def test_two_customers_who_write_again_and_again_are_not_several() -> None:
    late, before = USUAL
    vectors, ages, customers = house([*late, 10], [*before, 0])
    assert find_newcomers(vectors, ages, customers) != []
    customers[LATE : LATE + 10] = [LATE, LATE + 1] * 5
    assert find_newcomers(vectors, ages, customers) == []


def test_of_next_to_nothing_nothing_is_new() -> None:
    assert find_newcomers(say(0, 3, 1), np.array([0.5, 1.5, 20]), np.arange(3)) == []
