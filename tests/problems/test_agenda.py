"""Which cause stands where on the agenda of the weekly meeting, and how much of the work takes causes away."""

from datetime import UTC, datetime, timedelta

import pytest

from wortel.problems.rules import Facts, Work, find_lacks, find_place

NOW = datetime(2025, 10, 7, 10, tzinfo=UTC)
DAY = timedelta(days=1)
SINCE = NOW - 7 * DAY


def place(**known: object) -> str | None:
    facts = Facts(**{"opened_at": NOW - 60 * DAY, "owned_since": NOW - 60 * DAY, **known})  # type: ignore[arg-type]  # each test says what it needs
    return find_place(facts, since=SINCE, now=NOW)


def test_what_opened_since_the_last_meeting_is_new_also_without_an_owner() -> None:
    assert place(opened_at=NOW - DAY, owned_since=None) == "new"


@pytest.mark.parametrize(("days", "where"), [(7, None), (8, "ageing")])
def test_an_owner_who_says_nothing_for_a_week_lets_it_stand_still(days: int, where: str | None) -> None:
    opened = NOW - 20 * DAY
    assert place(opened_at=opened, owned_since=NOW - days * DAY) == where


def test_an_owner_who_owes_an_answer_lets_it_stand_still_also_when_they_took_it_on() -> None:
    assert place(answered_at=NOW - DAY, is_overdue=True) == "ageing"


def test_what_is_unheard_for_want_of_an_action_stands_still_also_while_its_owner_talks() -> None:
    assert place(answered_at=NOW - DAY) is None
    assert place(answered_at=NOW - DAY, lacks=("action",)) == "ageing"


@pytest.mark.parametrize(
    ("opened", "unowned", "has_action", "lacks"),
    [
        (14, 14, False, ("owner", "action")),
        (13, 13, False, ()),
        (60, 13, True, ()),
        (60, 14, True, ("owner",)),
        (60, None, False, ("action",)),
        (60, None, True, ()),
    ],
)
def test_unheard_is_what_lacks_an_owner_or_an_action_for_long(
    opened: int, unowned: int | None, has_action: bool, lacks: tuple[str, ...]
) -> None:
    unowned_since = None if unowned is None else NOW - unowned * DAY
    until = NOW - 14 * DAY
    found = find_lacks(opened_at=NOW - opened * DAY, unowned_since=unowned_since, has_action=has_action, until=until)
    assert found == lacks


def test_an_objection_asks_for_a_decision_also_about_a_closed_cause() -> None:
    assert place(has_objection=True, is_open=False) == "to_decide"


def test_without_an_owner_it_stands_with_those() -> None:
    assert place(owned_since=None) == "unowned"


@pytest.mark.parametrize(("days", "where"), [(28, None), (29, "ageing")])
def test_four_weeks_without_a_move_is_standing_still(days: int, where: str | None) -> None:
    assert place(answered_at=NOW - 50 * DAY, moved_at=NOW - days * DAY) == where


def test_what_is_planned_ahead_does_not_stand_still() -> None:
    assert place(answered_at=NOW - 50 * DAY, moved_at=NOW + 10 * DAY) is None


def test_a_fresh_verdict_comes_before_everything_that_can_wait() -> None:
    assert place(owned_since=None, measured_at=NOW - DAY) == "measured"
    assert place(owned_since=None, measured_at=SINCE - DAY) == "unowned"


def test_whoever_says_not_mine_asks_for_a_decision() -> None:
    assert place(answered_at=NOW - DAY, is_refused=True) == "to_decide"


def test_a_risk_to_look_at_again_stands_to_decide_although_it_is_closed() -> None:
    assert place(is_open=False, is_review_due=True) == "to_decide"
    assert place(is_open=False) is None


def test_two_that_look_alike_wait_until_somebody_answers_for_them() -> None:
    assert place(has_twin=True, answered_at=NOW - DAY) == "to_decide"
    assert place(has_twin=True, owned_since=None) == "unowned"


def test_a_share_of_four_is_too_little_to_say() -> None:
    assert Work(took_away=3, eased=1).share is None
    assert Work(took_away=3, eased=2).share == 0.6
