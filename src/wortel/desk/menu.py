"""What the menu says about the inbox: its views with their counts."""

from collections.abc import Iterable
from functools import cache

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext

from wortel.accounts.models import Agent
from wortel.cases import queries as cases
from wortel.ui.menu import SubItem

FIRST = "open"


def count_waiting(request: HttpRequest) -> int | None:
    """Beside the inbox itself all its views are counted; elsewhere only what waits for us."""
    agent = request.user
    if hasattr(request, "inbox_view") or not isinstance(agent, Agent):
        return counts_of(request).get(FIRST)
    return cases.count_views(agent, (FIRST,))[FIRST] if agent.is_staff_member else None


def list_views(request: HttpRequest) -> Iterable[SubItem]:
    counts = counts_of(request)
    for name, view in cases.VIEWS.items():
        is_current = getattr(request, "inbox_view", None) == name
        yield SubItem(str(view.label), address_of(name), counts.get(name), is_current)
    if counts.get(cases.QUARANTINE) or getattr(request, "inbox_view", None) == cases.QUARANTINE:
        is_here = getattr(request, "inbox_view", None) == cases.QUARANTINE
        yield SubItem(gettext("Not readable"), reverse("quarantine"), counts.get(cases.QUARANTINE), is_here)
    if counts.get(cases.UNSENT) or getattr(request, "inbox_view", None) == cases.UNSENT:
        is_here = getattr(request, "inbox_view", None) == cases.UNSENT
        yield SubItem(gettext("Not yet sent"), reverse("unsent"), counts.get(cases.UNSENT), is_here)

    yield SubItem(gettext("One text, many senders"), reverse("same-texts"), None, "same-texts" in request.path)


def address_of(view: str) -> str:
    return _reversed(view, get_script_prefix())


@cache
def _reversed(view: str, _prefix: str) -> str:
    return reverse("inbox") if view == FIRST else reverse("inbox-view", args=[view])


def counts_of(request: HttpRequest) -> dict[str, int]:
    """Counted once a request, for the menu and for the heading of the list."""
    counted: dict[str, int] | None = getattr(request, "inbox_counts", None)
    if counted is None:
        agent = request.user
        counted = dict(cases.count_views(agent)) if isinstance(agent, Agent) and agent.is_staff_member else {}
        request.inbox_counts = counted  # type: ignore[attr-defined]  # kept on the request for its own time
    return counted
