"""Reporting for whoever has no inbox: shop staff, a partner, an owner. What do you see? One key."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.accounts.access import open_to
from wortel.accounts.models import Agent, Role
from wortel.accounts.queries import find_now
from wortel.orders.models import Order
from wortel.orders.queries import find_order
from wortel.problems import actions
from wortel.problems.models import Problem, Sighting
from wortel.problems.queries.seeing import list_own_sightings, list_reportable
from wortel.problems.views.reading import agent_of

REPORTERS = tuple(Role)


@open_to(*REPORTERS)
def sightings(request: HttpRequest) -> HttpResponse:
    """The causes that can be reported with one key, and what became of what this person reported."""
    agent, now = agent_of(request), timezone.now()
    if request.method == "POST":
        return _see(request, agent)
    context: dict[str, Any] = {
        "causes": list(enumerate(list_reportable(agent, find_now(now)), start=1)),
        "own": list_own_sightings(agent),
        "latest": Sighting.objects.filter(agent=agent, pk=request.GET.get("seen") or 0, hunch=None).first(),
        "order": request.GET.get("order", ""),
    }
    return render(request, "problems/sightings.html", context)


def _see(request: HttpRequest, agent: Agent) -> HttpResponse:
    code = request.POST.get("order", "").strip()
    order = find_order(code) if code else None
    if code and order is None:
        messages.error(request, _("There is no order %(code)s. Nothing was reported.") % {"code": code})
        return redirect("sightings")
    sighting = _report(request, agent, order)
    if sighting is None:
        messages.error(request, _("Say in a few words what goes wrong."))
        return redirect("sightings")
    undo = reverse("sighting-removal", args=[sighting.pk])
    words = _("Reported: %(title)s. You will hear what comes of it.") % {"title": sighting.problem.title}
    messages.success(request, words, extra_tags=undo)
    return redirect(f"{reverse('sightings')}?seen={sighting.pk}")


def _report(request: HttpRequest, agent: Agent, order: Order | None) -> Sighting | None:
    now, chosen, what = timezone.now(), request.POST.get("problem", ""), request.POST.get("what", "")
    if chosen.isdigit():
        offered = [one.pk for one in list_reportable(agent, find_now(now))]
        problem = get_object_or_404(Problem.objects.filter(pk__in=offered), pk=chosen)
        return actions.see_cause(problem=problem, agent=agent, now=now, order=order)
    if not what.strip():
        return None
    return actions.see_new_cause(what=what, language=request.LANGUAGE_CODE, agent=agent, now=now, order=order)


@open_to(*REPORTERS)
@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Taken back by whoever reported it."""
    actions.unsee(sighting=get_object_or_404(Sighting, pk=pk, agent=agent_of(request)))
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Location": reverse("sightings")})
    return redirect("sightings")


@open_to(*REPORTERS)
@require_POST
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """One line on why it happens; leaving it empty is fine too."""
    agent = agent_of(request)
    sighting = get_object_or_404(Sighting, pk=pk, agent=agent)
    if actions.say_why(text=request.POST.get("why", ""), agent=agent, now=timezone.now(), sighting=sighting):
        messages.success(request, _("Thank you. Whoever looks for the cause reads it."))
    return redirect("sightings")
