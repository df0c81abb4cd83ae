"""What opens over the page of a cause: its forms and the reckoning behind a verdict.

Short forms stand ready, so that one can type at once; what takes time is read when it is opened.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wortel.accounts.access import open_to
from wortel.accounts.queries import find_now, find_organisation
from wortel.problems import forms, queries
from wortel.problems.models import Fix, Problem
from wortel.problems.queries import shown
from wortel.problems.views.reading import EVERYBODY_INSIDE, agent_of, find_problem
from wortel.reasons.models import Reason

TITLES: dict[str, Promise] = {
    "describe": _("Edit cause"),
    "owner": _("Who answers for this?"),
    "action": _("Add an action"),
    "fix": _("Record a change"),
    "plan": _("Change the plan"),
    "risk": _("Accept the risk"),
    "merge": _("Merge"),
}


def list_dialogs(page: Mapping[str, Any], wrong: Mapping[str, Form]) -> list[dict[str, Any]]:
    """Those that this page can open; a form that was filled in wrongly stands in its own."""
    forms_known = {**_short_forms(page["problem"]), **wrong}
    return [
        {"name": name, "title": title, "template": _template(name), "form": forms_known.get(name)}
        for name, title in TITLES.items()
        if name != "plan" or page["may_replan"] or name in wrong
    ]


def _short_forms(found: Problem) -> dict[str, Form]:
    return {
        "owner": forms.Assignment(auto_id="owner-%s"),
        "action": forms.NewAction(auto_id="action-%s"),
        "risk": forms.AcceptedRisk(auto_id="risk-%s"),
        "merge": forms.Absorbing(problem=found, auto_id="merge-%s"),
    }


@require_safe
def dialog(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The form of one of them."""
    found, now = find_problem(request, pk), find_now(timezone.now())
    if name not in FORMS or not agent_of(request).may_change:
        raise Http404
    return render(request, _template(name), {"problem": found, **FORMS[name](found, now)})


def _template(name: str) -> str:
    return f"problems/dialogs/{name}.html"


def _fix(found: Problem, now: datetime) -> dict[str, Any]:
    return {"form": forms.NewFix(problem=found, controls=queries.weigh_controls(found, now), auto_id="fix-%s")}


def _plan(found: Problem, now: datetime) -> dict[str, Any]:
    planned = queries.find_open_fix(found, now)
    if planned is None or queries.is_measured(planned):
        raise Http404
    return {"form": forms.NewFix.of(planned, queries.weigh_controls(found, now)), "open_fix": planned}


FORMS: dict[str, Callable[[Problem, datetime], dict[str, Any]]] = {
    "describe": lambda found, now: {"form": forms.Description.of(found)},
    "fix": _fix,
    "plan": _plan,
}


@open_to(*EVERYBODY_INSIDE)
@require_safe
def reckoning(request: HttpRequest, pk: int, fix: int) -> HttpResponse:
    """How the verdict on a change was worked out: what it was held against, what not, and what its plan said before."""
    found = find_problem(request, pk)
    changes = queries.read_changes(found)
    judged = get_object_or_404(Fix, pk=fix, problem=found, withdrawn_at=None)
    measured = next((one for one in changes.effects if one.fix_id == judged.pk), None)
    if measured is None:
        raise Http404
    context = {
        "effect": shown.show_effect(measured),
        "is_ahead": queries.is_registered_ahead(judged),
        "compared": judged.controls.all(),
        "left_out": _left_out(judged),
        "plan_changes": judged.plan_changes.all(),
    }
    return render(request, "problems/parts/reckoning.html", context)


def _left_out(fix: Fix) -> list[tuple[Reason, str]]:
    labels = Reason.objects.in_bulk([one["topic"] for one in fix.left_out], field_name="code")
    return [(labels[one["topic"]], shown.say_why(one["why"])) for one in fix.left_out if one["topic"] in labels]


@open_to(*EVERYBODY_INSIDE)
@require_safe
def stake(request: HttpRequest, pk: int) -> HttpResponse:
    """What may be lost with the customers at risk: only where the organisation itself says what one is worth."""
    found, now = find_problem(request, pk), find_now(timezone.now())
    worth = find_organisation().customer_value_cents
    if not worth:
        raise Http404
    customers = len(queries.list_at_risk([found.pk], now))
    told = {"customers": customers, "value_cents": worth, "cents": customers * worth} if customers else None
    return render(request, "problems/parts/stake.html", {"stake": told})


@require_safe
def voice(request: HttpRequest, pk: int) -> HttpResponse:
    """What customers answered about it, and before and after each thing done."""
    found, now = find_problem(request, pk), find_now(timezone.now())
    context = {
        "problem": found,
        "voice": queries.find_voice(found),
        "voice_deeds": queries.list_deed_voices(now, found),
    }
    return render(request, "problems/parts/voice.html", context)
