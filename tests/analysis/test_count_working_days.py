"""Working days: weekends and days off do not count."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wortel.analysis.working_days import add_working_days, count_working_days, is_working_day

FRIDAY = date(2026, 11, 20)
CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 26)}
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def test_one_working_day_after_friday_is_monday() -> None:
    assert add_working_days(FRIDAY, 1) == date(2026, 11, 23)


def test_asked_on_saturday_counts_from_monday() -> None:
    assert add_working_days(date(2026, 11, 21), 5) == date(2026, 11, 27)


def test_a_day_off_is_passed_over() -> None:
    assert add_working_days(date(2026, 12, 24), 1, CHRISTMAS) == date(2026, 12, 28)
    assert count_working_days(date(2026, 12, 24), date(2026, 12, 28), CHRISTMAS) == 1


def test_a_day_off_in_the_weekend_takes_nothing_away() -> None:
    assert count_working_days(FRIDAY, date(2026, 11, 27), {date(2026, 11, 21)}) == 5


@given(DAYS, st.integers(1, 60), st.sets(DAYS, max_size=5))
def test_counting_undoes_adding(day: date, count: int, days_off: set[date]) -> None:
    last = add_working_days(day, count, days_off)
    assert count_working_days(day, last, days_off) == count
    assert is_working_day(last, days_off)


@given(DAYS, st.integers(0, 400), st.sets(DAYS, max_size=5))
def test_counting_is_looking_at_each_day(day: date, length: int, days_off: set[date]) -> None:
    each = sum(is_working_day(day + timedelta(step), days_off) for step in range(1, length + 1))
    assert count_working_days(day, day + timedelta(length), days_off) == each
