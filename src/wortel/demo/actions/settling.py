"""The latest months of the shop are settled: closed by the manager, sent to the owners, and once objected to."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from wortel.accounts.models import Agent, Role
from wortel.accounts.queries import find_time_zone
from wortel.metrics import actions as metrics
from wortel.metrics.models import StoredLine
from wortel.problems import actions as problems
from wortel.problems import queries
from wortel.problems.models import Statement

MONTHS = 3
CLOSED_ON, SENT_ON, OPENED_ON, OBJECTED_ON = 3, 9, 10, 16
OBJECTS = "Facturatie"
WHY = "Een deel hiervan gaat over verzendkosten. Die staan op de factuur, maar het webteam bepaalt ze."
# So many of the sample were looked at, and these did not belong to it.
JUDGED, WRONG = 7, (2, 6)


def settle(*, until: date) -> None:
    """Whatever a manager would have done up to this day. May run again: what was done stays."""
    manager = Agent.objects.filter(role=Role.MANAGER, is_demo=True).first()
    if manager is None:
        return
    for first in _whole_months(until):
        month = f"{first:%Y-%m}"
        if queries.find_closing(month) is None:
            metrics.refresh(month=month)
            _close_and_send(month, first, until, manager.name)
    _object(until, manager.name)


def _whole_months(until: date) -> Iterator[date]:
    """The first days of the latest months that are over, oldest first."""
    here = until.year * 12 + until.month - 1
    for month in range(here - MONTHS, here):
        yield date(month // 12, month % 12 + 1, 1)


def _close_and_send(month: str, first: date, until: date, by: str) -> None:
    if not StoredLine.objects.filter(month=month, charged_to="total", contacts__gt=0).exists():
        return
    if _day(first, CLOSED_ON) <= until:
        problems.close_month(month=month, by=by, now=_at(_day(first, CLOSED_ON)))
    if _day(first, SENT_ON) <= until:
        for statement in problems.send_statements(month=month, by=by, now=_at(_day(first, SENT_ON))):
            _open(statement, first, until)


def _open(statement: Statement, first: date, until: date) -> None:
    """Owners inside read their letter the next day; the partner takes its time."""
    if not statement.owner.is_partner and _day(first, OPENED_ON) <= until:
        problems.mark_read(statement=statement, now=_at(_day(first, OPENED_ON)))


def _object(until: date, judge: str) -> None:
    """One owner doubts the latest line that can still be doubted; the sample is half looked at."""
    latest = Statement.objects.filter(owner__name=OBJECTS).exclude(sent_at=None).order_by("-month").first()
    if latest is None or latest.objections.exists():
        return
    now = _at(_day(date.fromisoformat(f"{latest.month}-01"), OBJECTED_ON))
    letter = queries.write_letter(latest.owner, latest.month, now)
    problem = next((line.problem for line in letter.lines if line.problem), None)
    if problem is None or now.date() > until or not queries.list_charged(problem, latest.month):
        return
    by = latest.person.name if latest.person else OBJECTS
    objection = problems.object_to(statement=latest, problem=problem, why=WHY, by=by, now=now)
    for sampled in objection.sample.filter(place__lte=JUDGED):
        problems.judge(sampled=sampled, is_right=sampled.place not in WRONG, by=judge, now=now + timedelta(days=1))


def _day(first: date, number: int) -> date:
    """A day of the month after."""
    return (first + timedelta(days=32)).replace(day=number)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), find_time_zone())
