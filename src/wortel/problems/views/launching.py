"""Days agreed beforehand in which a cause is nobody's charge."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.accounts.access import open_to
from wortel.problems import actions
from wortel.problems.forms import AgreeLaunch
from wortel.problems.models import Launch
from wortel.problems.views.reading import KEEPERS, agent_of, find_problem, undone


@open_to(*KEEPERS)
@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = find_problem(request, pk), AgreeLaunch(request.POST)
    try:
        if not form.is_valid():
            raise actions.LaunchNotAhead
        actions.agree_launch(problem=found, **form.cleaned_data, by=agent_of(request).name, now=timezone.now())
        messages.success(request, _("Agreed. Contacts in these days are nobody's charge."))
    except actions.LaunchNotAhead:
        messages.error(request, _("Agree on it beforehand: days from today on, in their order, with a reason."))
    return redirect("problem", found.pk)


@open_to(*KEEPERS)
@require_POST
def withdraw(request: HttpRequest, pk: int, launch: int) -> HttpResponse:
    found = find_problem(request, pk)
    agreed = get_object_or_404(Launch, pk=launch, problem=found)
    actions.withdraw_launch(launch=agreed, now=timezone.now())
    return undone(request, found.pk)
