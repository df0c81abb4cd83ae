"""The root of a cause on its page: notes that save themselves, and hypotheses with their evidence."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.problems import actions
from wortel.problems.models import Hypothesis
from wortel.problems.views.reading import agent_of, find_problem, undone

LONGEST = 5_000


@require_POST
def write(request: HttpRequest, pk: int, kind: str, place: int) -> HttpResponse:
    """Saved while somebody types, so the answer says nothing."""
    found = find_problem(request, pk)
    text = request.POST.get("text", "")[:LONGEST]
    try:
        actions.write_note(
            problem=found, kind=kind, place=place, text=text, agent=agent_of(request), now=timezone.now()
        )
    except actions.NoSuchNote:
        return HttpResponseBadRequest()
    return HttpResponse(status=204)


@require_POST
def suppose(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_problem(request, pk)
    text = request.POST.get("text", "").strip()
    if text:
        actions.add_hypothesis(problem=found, text=text, agent=agent_of(request), now=timezone.now())
    else:
        messages.error(request, _("Say in a few words what may be the cause."))
    return redirect(f"{reverse('problem', args=[found.pk])}#why")


@require_POST
def judge(request: HttpRequest, pk: int, hypothesis: int) -> HttpResponse:
    """Supported, rejected or open, with the address of the evidence."""
    found = find_problem(request, pk)
    judged = get_object_or_404(Hypothesis, pk=hypothesis, problem=found, dropped_at=None)
    state, evidence = request.POST.get("state", ""), request.POST.get("evidence", "").strip()
    if state not in Hypothesis.State.values or not _is_address(evidence):
        messages.error(request, _("The evidence is an address that begins with https://."))
    else:
        actions.judge_hypothesis(hypothesis=judged, state=state, evidence=evidence, now=timezone.now())
        messages.success(request, _("Saved."))
    return redirect(f"{reverse('problem', args=[found.pk])}#why")


def _is_address(text: str) -> bool:
    """A link on a page leads to the web and nowhere else."""
    try:
        URLValidator(schemes=["http", "https"])(text or "https://wortel.example")
    except ValidationError:
        return False
    return True


@require_POST
def drop(request: HttpRequest, pk: int, hypothesis: int) -> HttpResponse:
    found = find_problem(request, pk)
    dropped = get_object_or_404(Hypothesis, pk=hypothesis, problem=found, dropped_at=None)
    actions.drop_hypothesis(hypothesis=dropped, now=timezone.now())
    undo = reverse("problem-hypothesis-return", args=[found.pk, dropped.pk])
    messages.success(request, _("Removed."), extra_tags=undo)
    return redirect(f"{reverse('problem', args=[found.pk])}#why")


@require_POST
def bring_back(request: HttpRequest, pk: int, hypothesis: int) -> HttpResponse:
    found = find_problem(request, pk)
    actions.bring_back_hypothesis(hypothesis=get_object_or_404(Hypothesis, pk=hypothesis, problem=found))
    return undone(request, found.pk)
