"""One message to customers: proposed, worded, let go, followed, and what came back."""

from collections.abc import Callable
from datetime import datetime
from math import ceil
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.accounts.access import open_to
from wortel.accounts.models import Role
from wortel.accounts.queries import find_now
from wortel.problems.actions import telling as actions
from wortel.problems.forms.telling import Words
from wortel.problems.models import LeftOut, Problem, Recipient, Telling
from wortel.problems.queries import telling as queries
from wortel.problems.rules.telling import canned_words
from wortel.problems.views.reading import agent_of, find_problem
from wortel.problems.views.telling import shown
from wortel.problems.views.telling.customers import may_send, page_of_telling

SENDERS = (Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN)
EXAMPLES = 3
State = Telling.State


@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a message to those who were ticked, or to everybody the search found."""
    found, now = find_problem(request, pk), find_now(timezone.now())
    kind = Telling.Kind.AHEAD if request.POST.get("kind") == Telling.Kind.AHEAD else Telling.Kind.GONE
    back = "problem-customers" if kind == Telling.Kind.GONE else "problem-ahead"
    try:
        telling = actions.propose(
            problem=found, kind=kind, customers=_chosen(request, found, kind, now), agent=agent_of(request), now=now
        )
    except actions.NotProven:
        messages.error(request, _("Not yet: customers hear it after a final verdict that it works."))
    except actions.NothingToWarnOf:
        messages.error(request, _("Say first whose orders it can touch. A closed cause needs no warning."))
    except actions.AlreadyGoing:
        messages.error(request, _("Another message about this is proposed or on its way."))
    except actions.NobodyToTell:
        messages.error(request, _("Nobody was chosen who may be told."))
    else:
        return redirect(page_of_telling(telling))
    return redirect(back, found.pk)


def _chosen(request: HttpRequest, found: Problem, kind: Telling.Kind, now: datetime) -> set[int] | None:
    if request.POST.get("scope") != "found":
        return {int(pk) for pk in request.POST.getlist("customer") if pk.isdigit()}
    words, group = request.POST.get("q", ""), request.POST.get("group", "")
    if not words and not group:
        return None
    listed = queries.search_sufferers(actions.list_candidates(found, kind, now), words=words, group=group)
    return {one.heard.customer for one in listed}


def telling(request: HttpRequest, pk: int) -> HttpResponse:
    """The message as it stands; posting puts it in other words."""
    found = _find(request, pk)
    form = Words.of(found)
    if request.method == "POST":
        _refuse_lookers(request)
        form = Words(request.POST)
        if form.is_valid():
            return _word(request, found, form)
    return _draw(request, found, form)


def _word(request: HttpRequest, found: Telling, form: Words) -> HttpResponse:
    try:
        actions.word(telling=found, words=form.proposal)
    except actions.NotAProposal:
        messages.error(request, _("It has been let go already; its words stand."))
    else:
        messages.success(request, _("Saved."))
    return redirect("telling", found.pk)


def _draw(request: HttpRequest, found: Telling, form: Words) -> HttpResponse:
    agent, now = agent_of(request), timezone.now()
    restraint, counted = queries.find_restraint(), queries.count_states(found)
    to_mail = found.recipients.filter(way="mail", state="chosen").count()
    context: dict[str, Any] = {
        "telling": found,
        "problem": found.problem,
        "form": form,
        "counted": counted,
        "handled": sum(counted[state] for state in Recipient.State.values) - counted["waiting"] - counted["to_call"],
        "states": [(Recipient.State(name).label, counted[name]) for name in Recipient.State.values if counted[name]],
        "left_out": [(LeftOut(name[4:]).label, n) for name, n in counted.items() if name.startswith("why_")],
        "all": sum(counted[state] for state in Recipient.State.values),
        "to_mail": to_mail,
        "to_call": counted["chosen"] - to_mail,
        "held": round(found.held_out_share * to_mail),
        "hours": ceil((to_mail or counted["waiting"]) / restraint.per_hour),
        "restraint": restraint,
        "is_quiet": queries.is_quiet_now(restraint, now),
        "may_change": agent.may_change,
        "may_send": may_send(agent),
        "examples": shown.show_examples(found, EXAMPLES) if found.state == State.PROPOSED else [],
        "canned": canned_words(f"{found.text_nl} {found.text_en}"),
        **(shown.show_results(found, restraint, now) if found.approved_at else {}),
    }
    return render(request, "problems/telling/telling.html", context, status=422 if form.errors else 200)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    try:
        actions.drop_proposal(telling=found)
    except actions.NotAProposal:
        messages.error(request, _("It has been let go already; its words stand."))
        return redirect("telling", found.pk)
    messages.success(request, _("Withdrawn. Nothing was sent."))
    return redirect("problem-customers" if found.is_gone else "problem-ahead", found.problem_id)


@open_to(*SENDERS)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    try:
        actions.approve(telling=found, agent=agent_of(request), now=timezone.now())
    except (actions.NotProven, actions.NothingToWarnOf):
        messages.error(request, _("Not now: what it says is no longer so."))
    except actions.NotNow:
        messages.error(request, _("Somebody let it go already."))
    else:
        messages.success(request, _("It goes, a few at a time. You can pause it here."))
    return redirect("telling", found.pk)


@open_to(*SENDERS)
@require_POST
def steer(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, resume or stop."""
    verbs: dict[str, Callable[..., Telling]] = {
        "paused": actions.pause,
        "running": actions.resume,
        "stopped": actions.stop,
    }
    found, verb = _find(request, pk), verbs.get(request.POST.get("state", ""))
    if verb is None:
        return HttpResponse(status=400)
    try:
        verb(telling=found, agent=agent_of(request), now=timezone.now())
    except (actions.NotProven, actions.NothingToWarnOf):
        messages.error(request, _("Not now: what it says is no longer so."))
    except actions.NotNow:
        messages.error(request, _("It stood differently already."))
    return redirect("telling", found.pk)


@require_POST
def call(request: HttpRequest, pk: int, recipient: int) -> HttpResponse:
    """This customer was told on the phone; with `undo` they were not after all."""
    found, now = _find(request, pk), timezone.now()
    who = get_object_or_404(Recipient, pk=recipient, telling=found)
    verb = actions.unmark_called if "undo" in request.POST else actions.mark_called
    try:
        verb(recipient=who, agent=agent_of(request), now=now)
    except actions.NotNow:
        messages.error(request, _("It stood differently already."))
    return redirect("telling", found.pk)


def _find(request: HttpRequest, pk: int) -> Telling:
    """Only of a problem that this colleague may see."""
    visible = Problem.objects.visible_to(agent_of(request))
    rows = Telling.objects.filter(problem__in=visible)
    return get_object_or_404(rows.select_related("problem", "approved_by", "proposed_by", "effect__fix"), pk=pk)


def _refuse_lookers(request: HttpRequest) -> None:
    if not agent_of(request).may_change:
        raise PermissionDenied
