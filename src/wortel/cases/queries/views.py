"""The standard views of the inbox. Each has an index of its own: no list is sorted, however long it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wortel.accounts.models import Agent
from wortel.cases.models import Case, CaseQuerySet, Status
from wortel.channels.models import Arrival, Delivery
from wortel.channels.queries import list_quarantine, list_stuck

COUNTED_TO = 1000

type Place = tuple[datetime, int]


@dataclass(frozen=True)
class View:
    """A list of cases with a name; newest first, but what sleeps is in the order of waking."""

    label: str | Promise
    cases: Callable[[Agent], CaseQuerySet]
    order: tuple[str, str] = ("-latest_at", "-id")


def _waiting_for_us(agent: Agent) -> CaseQuerySet:
    return Case.objects.visible_to(agent).filter(status=Status.OPEN, snoozed_until=None)


VIEWS: dict[str, View] = {
    "open": View(_("Waiting for us"), _waiting_for_us),
    "mine": View(_("Mine"), lambda agent: _waiting_for_us(agent).filter(agent=agent)),
    "unassigned": View(_("Unassigned"), lambda agent: _waiting_for_us(agent).filter(agent=None)),
    "team": View(_("My team"), lambda agent: _waiting_for_us(agent).filter(team=agent.team_id)),
    "all_open": View(_("All open"), lambda agent: Case.objects.visible_to(agent).filter(~Q(status=Status.CLOSED))),
    "waiting": View(
        _("Waiting for the customer"), lambda agent: Case.objects.visible_to(agent).filter(status=Status.WAITING)
    ),
    "snoozed": View(
        _("Snoozed"),
        lambda agent: Case.objects.visible_to(agent).filter(snoozed_until__isnull=False),
        order=("snoozed_until", "id"),
    ),
}
QUARANTINE = "quarantine"
UNSENT = "unsent"


def list_view(
    name: str, agent: Agent, channel: str | None = None, before: Place | None = None, limit: int = 50
) -> QuerySet[Case]:
    """The cases of a view, page by page; `before` is the place (moment, id) of the last row of the page above."""
    view = VIEWS[name]
    cases = view.cases(agent)
    if channel:
        cases = cases.filter(latest_channel=channel)
    if before:
        cases = cases.filter(_below(view, before))
    return cases.order_by(*view.order)[:limit]


def count_views(agent: Agent, names: tuple[str, ...] = (*VIEWS, QUARANTINE, UNSENT)) -> dict[str, int]:
    """How many stand in each view, in one query; more than a thousand is a thousand and one."""
    if not agent.is_staff_member:
        return dict.fromkeys(names, 0)
    sql, values = _counting(agent.pk, agent.role, agent.team_id, names)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(zip(names, cursor.fetchone() or (), strict=True))


@lru_cache(maxsize=1024)
def _counting(pk: int, role: str, team: int | None, names: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    """The statement, which every page of this agent asks anew: writing it takes longer than answering it."""
    agent = Agent(pk=pk, role=role, team_id=team)
    beside: dict[str, QuerySet[Arrival] | QuerySet[Delivery]] = {QUARANTINE: list_quarantine(), UNSENT: list_stuck()}
    lists = [beside[name] if name in beside else VIEWS[name].cases(agent) for name in names]
    capped = [found.order_by()[: COUNTED_TO + 1].values("pk").query.sql_with_params() for found in lists]
    counts = ", ".join(f"(SELECT count(*) FROM ({sql}) AS rows)" for sql, _ in capped)  # noqa: S608 (Django wrote it)
    return f"SELECT {counts}", tuple(value for _, values in capped for value in values)


def _below(view: View, place: Place) -> TupleLessThan | TupleGreaterThan:
    """Below this place in the list: compared as a pair, so that the index begins right there."""
    columns = Tuple(*(F(name.removeprefix("-")) for name in view.order))
    compare = TupleLessThan if view.order[0].startswith("-") else TupleGreaterThan
    return compare(columns, place)
