"""Quick wins: what takes little work and saves much."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wortel.accounts.queries import find_now
from wortel.problems import queries
from wortel.problems.queries import ORDERS, Order, QuickWin
from wortel.problems.views.files import as_csv
from wortel.ui import numbers

COLUMNS = (
    *("action", "cause", "changes", "effort", "department", "person", "ready_on", "expected_reduction"),
    *("contacts_per_week", "saving_eur_per_week", "saving_low", "saving_high"),
)


@require_safe
def quick_wins(request: HttpRequest) -> HttpResponseBase:
    asked = request.GET.get("order", "")
    order: Order = next((one for one in ORDERS if one == asked), "quick")
    wins = queries.list_quick_wins(find_now(timezone.now()), order)
    if request.GET.get("format") == "csv":
        return as_csv("quick-wins", COLUMNS, _lines(wins))
    names = {"quick": _("Least work first"), "saving": _("Most saving first"), "due": _("By day")}
    rows = [{"win": win, "action": win.action, "saving": _say(win)} for win in wins]
    choices = [(_address(one), names[one]) for one in ORDERS]
    context: dict[str, Any] = {"rows": rows, "choices": choices, "current": _address(order), "order": order}
    return render(request, "problems/quick.html", context)


def _address(order: Order) -> str:
    return reverse("quick-wins") + ("" if order == "quick" else f"?order={order}")


def _say(win: QuickWin) -> tuple[str, str]:
    """The saving a week with its limits; without enough to go by, why there is none."""
    saving = win.saving
    if saving.value is None or saving.low is None or saving.high is None:
        return "", _("too little data") if win.action.expected_reduction else _("no expectation written down")
    value, low, high = (numbers.euros(100 * one, 0) for one in (saving.value, saving.low, saving.high))
    return value, numbers.between(low, high)


def _lines(wins: list[QuickWin]) -> Iterator[tuple[object, ...]]:
    for win in wins:
        action, saving = win.action, win.saving
        limits = ["" if one is None else round(one, 2) for one in (saving.value, saving.low, saving.high)]
        yield (
            *(action.what, action.problem.title, action.lever, action.effort),
            *(action.owner.name if action.owner else "", action.who, action.planned_on or ""),
            *(action.expected_reduction or "", round(win.contacts_per_week, 1), *limits),
        )
