"""The part of the problem page about who answers for it: what was asked, said, promised and kept."""

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
from wortel.problems.models import OwnerAnswer, OwnerRequest, Problem, ProcessOwner
from wortel.problems.views.reading import agent_of, find_problem
from wortel.ui import numbers

TALK = (OwnerRequest.Kind.QUESTION, OwnerRequest.Kind.BACK)


def who(found: Problem, agent: Agent, now: datetime) -> dict[str, Any]:
    """Colleagues see everything; an owner or partner only what is theirs."""
    owned = found.ownerships.filter(until=None).select_related("owner").prefetch_related("owner__people")
    answers = found.answers.select_related("owner", "handed_to").order_by("-at", "-pk")
    asked = queries.list_requests(found)
    if not agent.is_staff_member:
        own = queries.owners_of(agent)
        owned, answers = owned.filter(owner__in=own), answers.filter(owner__in=own)
        asked = [one for one in asked if one.owner_id in own]
    latest = answers.first()
    return {
        "ownerships": owned.order_by("-share", "owner"),
        "answer": latest,
        "links": _links(found, now) if agent.is_staff_member else [],
        "talk": [one for one in asked if one.kind in TALK],
        "late": [one for one in asked if one.is_open and not one.is_ours and one.due_on < queries.today(now)],
        "due": {one.owner_id: one.due_on for one in asked if one.is_open and one.kind not in TALK},
        "trail": [one for one in answers if one.handed_to_id],
        **(_passing(latest) if agent.may_change else {}),
        **(_placed(found, now) if agent.may_change else {}),
    }


def _links(found: Problem, now: datetime) -> Any:
    return found.links.filter(revoked_at=None, expires_at__gt=now).select_related("owner", "person")


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
