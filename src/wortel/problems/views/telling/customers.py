"""Who suffered from a cause: a list to search, to choose from, and to take along."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wortel.accounts.models import Agent
from wortel.accounts.queries import find_now
from wortel.channels.models import Kind
from wortel.problems.actions import telling as actions
from wortel.problems.models import LeftOut, Telling
from wortel.problems.queries import telling as queries
from wortel.problems.queries.telling import Candidate
from wortel.problems.queries.telling.sufferers import GROUPS
from wortel.problems.views.files import as_csv
from wortel.problems.views.reading import agent_of, find_problem
from wortel.ui.numbers import number

PAGE = 100
COLUMNS = ("customer", "name", "language", "times", "latest_at", "channel", "way", "address", "left_out")


@require_safe
def customers(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The list, or with `format=csv` the file."""
    found, agent = find_problem(request, pk), agent_of(request)
    everybody = queries.list_sufferers(found, find_now(timezone.now()))
    words, group = request.GET.get("q", "").strip(), request.GET.get("group", "")
    group = group if group in GROUPS else ""
    shown = queries.search_sufferers(everybody, words=words, group=group)
    if request.GET.get("format") == "csv":
        if not may_send(agent):
            return HttpResponse(status=403)
        actions.note_export(problem=found, customers=len(shown))
        return as_csv(f"{found.code}-customers", COLUMNS, (_row(one).values() for one in shown))
    counted = queries.count_groups(everybody)
    context = {
        "problem": found,
        "counted": counted,
        "all": len(everybody),
        "times": sum(one.heard.times for one in everybody),
        "reasons": reasons_of(counted),
        "groups": list_groups(request, counted, len(everybody)),
        "here": address_of(request, group),
        "group": group,
        "words": words,
        "page_of": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "to_tell": sum(one.may_be_told for one in shown),
        "proof": queries.find_proof_to_tell(found),
        "current": queries.find_current(found, Telling.Kind.GONE),
        "tellings": [one for one in queries.list_tellings(found) if one.is_gone],
        "may_change": agent.may_change,
        "may_send": may_send(agent),
        "channel_names": dict(Kind.choices),
    }
    return render(request, "problems/telling/customers.html", context)


def may_send(agent: Agent) -> bool:
    return agent.role in actions.SENDERS


def reasons_of(counted: dict[str, int]) -> list[tuple[str, int]]:
    """Why people are left out, the most frequent first."""
    found = [(str(LeftOut(name).label), n) for name, n in counted.items() if name in LeftOut.values]
    return sorted(found, key=lambda pair: -pair[1])


def list_groups(request: HttpRequest, counted: dict[str, int], everybody: int) -> list[tuple[str, str]]:
    names = {
        "": _("Everybody"),
        "mail": _("By mail"),
        "call": _("By phone"),
        "other": _("Not possible yet"),
        "out": _("Left out"),
    }
    sizes = {"": everybody} | counted
    shown = [name for name in names if name in {"", "mail"} or sizes[name]]
    return [(address_of(request, name), f"{names[name]} {number(sizes[name])}") for name in shown]


def address_of(request: HttpRequest, group: str) -> str:
    asked = request.GET.copy()
    for name in ("page", "group"):
        asked.pop(name, None)
    if group:
        asked["group"] = group
    return f"?{asked.urlencode()}" if asked else request.path


def _row(one: Candidate) -> dict[str, Any]:
    return {
        "customer": one.customer.code or one.customer.pk,
        "name": one.customer.name,
        "language": one.customer.language,
        "times": one.heard.times,
        "latest_at": one.heard.latest_at.isoformat() if one.heard.latest_at else "",
        "channel": one.heard.channel,
        "way": one.way.value,
        "address": one.value,
        "left_out": one.why.value if one.why else "",
    }


def page_of_telling(telling: Telling) -> str:
    return reverse("telling", args=[telling.pk])
