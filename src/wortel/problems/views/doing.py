"""What was done about a cause: actions, closing, merging."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.problems import actions, forms, queries
from wortel.problems.models import Action, Closure, Merge
from wortel.problems.views.page import draw
from wortel.problems.views.reading import agent_of, find_problem, undone


@require_POST
def add_action(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_problem(request, pk)
    form = forms.NewAction(request.POST, auto_id="action-%s")
    if not form.is_valid():
        return draw(request, found, action=form)
    made = actions.add_action(problem=found, **form.given, now=timezone.now())
    undo = reverse("problem-action-removal", args=[found.pk, made.pk])
    messages.success(request, _("Added."), extra_tags=undo)
    return redirect("problem", found.pk)


@require_POST
def finish_action(request: HttpRequest, pk: int, action: int) -> HttpResponse:
    found, now = find_problem(request, pk), timezone.now()
    done = get_object_or_404(Action, pk=action, problem=found)
    actions.finish_action(action=done, on=queries.today(now), now=now)
    messages.success(request, _("Done."))
    return redirect("problem", found.pk)


@require_POST
def drop_action(request: HttpRequest, pk: int, action: int) -> HttpResponse:
    found = find_problem(request, pk)
    actions.drop_action(action=get_object_or_404(Action, pk=action, problem=found))
    return undone(request, found.pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """On the effect that was measured, or with the risk accepted."""
    if request.POST.get("kind") == Closure.Kind.RISK:
        return _accept_risk(request, pk)
    found = find_problem(request, pk)
    try:
        closure = actions.close_with_effect(problem=found, agent=agent_of(request), now=timezone.now())
    except actions.EffectNotProven:
        messages.error(request, _("It stays open: no effect has been proven yet."))
    except actions.AlreadyClosed:
        messages.error(request, _("It is closed already."))
    else:
        _say_closed(request, closure)
    return redirect("problem", found.pk)


def _accept_risk(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_problem(request, pk)
    form = forms.AcceptedRisk(request.POST, auto_id="risk-%s")
    if not form.is_valid():
        return draw(request, found, risk=form)
    try:
        closure = actions.accept_risk(problem=found, **form.cleaned_data, agent=agent_of(request), now=timezone.now())
    except actions.RiskNotExplained:
        form.add_error("review_on", _("Choose a day after today, within a year."))
        return draw(request, found, risk=form)
    except actions.AlreadyClosed:
        messages.error(request, _("It is closed already."))
        return redirect("problem", found.pk)
    _say_closed(request, closure)
    return redirect("problem", found.pk)


def _say_closed(request: HttpRequest, closure: Closure) -> None:
    undo = reverse("problem-closure-removal", args=[closure.problem_id, closure.pk])
    messages.success(request, _("Closed. If the contacts return, it opens by itself."), extra_tags=undo)


@require_POST
def undo_closing(request: HttpRequest, pk: int, closure: int) -> HttpResponse:
    found = find_problem(request, pk)
    actions.undo_closing(closure=get_object_or_404(Closure, pk=closure, problem=found, reopening=None))
    return undone(request, found.pk)


@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_problem(request, pk)
    form = forms.Absorbing(request.POST, problem=found, auto_id="merge-%s")
    if not form.is_valid():
        return draw(request, found, merge=form)
    try:
        done = actions.merge(kept=found, absorbed=form.cleaned_data["absorbed"], now=timezone.now())
    except actions.StillMeasured:
        form.add_error("absorbed", _("Both have a change that is still being measured. Withdraw one, or wait."))
        return draw(request, found, merge=form)
    except actions.CannotMerge:
        form.add_error("absorbed", _("This one was merged meanwhile."))
        return draw(request, found, merge=form)
    undo = reverse("problem-merge-removal", args=[found.pk, done.pk])
    messages.success(request, _("One cause now."), extra_tags=undo)
    return redirect("problem", found.pk)


@require_POST
def split(request: HttpRequest, pk: int, merge: int) -> HttpResponse:
    found = find_problem(request, pk)
    actions.split(merge=get_object_or_404(Merge, pk=merge, kept=found, undone_at=None), now=timezone.now())
    return undone(request, found.pk)
