"""Which weeks stand before a fix, which do not count, and which stand after it?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wortel.analysis.effect.compare import FEWEST_BEFORE

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Window:
    """Three runs of whole weeks, Monday to Sunday; `pre` ends where the washout begins."""

    pre_from: date
    fix_week: date
    post_from: date
    post_until: date

    @property
    def pre(self) -> list[date]:
        return _mondays(self.pre_from, self.fix_week)

    @property
    def washout(self) -> list[date]:
        return _mondays(self.fix_week, self.post_from)

    @property
    def post(self) -> list[date]:
        return _mondays(self.post_from, self.post_until)

    def post_complete(self, today: date) -> list[date]:
        """The weeks after the fix that are over."""
        return _mondays(self.post_from, min(self.post_until, monday_of(today)))

    def is_open(self, today: date) -> bool:
        """Until the last week after the fix is over no other fix of this problem can be told apart."""
        return monday_of(today) < self.post_until


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def window_of(on: date, *, washout_weeks: int, weeks_before: int, weeks_after: int) -> Window:
    """The weeks around a fix. A week in which the fix fell after Monday is half before, half after: it never counts.

    >>> window_of(date(2025, 10, 8), washout_weeks=0, weeks_before=26, weeks_after=12).post_from
    datetime.date(2025, 10, 13)
    """
    fix_week = monday_of(on)
    quiet = max(washout_weeks, 1 if on != fix_week else 0)
    post_from = fix_week + quiet * WEEK
    return Window(fix_week - weeks_before * WEEK, fix_week, post_from, post_from + weeks_after * WEEK)


@dataclass(frozen=True)
class Together:
    """The window of a fix with the other fixes of its problem out of the way, or judged with it."""

    window: Window
    with_earlier: int = 0


def set_apart(own: Window, earlier: Sequence[Window], later: Sequence[Window]) -> Together:
    """Keep other fixes of the problem out of the compared weeks; where that cannot be done, judge them together.

    Earlier fixes stand from oldest to youngest. The weeks before begin when the latest earlier fix had worked in, if
    twelve are left; else they are those before the first fix that is in the way, and the verdict is a combined one.
    The weeks after end where a later fix begins.
    """
    until = min([own.post_until, *(one.fix_week for one in later if one.fix_week >= own.post_from)])
    apart = replace(own, post_until=max(until, own.post_from))
    near = [one for one in earlier if one.post_from > own.pre_from]
    if not near:
        return Together(apart)
    free_from = max(one.post_from for one in near)
    if (own.fix_week - free_from).days // 7 >= FEWEST_BEFORE:
        return Together(replace(apart, pre_from=free_from))
    first = near[0]
    return Together(replace(apart, pre_from=first.pre_from, fix_week=first.fix_week), len(near))


def _mondays(start: date, end: date) -> list[date]:
    return [start + n * WEEK for n in range(max(0, (end - start).days // 7))]
