"""No count is told of fewer than twenty contacts or five colleagues, and nothing is told twice."""

from hypothesis import given
from hypothesis import strategies as some

from wortel.analysis.cells import FEWEST_CONTACTS, FEWEST_PEOPLE
from wortel.analysis.headcounts import OTHERS, Headcount, merge_small

CELLS = some.lists(some.tuples(some.integers(1, 60), some.integers(0, 9), some.integers(0, 60)), max_size=12).map(
    lambda rows: [Headcount(f"c{n:02}", *row) for n, row in enumerate(rows)]
)


@given(CELLS)
def test_every_cell_that_is_told_is_large_enough(cells: list[Headcount]) -> None:
    told = merge_small(cells)
    assert all(cell.contacts >= FEWEST_CONTACTS for cell in told)
    assert all(cell.people >= FEWEST_PEOPLE for cell in told if cell.people)


@given(CELLS)
def test_what_is_told_apart_is_as_it_was_and_the_rest_is_told_once_or_not(cells: list[Headcount]) -> None:
    told = merge_small(cells)
    apart = [cell for cell in told if cell.key != OTHERS]
    rest = [cell for cell in cells if cell not in apart]
    assert set(apart) <= set(cells)
    for joined in told[len(apart) :]:
        assert (joined.contacts, joined.count) == (sum(one.contacts for one in rest), sum(one.count for one in rest))


@given(CELLS)
def test_a_small_cell_is_not_found_by_taking_the_others_off_the_whole(cells: list[Headcount]) -> None:
    """Whoever knows the whole month finds only the cells that were joined, unless even those were too small."""
    told = merge_small(cells)
    left = sum(cell.contacts for cell in cells) - sum(cell.contacts for cell in told)
    assert left == 0 or not any(cell.key == OTHERS for cell in told)


def test_where_nobody_was_kept_the_contacts_alone_decide() -> None:
    assert merge_small([Headcount("a", 50, 0, 4), Headcount("b", 25, 4, 3)]) == []
    assert [one.key for one in merge_small([Headcount("a", 50, 0, 4)])] == ["a"]


def test_one_small_cell_takes_the_smallest_other_along() -> None:
    told = merge_small([Headcount("a", 50, 9, 4), Headcount("b", 25, 6, 3), Headcount("c", 2, 1, 2)])
    assert [(cell.key, cell.contacts, cell.count) for cell in told] == [("a", 50, 4), (OTHERS, 27, 5)]
