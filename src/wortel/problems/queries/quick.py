"""What could be done soon, and what would it save?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django.db.models import Count
from django.db.models.functions import TruncWeek

from wortel.accounts.queries import find_time_zone
from wortel.analysis.effect import Saving, estimate_saving
from wortel.problems.models import Action, Caused, Effort, Lever, sum_cost
from wortel.problems.queries.weeks import WEEK, latest_mondays, starts_at

type Order = Literal["quick", "saving", "due"]
ORDERS: tuple[Order, ...] = ("quick", "saving", "due")
WEEKS = 26
EFFORTS = {"": 3, Effort.SMALL: 0, Effort.MEDIUM: 1, Effort.LARGE: 2}
MOST = 500


@dataclass(frozen=True)
class QuickWin:
    """An action that stands open, with what a week of its cause costs and how much of that it would save."""

    action: Action
    saving: Saving
    contacts_per_week: float


def list_quick_wins(now: datetime, order: Order = "quick") -> list[QuickWin]:
    """Open actions that can take a cause away: least work first, dearest first, or by the day they are due."""
    waiting = Action.objects.filter(done_on=None, problem__merged_into=None, problem__closed_at=None)
    closing = waiting.exclude(lever=Lever.MITIGATION).select_related("problem", "owner")[:MOST]
    weeks = _weeks_of({action.problem_id for action in closing}, latest_mondays(now, WEEKS + 1)[:-1])
    wins = [_as_win(action, weeks[action.problem_id]) for action in closing]
    return sorted(wins, key=KEYS[order])


def _as_win(action: Action, weeks: Sequence[tuple[int, Decimal]]) -> QuickWin:
    """Weeks before the first contact of a cause say nothing of what it costs."""
    first = next((at for at, (contacts, _) in enumerate(weeks) if contacts), len(weeks))
    known = weeks[first:]
    contacts, costs = [n for n, _ in known], [float(eur) for _, eur in known]
    saving = estimate_saving(costs, contacts, action.expected_reduction)
    return QuickWin(action, saving, sum(contacts) / len(known) if known else 0.0)


def _weeks_of(problems: set[int], mondays: Sequence[date]) -> dict[int, list[tuple[int, Decimal]]]:
    start, end = starts_at(mondays[0]), starts_at(mondays[-1] + WEEK)
    rows = Caused.objects.filter(problem__in=problems, contact__started_at__gte=start, contact__started_at__lt=end)
    weeks = rows.order_by().annotate(week=TruncWeek("contact__started_at", tzinfo=find_time_zone()))
    summed = weeks.values_list("problem", "week").annotate(n=Count("*"), eur=sum_cost())
    found = {(problem, week.date()): (n, eur or Decimal(0)) for problem, week, n, eur in summed}
    return {one: [found.get((one, monday), (0, Decimal(0))) for monday in mondays] for one in problems}


def _saves(win: QuickWin) -> float:
    return -(win.saving.value or 0.0)


KEYS = {
    "quick": lambda win: (EFFORTS[win.action.effort], _saves(win), win.action.pk),
    "saving": lambda win: (_saves(win), EFFORTS[win.action.effort], win.action.pk),
    "due": lambda win: (win.action.planned_on or date.max, _saves(win), win.action.pk),
}
