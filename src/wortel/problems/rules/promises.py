"""Was an answer in time, was a planned day kept, and who is to be reminded next?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from wortel.analysis.working_days import count_working_days, is_working_day

type Kept = Literal["kept", "broken", "open", "moved"]
type Part = Literal["first", "deputy", "head"]

LADDER: tuple[Part, ...] = ("first", "deputy", "head")


@dataclass(frozen=True, slots=True)
class Plan:
    """A day somebody named, and the day on which they named another one (None while it stands)."""

    planned_on: date
    replaced_on: date | None = None


def judge_answer(*, due_on: date, answered_on: date | None, today: date) -> Kept:
    """An answer on the promised day itself is in time; without one the promise is open until that day is over."""
    if answered_on is not None:
        return "kept" if answered_on <= due_on else "broken"
    return "open" if today <= due_on else "broken"


def judge_plan(plan: Plan, *, done_on: date | None, today: date) -> Kept:
    """Done on the day or before it is kept. Naming another day in time is no broken promise; naming it after is."""
    if done_on is not None and done_on <= plan.planned_on:
        return "kept"
    if plan.replaced_on is not None and plan.replaced_on <= plan.planned_on:
        return "moved"
    return "open" if today <= plan.planned_on and done_on is None else "broken"


def next_part(reminded: Collection[Part], reachable: Sequence[Part], *, is_away: bool) -> Part | None:
    """Who hears next: the person, their deputy, the head; whoever cannot be reached or is away is passed over.

    >>> next_part([], ["first", "deputy", "head"], is_away=False)
    'first'
    >>> next_part([], ["first", "deputy", "head"], is_away=True)
    'deputy'
    >>> next_part(["first", "deputy"], ["first", "deputy"], is_away=False) is None
    True
    """
    furthest = max((LADDER.index(part) for part in reminded), default=-1)
    able = [part for part in reachable if not (is_away and part == "first")]
    return next((part for part in LADDER[furthest + 1 :] if part in able), None)


def is_mail_hour(hour: int, *, from_hour: int, until_hour: int) -> bool:
    """From eight until eighteen: at eight it may leave, at eighteen not any more."""
    return from_hour <= hour < until_hour


def is_reminder_due(
    *, due_on: date, reminded_on: date | None, today: date, every_days: int, days_off: Collection[date] = ()
) -> bool:
    """First on the working day after the promised one, then every so many working days; never on a day off."""
    if not is_working_day(today, days_off):
        return False
    if reminded_on is None:
        return today > due_on
    return count_working_days(reminded_on, today, days_off) >= every_days
