"""How many working days lie between two days, and which day comes so many working days later?

Monday to Friday, without the days off that the caller names. Do not use it for opening hours: a centre that is open
on Saturday answers customers then, but the owner of a process is promised an answer in working days.

>>> whitsun = {date(2026, 5, 25)}
>>> add_working_days(date(2026, 5, 21), 2, whitsun)
datetime.date(2026, 5, 26)
>>> count_working_days(date(2026, 5, 21), date(2026, 5, 26), whitsun)
2

Reference: plain counting; the day itself is day nought, as a term "within five working days" is read.
"""

from collections.abc import Collection
from datetime import date, timedelta

SATURDAY = 5
DAY = timedelta(days=1)


def is_working_day(day: date, days_off: Collection[date] = ()) -> bool:
    return day.weekday() < SATURDAY and day not in days_off


def add_working_days(day: date, count: int, days_off: Collection[date] = ()) -> date:
    """The day on which so many working days have passed since `day`; none gives the day itself or the next working one.

    >>> add_working_days(date(2026, 11, 20), 0), add_working_days(date(2026, 11, 21), 0)
    (datetime.date(2026, 11, 20), datetime.date(2026, 11, 23))
    """
    left = count
    while left > 0 or not is_working_day(day, days_off):
        day += DAY
        left -= is_working_day(day, days_off)
    return day


def count_working_days(first: date, last: date, days_off: Collection[date] = ()) -> int:
    """The working days after `first` up to and with `last`; nought when `last` is not later.

    >>> count_working_days(date(2026, 11, 20), date(2026, 11, 23))
    1
    """
    whole, rest = divmod(max((last - first).days, 0), 7)
    odd = sum((first + DAY * step).weekday() < SATURDAY for step in range(7 * whole + 1, 7 * whole + rest + 1))
    off = sum(first < day <= last and day.weekday() < SATURDAY for day in set(days_off))
    return 5 * whole + odd - off
