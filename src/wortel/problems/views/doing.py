"""What was done about a cause: actions, fixes, measurements, closing, merging."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.accounts.queries import find_now
from wortel.jobs.actions import enqueue
from wortel.problems import actions, forms, queries, tasks
from wortel.problems.models import Action, Closure, Fix, Merge
from wortel.problems.views.page import draw
from wortel.problems.views.reading import agent_of, find_problem, undone


@require_POST
def add_action(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_problem(request, pk)
    form = forms.NewAction(request.POST, auto_id="action-%s")
    if not form.is_valid():
        return draw(request, found, action=form)
    made = actions.add_action(problem=found, **form.cleaned_data, now=timezone.now())
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
def record_fix(request: HttpRequest, pk: int) -> HttpResponse:
    found, now = find_problem(request, pk), timezone.now()
    form = forms.NewFix(request.POST, controls=queries.propose_controls(found), auto_id="fix-%s")
    if not form.is_valid():
        return draw(request, found, fix=form)
    given = form.cleaned_data
    try:
        fix = actions.record_fix(
            problem=found,
            what=given["what"],
            on=given["on"],
            washout_weeks=given["washout_weeks"],
            expected_reduction=form.expected_reduction,
            controls=list(given["controls"]),
            agent=agent_of(request),
            now=now,
        )
    except actions.WindowStillOpen:
        form.add_error(None, _("Another change of this cause is still being measured. Wait for it, or withdraw it."))
        return draw(request, found, fix=form)
    except actions.ControlNotIndependent as refusal:
        names = ", ".join(reason.label for reason in refusal.reasons)
        form.add_error("controls", _("The change would touch these too: %(names)s.") % {"names": names})
        return draw(request, found, fix=form)
    undo = reverse("problem-fix-withdrawal", args=[found.pk, fix.pk])
    messages.success(request, _("Recorded. From four whole weeks on we say whether it helps."), extra_tags=undo)
    _measure(fix)
    return redirect("problem", found.pk)


@require_POST
def withdraw_fix(request: HttpRequest, pk: int, fix: int) -> HttpResponse:
    found = find_problem(request, pk)
    actions.withdraw_fix(fix=get_object_or_404(Fix, pk=fix, problem=found), now=timezone.now())
    return undone(request, found.pk)


@require_POST
def measure(request: HttpRequest, pk: int, fix: int) -> HttpResponse:
    found = find_problem(request, pk)
    _measure(get_object_or_404(Fix, pk=fix, problem=found, withdrawn_at=None))
    messages.success(request, _("Measured anew."))
    return redirect("problem", found.pk)


def _measure(fix: Fix) -> None:
    """At once on the page; what is heavy comes a moment later."""
    effect = actions.measure_effect(fix=fix, now=find_now(timezone.now()))
    enqueue(tasks.weigh_trend, effect=effect.pk)


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
