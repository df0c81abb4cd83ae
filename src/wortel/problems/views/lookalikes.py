"""These look like one cause: join them, leave some out, or say that it is not the same."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.access import open_to
from wortel.accounts.models import Role
from wortel.accounts.queries import find_now
from wortel.problems import actions, queries
from wortel.problems.models import LookAlike, LookAlikeAnswer, Problem
from wortel.problems.queries import alike
from wortel.problems.views.reading import READERS, agent_of

HELPERS = (*READERS, Role.AGENT)


@open_to(*HELPERS)
@require_safe
def look_alikes(request: HttpRequest) -> HttpResponse:
    """All groups that wait, one of them open."""
    now = find_now(timezone.now())
    groups = queries.list_look_alikes(now)
    asked = request.GET.get("group", "")
    chosen = next((group for group in groups if str(group.pk) == asked), groups[0] if groups else None)
    context = {
        "groups": [(group, alike.title_of(group)) for group in groups],
        "open": alike.show_group(chosen) if chosen else None,
        "gathered": queries.latest_gathering(),
        "may_change": agent_of(request).may_change,
    }
    return render(request, "problems/look_alikes.html", context)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One cause, or not the same."""
    group = get_object_or_404(LookAlike, pk=pk)
    agent, now = agent_of(request), timezone.now()
    try:
        if request.POST.get("kind") == LookAlikeAnswer.Kind.REFUSED:
            said = actions.refuse_alikes(group=group, agent=agent, now=now)
        else:
            said = actions.join_alikes(
                group=group, chosen=_list_chosen(request, group), into=_find_into(request), agent=agent, now=now
            )
    except actions.GroupAnswered:
        messages.error(request, _("Somebody answered this one meanwhile."))
    except actions.NobodyChosen:
        messages.error(request, _("Leave at least two contacts in: one is no group."))
        return redirect(f"{reverse('look-alikes')}?group={group.pk}")
    else:
        _say(request, said)
    return redirect("look-alikes")


def _list_chosen(request: HttpRequest, group: LookAlike) -> set[int]:
    """Everything in the group but what was shown and is not ticked any more."""
    left_out = set(request.POST.getlist("shown")) - set(request.POST.getlist("belongs"))
    members = group.alikes.filter(left_out_at=None).values_list("contact", flat=True)
    return {contact for contact in members if str(contact) not in left_out}


def _find_into(request: HttpRequest) -> Problem | None:
    wanted = request.POST.get("into", "")
    return get_object_or_404(Problem.objects.open(), pk=wanted) if wanted.isdecimal() else None


def _say(request: HttpRequest, said: LookAlikeAnswer) -> None:
    undo = reverse("look-alikes-undo", args=[said.pk])
    if said.problem is None:
        messages.success(request, _("Not the same. We will not propose it again."), extra_tags=undo)
    else:
        words = _("One cause now: %(title)s.") % {"title": said.problem.title}
        messages.success(request, words, extra_tags=undo)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    said = get_object_or_404(LookAlikeAnswer, pk=pk)
    try:
        actions.undo_alikes(answer=said, now=timezone.now())
    except actions.GroupAnswered:
        messages.error(request, _("This was undone already."))
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return redirect("look-alikes")
