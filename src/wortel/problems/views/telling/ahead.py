"""Customers a cause can touch who have not made contact yet: whose orders, who they are, what warning them spared."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.accounts.queries import find_now
from wortel.problems.actions import telling as actions
from wortel.problems.forms.telling import Whose
from wortel.problems.models import Problem, Telling
from wortel.problems.queries import telling as queries
from wortel.problems.queries.telling import Candidate
from wortel.problems.views.reading import agent_of, find_problem
from wortel.problems.views.telling.customers import may_send, reasons_of

PAGE = 100


def ahead(request: HttpRequest, pk: int) -> HttpResponse:
    """Show them; posting says whose orders the cause can touch."""
    found = find_problem(request, pk)
    form = Whose.of(queries.find_exposure(found))
    if request.method == "POST":
        if not agent_of(request).may_change:
            raise PermissionDenied
        form = Whose(request.POST)
        if form.is_valid() and _set(request, found, form):
            return redirect("problem-ahead", found.pk)
    return _draw(request, found, form)


def _set(request: HttpRequest, found: Problem, form: Whose) -> bool:
    try:
        actions.set_exposure(problem=found, **form.cleaned_data, agent=agent_of(request), now=timezone.now())
    except actions.ExposureTooWide:
        form.add_error(None, _("Fill in a product, carrier, step or day; the last day not before the first."))
        return False
    messages.success(request, _("Saved."))
    return True


def _draw(request: HttpRequest, found: Problem, form: Whose) -> HttpResponse:
    agent, now = agent_of(request), find_now(timezone.now())
    exposure = queries.find_exposure(found)
    exposed: list[Candidate] = queries.list_exposed(exposure, now) if exposure else []
    counted = queries.count_groups(exposed)
    told = [one for one in queries.list_tellings(found) if not one.is_gone]
    latest = next((one for one in told if one.approved_at), None)
    context: dict[str, Any] = {
        "problem": found,
        "form": form,
        "exposure": exposure,
        "all": len(exposed),
        "to_tell": counted["mail"],
        "reasons": reasons_of(counted),
        "page_of": Paginator(exposed, PAGE).get_page(request.GET.get("page")),
        "tellings": told,
        "current": queries.find_current(found, Telling.Kind.AHEAD),
        "latest": latest,
        "spared": queries.measure_spared(latest, now) if latest else None,
        "restraint": queries.find_restraint(),
        "may_change": agent.may_change,
        "may_send": may_send(agent),
    }
    return render(request, "problems/telling/ahead.html", context, status=422 if form.errors else 200)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """The rule was wrong, or is over."""
    found = find_problem(request, pk)
    actions.drop_exposure(problem=found)
    messages.success(request, _("Nobody is warned of it any more."))
    return redirect("problem-ahead", found.pk)
