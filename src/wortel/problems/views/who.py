"""The part of the problem page about who answers for it: what was asked, said, promised and kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.accounts.models import Agent
from wortel.problems import actions, queries
from wortel.problems.models import (
    Accountable,
    OwnerAnswer,
    OwnerLink,
    OwnerRequest,
    Ownership,
    Problem,
    ProcessOwner,
    Reminder,
)
from wortel.problems.queries import Dossier
from wortel.problems.views.reading import agent_of, find_problem
from wortel.ui import numbers

TALK = (OwnerRequest.Kind.QUESTION, OwnerRequest.Kind.BACK)


@dataclass(frozen=True)
class Answering:
    """One owner of a cause, the people who answer there, and what they promised to say before today."""

    ownership: Ownership
    people: list[Accountable]
    late: list[OwnerRequest]
    reminders: list[Reminder]


def who(dossier: Dossier, agent: Agent, now: datetime) -> dict[str, Any]:
    """Colleagues see everything; an owner or partner only what is theirs."""
    owned, answers, asked = dossier.ownerships, dossier.answers, dossier.requests
    if not agent.is_staff_member:
        own = queries.owners_of(agent)
        owned = [one for one in owned if one.owner_id in own]
        answers = [one for one in answers if one.owner_id in own]
        asked = [one for one in asked if one.owner_id in own]
    latest = answers[0] if answers else None
    return {
        "ownerships": owned,
        "answering": [_answering(dossier, one, asked, now) for one in owned],
        "answer": latest,
        "links": [one for one in dossier.of(OwnerLink) if one.expires_at > now] if agent.is_staff_member else [],
        "talk": [one for one in asked if one.kind in TALK],
        "trail": [one for one in answers if one.handed_to_id],
        **(_passing(latest) if agent.may_change else {}),
        **(_placed(dossier.problem, now) if agent.may_change else {}),
    }


def _answering(dossier: Dossier, owned: Ownership, asked: list[OwnerRequest], now: datetime) -> Answering:
    here = queries.today(now)
    theirs = [one for one in asked if one.owner_id == owned.owner_id]
    late = [one for one in theirs if one.is_open and not one.is_ours and one.due_on < here]
    return Answering(owned, dossier.people_of(owned.owner_id), late, dossier.reminders_of(late))


def _passing(latest: OwnerAnswer | None) -> dict[str, Any]:
    """Somebody said "not mine" and it is still theirs: whom to give it to."""
    if latest is None or latest.kind != OwnerAnswer.Kind.NOT_MINE or latest.handed_to_id:
        return {}
    return {"refusal": latest, "right_owner": queries.find_named_owner(latest)}


def _placed(found: Problem, now: datetime) -> dict[str, Any]:
    """Who answers for the step where it goes wrong, and who did before the latest hand-over."""
    return {"place_owner": queries.propose_owner(found), "gave": queries.list_undoable(found, now)}


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A question of customer service to one of the owners."""
    found = find_problem(request, pk)
    owned = get_object_or_404(found.ownerships.select_related("owner"), until=None, owner=request.POST.get("owner"))
    text = request.POST.get("text", "")
    try:
        made = actions.ask_owner(
            problem=found, owner=owned.owner, text=text, by=agent_of(request).name, now=timezone.now()
        )
    except actions.NothingAsked:
        messages.error(request, _("Write your question first."))
    else:
        words = _("Asked. %(owner)s answers by %(day)s.")
        messages.success(request, words % {"owner": owned.owner.name, "day": numbers.long_day(made.due_on)})
    return redirect("problem", found.pk)


@require_POST
def reply(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """Our answer to a question of an owner."""
    found = find_problem(request, pk)
    question = get_object_or_404(OwnerRequest, pk=asked, problem=found, kind=OwnerRequest.Kind.BACK)
    text, by = request.POST.get("reply", ""), agent_of(request).name
    try:
        actions.answer_owner(request=question, reply=text, by=by, now=timezone.now())
        messages.success(request, _("Answered. %(owner)s hears it by mail.") % {"owner": question.owner.name})
    except actions.NothingAsked:
        messages.error(request, _("Write your answer first."))
    except actions.AlreadyAnswered:
        messages.error(request, _("A colleague answered this already."))
    return redirect("problem", found.pk)


@require_POST
def pass_on(request: HttpRequest, pk: int, answer: int) -> HttpResponse:
    """Give it to the owner that was named."""
    found = find_problem(request, pk)
    refusal = get_object_or_404(OwnerAnswer, pk=answer, problem=found, kind=OwnerAnswer.Kind.NOT_MINE, handed_to=None)
    right = get_object_or_404(ProcessOwner, pk=request.POST.get("owner"))
    actions.hand_on(answer=refusal, to=right, now=timezone.now())
    messages.success(request, _("%(owner)s answers for this now.") % {"owner": right.name})
    return redirect("problem", found.pk)
