"""Which problem is asked for, and may this person see or change it?"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from wortel.accounts.models import Agent, Role
from wortel.problems import queries
from wortel.problems.models import Problem

EVERYBODY_INSIDE = tuple(role for role in Role if role != Role.SHOP)
KEEPERS = (Role.MANAGER, Role.ADMIN)
SHOWN_WITH = (
    "process__owner",
    "step__owner",
    "step__process__owner",
    "reason",
    "rule__reason",
    "merged_into",
)
READERS = (*KEEPERS, Role.LEAD, Role.QUALITY, Role.AUDITOR)


def agent_of(request: HttpRequest) -> Agent:
    if not isinstance(request.user, Agent):
        raise PermissionDenied
    return request.user


def find_problem(request: HttpRequest, pk: int) -> Problem:
    """The problem, or the one it was merged into; what somebody may not see does not exist for them."""
    visible = Problem.objects.visible_to(agent_of(request)).filter(pk=pk)
    found = visible.select_related(*SHOWN_WITH).first()
    if found is None:
        raise Http404
    return found if found.merged_into is None else queries.find_standing(found)


def undone(request: HttpRequest, pk: int) -> HttpResponse:
    """A toast undoes from where it stands, a form goes back to the page."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return redirect("problem", pk)
