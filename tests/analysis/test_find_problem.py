"""Which problem a contact belongs to."""

import pytest

from wortel.analysis.cost import Problem, find_problem, read_rule
from wortel.analysis.cost.problems import UnreadableRule


def test_an_own_problem_wins_over_a_rule() -> None:
    rules = [Problem("P1", rule=read_rule("reason=R1"))]
    assert find_problem("P9", ["R1"], "phone", rules) == "P9"


def test_of_several_rules_the_smallest_code_wins_in_bytes() -> None:
    rules = [Problem(code, rule=read_rule("reason=R1")) for code in ("é", "a", "Z", "P10", "P2")]
    assert find_problem("", ["R1"], "phone", rules) == "P10"


def test_a_rule_on_a_parent_reason_holds_for_everything_below_it() -> None:
    rules = [Problem("P1", rule=read_rule("reason=parcel"))]
    assert find_problem("", ["late", "parcel"], "phone", rules) == "P1"


@pytest.mark.parametrize("text", ["not_first_channel=phone", "reason=", "reason=R1&colour=red", "R1"])
def test_a_rule_that_says_something_else_is_refused(text: str) -> None:
    with pytest.raises(UnreadableRule):
        read_rule(text)
