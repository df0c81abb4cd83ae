"""How a fix will be judged, and what it did: the plan, its outlook, the measurements."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.queries import find_now
from wortel.jobs.actions import enqueue
from wortel.problems import actions, forms, queries, tasks
from wortel.problems.models import Fix, InvoiceWeek, Problem, Yardstick
from wortel.problems.queries import shown
from wortel.problems.views.page import draw
from wortel.problems.views.reading import agent_of, find_problem, undone

LISTED = 60


@require_POST
def record_fix(request: HttpRequest, pk: int) -> HttpResponse:
    found, now = find_problem(request, pk), timezone.now()
    form = _plan_form(found, request, "fix")
    if not form.is_valid():
        return draw(request, found, fix=form)
    try:
        fix = actions.record_fix(
            problem=found,
            **form.given,
            controls=list(form.cleaned_data["controls"]),
            action=form.cleaned_data["action"],
            agent=agent_of(request),
            now=now,
        )
    except actions.WindowStillOpen:
        form.add_error(None, _("Another change of this cause is still being measured. Wait for it, or withdraw it."))
        return draw(request, found, fix=form)
    except actions.ControlNotIndependent as refusal:
        _say_refused(form, refusal)
        return draw(request, found, fix=form)
    undo = reverse("problem-fix-withdrawal", args=[found.pk, fix.pk])
    messages.success(request, _("Recorded. From four whole weeks on we say whether it helps."), extra_tags=undo)
    _measure(fix)
    return redirect("problem", found.pk)


@require_POST
def change_plan(request: HttpRequest, pk: int, fix: int) -> HttpResponse:
    """Only while nothing has been measured; what it said before stays to be read."""
    found, now = find_problem(request, pk), timezone.now()
    planned = get_object_or_404(Fix, pk=fix, problem=found, withdrawn_at=None)
    form = _plan_form(found, request, "plan")
    if not form.is_valid():
        return draw(request, found, plan=form)
    controls = list(form.cleaned_data["controls"])
    try:
        actions.change_plan(
            fix=planned, plan=actions.Plan(**form.given), controls=controls, agent=agent_of(request), now=now
        )
    except actions.AlreadyMeasured:
        messages.error(request, _("It has been measured already: the plan stands."))
        return redirect("problem", found.pk)
    except actions.ControlNotIndependent as refusal:
        _say_refused(form, refusal)
        return draw(request, found, plan=form)
    messages.success(request, _("Saved."))
    _measure(planned)
    return redirect("problem", found.pk)


def _plan_form(found: Problem, request: HttpRequest, name: str) -> forms.NewFix:
    candidates = queries.weigh_controls(found, find_now(timezone.now()))
    return forms.NewFix(request.POST, problem=found, controls=candidates, auto_id=f"{name}-%s")


def _say_refused(form: Form, refusal: actions.ControlNotIndependent) -> None:
    names = ", ".join(f"{reason.label} ({shown.say_why(why)})" for reason, why in refusal.refused.items())
    form.add_error("controls", _("These do not show what would have happened anyway: %(names)s.") % {"names": names})


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


@require_safe
def outlook(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be seen with the contacts there are, while the plan is being written."""
    found = find_problem(request, pk)
    asked = request.GET
    percent = _number(asked.get("expected_percent"), 50, most=99)
    weeks = _number(asked.get("weeks_after"), 12, most=52)
    given = asked.get("exposure", "")
    exposure = given if given in Yardstick.values else Yardstick.ORDERS
    seen = queries.foresee(
        found, find_now(timezone.now()), reduction=percent / 100, weeks_after=weeks, exposure=exposure
    )
    has_expected = bool(asked.get("expected_percent"))
    context = {"outlook": seen, "percent": percent, "has_expected": has_expected, "weeks_after": weeks}
    return render(request, "problems/parts/outlook.html", context)


def _number(text: str | None, otherwise: int, *, most: int) -> int:
    return min(max(int(text), 1), most) if text and text.isascii() and text.isdigit() else otherwise


def invoices(request: HttpRequest) -> HttpResponse:
    """How many invoices went out each week, where a fix is counted by them."""
    form = forms.Invoices(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["weeks"]:
        actions.count_invoices(weeks=form.cleaned_data["weeks"])
        messages.success(request, _("Saved."))
        return redirect("problem-invoices")
    context: dict[str, Any] = {"form": form, "known": InvoiceWeek.objects.order_by("-monday")[:LISTED]}
    return render(request, "problems/invoices.html", context, status=422 if form.errors else 200)
