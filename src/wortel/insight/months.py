"""Which month does a page show?"""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from wortel.accounts.queries import find_now, find_time_zone
from wortel.metrics import queries as metrics
from wortel.metrics.queries import MonthFigures
from wortel.ui import numbers


@dataclass(frozen=True)
class Chosen:
    """The month that is shown, and those that can be."""

    month: str
    figures: MonthFigures | None
    others: list[str]

    @property
    def first_day(self) -> date:
        return date.fromisoformat(f"{self.month}-01")

    @property
    def name(self) -> str:
        return numbers.month(self.first_day)

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(month, numbers.month(date.fromisoformat(f"{month}-01"))) for month in self.others]


def choose(request: HttpRequest) -> Chosen:
    """The month that is asked for, else the latest whole month with figures, else the running one."""
    known = metrics.list_months()
    asked = request.GET.get("month", "")
    month = asked if asked in known else latest_whole(known)
    return Chosen(month, metrics.read_month(month), known)


def latest_whole(known: list[str]) -> str:
    """Of the kept months the latest that is over; one that runs is judged only when there is no other."""
    running = f"{find_now(timezone.now()).astimezone(find_time_zone()):%Y-%m}"
    past = [month for month in known if month < running]
    return max(past, default="") or min(known, default=running)
