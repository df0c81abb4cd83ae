"""What the menu says about causes: how many are open, and below them what waits to be judged or heard."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from wortel.accounts.models import Agent
from wortel.accounts.queries import find_now
from wortel.problems import queries
from wortel.problems.models import Problem
from wortel.ui.menu import SubItem


def count_open(request: HttpRequest) -> int | None:
    user = request.user
    return (
        Problem.objects.visible_to(user).filter(merged_into=None, closed_at=None).count()
        if isinstance(user, Agent)
        else None
    )


def list_places(request: HttpRequest) -> Iterable[SubItem]:
    """Only on the pages about causes: elsewhere nobody asks for these counts."""
    agent, here = request.user, reverse("problems")
    if not (isinstance(agent, Agent) and agent.is_staff_member and request.path.startswith(here)):
        return
    alike, unheard = reverse("look-alikes"), reverse("unheard")
    yield SubItem(gettext("Look alike"), alike, queries.count_look_alikes(), request.path == alike)
    yield SubItem(gettext("Unheard"), unheard, queries.count_unheard(find_now(timezone.now())), request.path == unheard)
