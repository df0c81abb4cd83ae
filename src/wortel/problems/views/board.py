"""The board: what goes wrong, dearest first."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.access import open_to
from wortel.accounts.models import Agent
from wortel.accounts.queries import find_now
from wortel.problems import actions, forms, queries
from wortel.problems.models import Notice, OwnerRequest
from wortel.problems.queries.board import GROUPINGS, SHELVES, SORTINGS, Asked, Card, Grouping, Shelf
from wortel.problems.queries.places import say_ages, say_place, say_unowned
from wortel.problems.queries.states import STATES
from wortel.problems.rules import State
from wortel.problems.views.exporting import as_file
from wortel.problems.views.reading import EVERYBODY_INSIDE, agent_of
from wortel.ui.charts.spark import spark

KEPT = ("state", "owner", "process", "words", "sort", "by")


@open_to(*EVERYBODY_INSIDE)
@require_safe
def board(request: HttpRequest) -> HttpResponseBase:
    agent, now = agent_of(request), find_now(timezone.now())
    asked = read_asked(request)
    cards = queries.list_board(agent, now, asked)
    if request.GET.get("format") == "csv":
        return as_file(cards, agent)
    silent = queries.find_silent([card.problem.pk for card in cards], now)
    own = None if agent.is_staff_member else queries.owners_of(agent)
    highest = max((max(card.spark, default=0) for card in cards), default=0)
    rows = [_as_row(card, highest, silent, own, now) for card in cards]
    return render(
        request,
        "problems/board.html",
        {
            "cards": cards,
            "groups": _group(rows, asked.by),
            "asked": asked,
            "shelf": asked.shelf,
            "shelves": _shelves(agent, request),
            "current": _address(request, asked.shelf),
            "csv": _address(request, asked.shelf, format="csv"),
            "cents": sum((card.eur for card in cards), start=0) * 100,
            "contacts": sum(card.contacts for card in cards),
            "unowned": sum(not card.has_owner for card in cards),
            "filters": forms.BoardFilter(initial=asdict(asked), agent=agent, auto_id="filter-%s"),
            "is_filtered": bool(asked.state or asked.owner or asked.process or asked.words),
            "alike": queries.count_look_alikes() if agent.is_staff_member else 0,
            "unheard": queries.count_unheard(now) if agent.is_staff_member else 0,
            "notices": queries.list_notices(agent) if agent.is_staff_member else [],
            "waiting": queries.list_waiting_for_us() if agent.is_staff_member else [],
            "form": forms.Beginning(),
        },
    )


def read_asked(request: HttpRequest) -> Asked:
    """What the address asks for; anything unknown in it is as if it were not there."""
    given = request.GET
    return Asked(
        shelf=next((one for one in SHELVES if one == given.get("shelf")), "open"),
        state=next((one.value for one in State if one == given.get("state")), ""),
        owner=_number(given.get("owner", "")),
        process=_number(given.get("process", "")),
        words=given.get("words", "").strip()[:100],
        sort=next((one for one in SORTINGS if one == given.get("sort")), "priority"),
        by=next((one for one in GROUPINGS if one == given.get("by")), ""),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _group(rows: list[dict[str, Any]], by: Grouping) -> list[dict[str, Any]]:
    """The rows under their heads; the group that costs most comes first."""
    if not by:
        return [{"name": "", "rows": rows}] if rows else []
    heads: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        heads.setdefault(_head_of(row, by), []).append(row)
    groups = [{"name": name, "rows": some, "cents": sum(row["cents"] for row in some)} for name, some in heads.items()]
    return sorted(groups, key=lambda group: -group["cents"])


def _head_of(row: dict[str, Any], by: Grouping) -> str:
    card: Card = row["card"]
    if by == "state":
        return str(row["state"])
    if by == "process":
        return str(card.problem.process or _("no process"))
    return row["owners"][0].owner.name if row["owners"] else _("no owner")


def _as_row(
    card: Card, highest: int, silent: dict[int, OwnerRequest], own: set[int] | None, now: datetime
) -> dict[str, Any]:
    """`own` is whose eyes look: an owner or partner does not read who else answers for it."""
    request = silent.get(card.problem.pk)
    return {
        "card": card,
        "owners": [one for one in card.owners if own is None or one.owner_id in own],
        "silent": request if own is None or (request and request.owner_id in own) else None,
        "spark": spark(card.spark, "rt" if card.problem.is_open else "", top=highest),
        "cents": card.eur * 100,
        "verdict": card.effect.verdict if card.effect else "",
        "state": STATES[card.state.state] if card.state else "",
        "unowned": say_unowned(card, now),
        "ages": list(say_ages(card, now)) if card.problem.is_open else [],
        "why": say_place(card),
    }


def _shelves(agent: Agent, request: HttpRequest) -> list[tuple[str, str]]:
    counts = queries.count_shelves(agent)
    names = {"open": _("Open"), "unowned": _("Without owner"), "risk": _("Risk accepted"), "closed": _("Closed")}
    return [(_address(request, shelf), f"{names[shelf]} {counts[shelf]}") for shelf in SHELVES]


def _address(request: HttpRequest, shelf: Shelf, **more: str) -> str:
    """The same filters on another shelf."""
    kept = {name: request.GET[name] for name in KEPT if request.GET.get(name)}
    kept |= {} if shelf == "open" else {"shelf": shelf}
    return reverse("problems") + (f"?{urlencode(kept | more)}" if kept | more else "")


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A problem that somebody knows of before customers say it."""
    form = forms.Beginning(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in a few words what goes wrong."))
        return redirect("problems")
    language = "en" if request.LANGUAGE_CODE == "en" else "nl"
    now, title = timezone.now(), form.cleaned_data["title"]
    made = (
        actions.make_problem(title_en=title, now=now)
        if language == "en"
        else actions.make_problem(title_nl=title, now=now)
    )
    return redirect("problem", made.pk)


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """Seen: they need not be shown again."""
    Notice.objects.filter(agent=agent_of(request), read_at=None).update(read_at=timezone.now())
    return redirect("problems")
