"""What counts as an answer in time, a plan that was kept, and who hears next."""

from datetime import date

import pytest

from wortel.problems import rules

DUE = date(2025, 10, 14)


@pytest.mark.parametrize(
    ("answered_on", "today", "kept"),
    [
        (date(2025, 10, 14), date(2025, 10, 20), "kept"),
        (date(2025, 10, 15), date(2025, 10, 20), "broken"),
        (None, date(2025, 10, 14), "open"),
        (None, date(2025, 10, 15), "broken"),
    ],
)
def test_an_answer_is_in_time_on_the_day_itself(answered_on: date | None, today: date, kept: str) -> None:
    assert rules.judge_answer(due_on=DUE, answered_on=answered_on, today=today) == kept


@pytest.mark.parametrize(
    ("replaced_on", "done_on", "today", "kept"),
    [
        (None, None, date(2025, 10, 14), "open"),
        (None, None, date(2025, 10, 15), "broken"),
        (None, date(2025, 10, 14), date(2025, 12, 1), "kept"),
        (None, date(2025, 10, 15), date(2025, 12, 1), "broken"),
        (date(2025, 10, 14), None, date(2025, 12, 1), "moved"),
        (date(2025, 10, 15), None, date(2025, 12, 1), "broken"),
        (date(2025, 10, 10), date(2025, 10, 12), date(2025, 12, 1), "kept"),
    ],
)
def test_a_plan_is_kept_moved_in_time_or_broken(
    replaced_on: date | None, done_on: date | None, today: date, kept: str
) -> None:
    assert rules.judge_plan(rules.Plan(DUE, replaced_on), done_on=done_on, today=today) == kept


def test_the_ladder_skips_who_is_away_or_cannot_be_reached() -> None:
    assert rules.next_part([], ["first", "head"], is_away=True) == "head"
    assert rules.next_part(["first"], ["first", "head"], is_away=False) == "head"
    assert rules.next_part(["head"], ["first", "deputy", "head"], is_away=False) is None
    assert rules.next_part([], [], is_away=False) is None


@pytest.mark.parametrize(("hour", "may"), [(7, False), (8, True), (17, True), (18, False)])
def test_mail_leaves_within_the_agreed_hours(hour: int, may: bool) -> None:
    assert rules.is_mail_hour(hour, from_hour=8, until_hour=18) is may


def test_the_next_reminder_waits_for_working_days() -> None:
    friday, monday = date(2025, 10, 10), date(2025, 10, 13)
    due = {"due_on": date(2025, 10, 9), "reminded_on": friday, "every_days": 1}
    assert not rules.is_reminder_due(**due, today=date(2025, 10, 11))  # type: ignore[arg-type]  # one dict, several types
    assert rules.is_reminder_due(**due, today=monday)  # type: ignore[arg-type]  # one dict, several types
