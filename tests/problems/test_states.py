"""Where a problem stands follows from rows: who, when and why."""

from datetime import timedelta

import pytest
from tests import cast, make

from wortel.problems import actions, queries
from wortel.problems.models import Fix, Problem
from wortel.problems.rules import State, Step

pytestmark = pytest.mark.django_db

LATER = cast.NOW + timedelta(days=1)
AT_LAST = cast.NOW + timedelta(days=2)


def state_of(problem: Problem) -> Step:
    step, _moved_at = queries.find_states([problem])[problem.pk]
    return step


def test_a_new_problem_is_reported() -> None:
    assert state_of(make.make_problem("P1")).state is State.REPORTED


def test_what_somebody_says_stands_with_name_and_reason() -> None:
    problem = make.make_problem("P1")
    actions.say_state(problem=problem, kind="known_error", why="De band helt", agent=cast.noor(), now=LATER)
    step = state_of(problem)
    assert (step.state, step.by, step.why) == (State.KNOWN_ERROR, cast.noor().name, "De band helt")


def test_what_was_said_can_be_taken_back() -> None:
    problem = make.make_problem("P1")
    said = actions.say_state(problem=problem, kind="examined", agent=None, now=LATER)
    actions.withdraw_state(standing=said, now=AT_LAST)
    assert state_of(problem).state is State.REPORTED


def test_closing_is_not_said_but_done() -> None:
    with pytest.raises(actions.NotSaid):
        actions.say_state(problem=make.make_problem("P1"), kind="closed", agent=None, now=LATER)


def test_a_recorded_change_means_that_it_is_being_fixed() -> None:
    problem = make.make_problem("P1")
    Fix.objects.create(problem=problem, what="Rand", on=LATER.date(), registered_at=LATER)
    assert state_of(problem).state is State.BEING_FIXED


def test_an_accepted_risk_says_why() -> None:
    cast.shop()
    problem = make.make_problem("P1")
    review = (LATER + timedelta(days=90)).date()
    actions.accept_risk(problem=problem, why="Te duur", review_on=review, agent=cast.noor(), now=LATER)
    step = state_of(problem)
    assert (step.state, step.why) == (State.RISK, "Te duur")


def test_a_merged_problem_is_a_duplicate_until_it_is_split() -> None:
    kept, absorbed = make.make_problem("kept"), make.make_problem("absorbed")
    done = actions.merge(kept=kept, absorbed=absorbed, now=LATER)
    assert (state_of(absorbed).state, state_of(absorbed).why) == (State.DUPLICATE, "kept")
    actions.split(merge=done, now=AT_LAST)
    assert state_of(absorbed).state is State.REPORTED


def test_many_problems_are_asked_together() -> None:
    problems = [make.make_problem(f"P{n}") for n in range(3)]
    actions.say_state(problem=problems[1], kind="examined", agent=None, now=LATER)
    assert [step.state for step, _moved_at in queries.find_states(problems).values()] == [
        "reported",
        "examined",
        "reported",
    ]
