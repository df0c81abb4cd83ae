"""What the menu says about causes: how many are open, and below them what waits to be judged or heard."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from wortel.accounts.models import Agent
from wortel.accounts.queries import find_now
from wortel.problems import queries
from wortel.problems.models import Problem
from wortel.store.actions import ask
from wortel.ui.menu import SubItem


def count_open(request: HttpRequest) -> int | None:
    user = request.user
    return int(ask(*_counting(user.pk, user.role))[0][0]) if isinstance(user, Agent) else None


@lru_cache(maxsize=1024)
def _counting(pk: int, role: str) -> tuple[str, tuple[Any, ...]]:
    """The statement, which every page of this agent asks anew: writing it takes longer than answering it."""
    theirs = Problem.objects.visible_to(Agent(pk=pk, role=role)).open()
    sql, values = theirs.order_by().values("pk").query.sql_with_params()
    return f"SELECT count(*) FROM ({sql}) AS rows", values  # noqa: S608 (Django wrote it)


def list_places(request: HttpRequest) -> Iterable[SubItem]:
    """Only on the pages about causes: elsewhere nobody asks for these counts."""
    agent, here = request.user, reverse("problems")
    if not (isinstance(agent, Agent) and agent.is_staff_member and request.path.startswith(here)):
        return
    alike, unheard = reverse("look-alikes"), reverse("unheard")
    yield SubItem(gettext("Look alike"), alike, queries.count_look_alikes(), request.path == alike)
    yield SubItem(gettext("Unheard"), unheard, queries.count_unheard(find_now(timezone.now())), request.path == unheard)
