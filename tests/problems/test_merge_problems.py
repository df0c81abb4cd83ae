"""Two problems turned out to be one; undo brings every report home."""

import pytest
from tests import cast, make

from wortel.problems import actions, queries
from wortel.problems.models import Flag, Problem

pytestmark = pytest.mark.django_db


def two_problems() -> tuple[Problem, Problem]:
    """Two contacts each, of which one is the same."""
    kept, absorbed = make.make_problem("kept"), make.make_problem("absorbed")
    shared = make.make_contact()
    for problem in (kept, absorbed):
        make.make_flag(shared, problem)
        make.make_flag(make.make_contact(), problem)
    return kept, absorbed


def links() -> set[tuple[int, str]]:
    return set(Flag.objects.values_list("contact", "problem__code"))


def test_every_contact_counts_once_for_the_problem_that_stays() -> None:
    kept, absorbed = two_problems()
    actions.merge(kept=kept, absorbed=absorbed, now=cast.NOW)
    assert queries.tally(kept).contacts == 3
    absorbed.refresh_from_db()
    assert (absorbed.merged_into, queries.tally(absorbed).contacts) == (kept, 0)


def test_splitting_undoes_merging() -> None:
    kept, absorbed = two_problems()
    before = links()
    actions.split(merge=actions.merge(kept=kept, absorbed=absorbed, now=cast.NOW), now=cast.NOW)
    assert links() == before
    assert Problem.objects.standing().count() == 2


def test_merges_can_be_undone_in_any_order() -> None:
    kept, absorbed = two_problems()
    third = make.make_problem("third")
    before = links()
    first = actions.merge(kept=kept, absorbed=absorbed, now=cast.NOW)
    second = actions.merge(kept=third, absorbed=kept, now=cast.NOW)
    actions.split(merge=first, now=cast.NOW)
    actions.split(merge=second, now=cast.NOW)
    assert links() == before


def test_a_problem_cannot_be_merged_into_itself_or_twice() -> None:
    kept, absorbed = two_problems()
    with pytest.raises(actions.CannotMerge):
        actions.merge(kept=kept, absorbed=kept, now=cast.NOW)
    done = actions.merge(kept=kept, absorbed=absorbed, now=cast.NOW)
    with pytest.raises(actions.CannotMerge):
        actions.merge(kept=kept, absorbed=absorbed, now=cast.NOW)
    actions.split(merge=done, now=cast.NOW)
    with pytest.raises(actions.CannotMerge):
        actions.split(merge=done, now=cast.NOW)
