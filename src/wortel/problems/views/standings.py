"""Saying where a problem stands, and taking that back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.problems import actions
from wortel.problems.models import Standing
from wortel.problems.views.reading import agent_of, find_problem, undone


@require_POST
def say(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_problem(request, pk)
    kind, why = request.POST.get("state", ""), request.POST.get("why", "")
    try:
        standing = actions.say_state(problem=found, kind=kind, why=why, agent=agent_of(request), now=timezone.now())
    except actions.NotSaid:
        messages.error(request, _("Choose where it stands."))
    else:
        undo = reverse("problem-standing-removal", args=[found.pk, standing.pk])
        messages.success(request, _("Saved."), extra_tags=undo)
    return redirect("problem", found.pk)


@require_POST
def withdraw(request: HttpRequest, pk: int, standing: int) -> HttpResponse:
    found = find_problem(request, pk)
    actions.withdraw_state(
        standing=get_object_or_404(Standing, pk=standing, problem=found, withdrawn_at=None), now=timezone.now()
    )
    return undone(request, found.pk)
