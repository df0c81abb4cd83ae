from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from wortel.accounts.models import Agent, Mandate, Organisation, Team

CLOSING = time(20)

_clocks: ContextVar[list[ZoneInfo] | None] = ContextVar("clocks", default=None)


def find_organisation() -> Organisation:
    return Organisation.objects.get(id=1)


def has_organisation() -> bool:
    return Organisation.objects.filter(id=1).exists()


def find_undo_window() -> timedelta:
    """For how long an answer can be called back."""
    found = Organisation.objects.values_list("undo_seconds", flat=True).filter(id=1).first()
    return timedelta(seconds=10 if found is None else found)


def find_time_zone() -> ZoneInfo:
    """The organisation's clock; UTC arithmetic everywhere else."""
    asked = _clocks.get()
    if asked is None:
        return _ask_time_zone()
    if not asked:
        asked.append(_ask_time_zone())
    return asked[0]


@contextmanager
def one_clock() -> Iterator[None]:
    """Ask for the clock once in this block: a page tells time dozens of times, and its clock does not change."""
    token = _clocks.set([])
    try:
        yield
    finally:
        _clocks.reset(token)


def _ask_time_zone() -> ZoneInfo:
    return _zone(Organisation.objects.values_list("time_zone", flat=True).filter(id=1).first() or "Europe/Amsterdam")


def find_now(now: datetime) -> datetime:
    """From where figures look back: now, or the evening of the day on which a demo was told to stand still."""
    if settings.DEMO_TODAY is None:
        return now
    return min(now, datetime.combine(settings.DEMO_TODAY, CLOSING, find_time_zone()))


@lru_cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def find_first_team() -> Team | None:
    return Team.objects.order_by("id").first()


def list_mandates(agent: Agent) -> QuerySet[Mandate]:
    return Mandate.objects.filter(team__in=[None, agent.team_id]) | Mandate.objects.filter(team=None)


def list_demo_agents() -> QuerySet[Agent]:
    return Agent.objects.filter(is_demo=True, is_active=True).order_by("id")


def is_demo() -> bool:
    """This organisation is made up, and so is everybody in it."""
    return Organisation.objects.filter(id=1, is_demo=True).exists()
