"""A problem of its own for some contacts, and back again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.problems import actions
from wortel.problems.models import Parting
from wortel.problems.views.reading import agent_of, find_problem, undone


@require_POST
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """The ticked contacts get a cause of their own, under the name that was typed."""
    found = find_problem(request, pk)
    chosen = [int(one) for one in request.POST.getlist("contact") if one.isdecimal()]
    title = request.POST.get("title", "").strip()[:300]
    if not title:
        messages.error(request, _("Say in a few words what goes wrong."))
        return redirect("problem-contacts", found.pk)
    names = {"title_en": title} if request.LANGUAGE_CODE == "en" else {"title_nl": title}
    try:
        parting = actions.part(problem=found, contacts=chosen, agent=agent_of(request), now=timezone.now(), **names)
    except actions.NothingToPart:
        messages.error(request, _("Tick the contacts that have a cause of their own."))
        return redirect("problem-contacts", found.pk)
    undo = reverse("problem-parting-removal", args=[found.pk, parting.pk])
    messages.success(request, _("They have a cause of their own now."), extra_tags=undo)
    return redirect("problem", parting.made_id or found.pk)


@require_POST
def unpart(request: HttpRequest, pk: int, parting: int) -> HttpResponse:
    found = find_problem(request, pk)
    actions.unpart(parting=get_object_or_404(Parting, pk=parting, problem=found, undone_at=None), now=timezone.now())
    if request.headers.get("HX-Request"):
        # Where the toast stands, the problem that was made is gone.
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("problem-contacts", args=[found.pk])})
    return undone(request, found.pk)
