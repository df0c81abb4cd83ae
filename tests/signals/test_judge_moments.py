"""Promises kept and broken, and what broke again: to the minute."""

from datetime import UTC, datetime, timedelta

import pytest

from wortel.signals.rules import is_broken_again, judge_promise

DUE = datetime(2025, 10, 7, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("happened", "now", "kept"),
    [
        (DUE, DUE + MINUTE, True),
        (DUE + MINUTE, DUE + 2 * MINUTE, False),
        (None, DUE, None),
        (None, DUE + MINUTE, False),
        (DUE + 3 * MINUTE, DUE + MINUTE, False),
        (DUE - MINUTE, DUE - 2 * MINUTE, None),
    ],
)
def test_a_promise_is_judged_to_the_minute(happened: datetime | None, now: datetime, kept: bool | None) -> None:
    assert judge_promise(DUE, happened, now) is kept


def test_what_was_never_promised_is_neither_kept_nor_broken() -> None:
    assert judge_promise(None, DUE, DUE) is None


@pytest.mark.parametrize(("days", "again"), [(0, False), (1, True), (30, True), (31, False)])
def test_again_means_within_thirty_days_of_the_repair(days: int, again: bool) -> None:
    assert is_broken_again(DUE, DUE + timedelta(days=days)) is again
