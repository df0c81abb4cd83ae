"""An objection as colleagues see it: the sample to be judged with two keys, the share, and the decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.access import open_to
from wortel.accounts.models import Role
from wortel.problems import actions, queries
from wortel.problems.models import Objection, Problem, Statement
from wortel.problems.views.reading import agent_of

JUDGES = (Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN)
ANSWERS = {"right": True, "wrong": False, "unknown": None}


@open_to(Role.MANAGER, Role.ADMIN)
@require_POST
def object_to(request: HttpRequest, statement: int) -> HttpResponse:
    """A manager writes down what an owner said by telephone."""
    found = get_object_or_404(Statement, pk=statement)
    problem = get_object_or_404(Problem, pk=request.POST.get("problem") or 0)
    try:
        objection = actions.object_to(
            statement=found,
            problem=problem,
            why=request.POST.get("why", "")[:1000],
            by=agent_of(request).name,
            now=timezone.now(),
        )
    except (actions.ObjectionTooLate, actions.ObjectedAlready, actions.NothingCharged):
        messages.error(request, _("The term has passed, or this line is being looked at already."))
        return redirect(f"{reverse('ledger')}?month={found.month}")
    return redirect("objection", objection.pk)


@open_to(*JUDGES, Role.AUDITOR)
@require_safe
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(pk)
    return render(request, "problems/objection.html", _context(request, found))


@open_to(*JUDGES)
@require_POST
def judge(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """Right or wrong, and on to the next."""
    found = _find(pk)
    sampled = get_object_or_404(found.sample, place=place)
    said = request.POST.get("is_right", "")
    try:
        if said in ANSWERS:
            actions.judge(sampled=sampled, is_right=ANSWERS[said], by=agent_of(request).name, now=timezone.now())
    except actions.NotDecidable:
        messages.error(request, _("This objection has been decided."))
    response = redirect("objection", pk)
    if said == "unknown":
        response["Location"] += f"?place={place}"
    return response


@open_to(Role.MANAGER, Role.ADMIN)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    found, outcome = _find(pk), request.POST.get("outcome", "")
    if outcome not in Objection.Outcome.values:
        messages.error(request, _("Choose what happens with the line."))
        return redirect("objection", pk)
    sentence, by = request.POST.get("sentence", "")[:1000], agent_of(request).name
    try:
        actions.decide(objection=found, outcome=outcome, sentence=sentence, by=by, now=timezone.now())
        messages.success(request, _("Decided. The owner hears it."))
    except actions.NotDecidable:
        messages.error(request, _("Look at every conversation first, and write one sentence for the owner."))
    except actions.NothingToCorrect:
        messages.error(request, _("Nothing has to be corrected: the line stays as it is."))
    return redirect("objection", pk)


@open_to(Role.MANAGER, Role.ADMIN)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo: the decision, or the objection itself while nothing was decided."""
    found, now = _find(pk), timezone.now()
    if found.outcome:
        actions.reopen_objection(objection=found, by=agent_of(request).name, now=now)
        return redirect("objection", pk)
    actions.withdraw_objection(objection=found, now=now)
    messages.success(request, _("The objection is withdrawn."))
    return redirect(f"{reverse('ledger')}?month={found.statement.month}")


def _find(pk: int) -> Objection:
    known = Objection.objects.filter(withdrawn_at=None).select_related("statement__owner", "problem")
    return get_object_or_404(known, pk=pk)


def _context(request: HttpRequest, found: Objection) -> dict[str, Any]:
    agent, sample = agent_of(request), list(queries.list_sample(found))
    asked = request.GET.get("place", "")
    shown = next((one for one in sample if str(one.place) == asked), None)
    return {
        "objection": found,
        "letter": queries.write_letter(found.statement.owner, found.statement.month, timezone.now()),
        "sample": sample,
        "tally": queries.read_sample(found),
        "shown": shown or next((one for one in sample if one.is_right is None), None),
        "may_judge": agent.role in JUDGES and found.is_open,
        "may_decide": agent.role in {Role.MANAGER, Role.ADMIN},
        "is_late": found.is_open and found.due_on < queries.today(timezone.now()),
    }
