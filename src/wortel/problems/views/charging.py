"""What a manager does with a settled ledger: close, correct, send, and choose how serious it is."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from wortel.accounts.access import open_to
from wortel.accounts.models import Role
from wortel.accounts.queries import find_now
from wortel.problems import actions, queries
from wortel.problems.forms import ChooseStage
from wortel.problems.models import ProcessOwner, Stage
from wortel.problems.views.reading import agent_of

MANAGERS = (Role.MANAGER, Role.ADMIN)


@open_to(*MANAGERS)
@require_POST
def close(request: HttpRequest, month: str) -> HttpResponse:
    try:
        actions.close_month(month=month, by=agent_of(request).name, now=find_now(timezone.now()))
        messages.success(request, _("The month is closed. What changes from now on is a correction."))
    except actions.MonthNotOver:
        messages.error(request, _("This month is not over yet, or was not counted since. Try again in five minutes."))
    except actions.MonthClosedAlready:
        messages.info(request, _("Somebody closed this month already."))
    return _ledger(month)


@open_to(*MANAGERS)
@require_POST
def correct(request: HttpRequest, month: str) -> HttpResponse:
    why = request.POST.get("why", "").strip()[:500]
    if not why:
        messages.error(request, _("Say why: whoever reads it later wants to know."))
        return _ledger(month)
    try:
        actions.correct_month(month=month, why=why, by=agent_of(request).name, now=find_now(timezone.now()))
        messages.success(request, _("Corrected. The old lines are reversed and stay readable."))
    except (actions.NothingToCorrect, actions.MonthStillOpen):
        messages.info(request, _("There is nothing to correct."))
    return _ledger(month)


@open_to(*MANAGERS)
@require_POST
def send(request: HttpRequest, month: str) -> HttpResponse:
    """All statements of the month that did not leave yet."""
    sent = actions.send_statements(month=month, by=agent_of(request).name, now=timezone.now())
    told = ngettext("%(n)s statement is on its way.", "%(n)s statements are on their way.", len(sent))
    messages.success(request, told % {"n": len(sent)})
    return _ledger(month)


@open_to(*MANAGERS)
def stages(request: HttpRequest) -> HttpResponse:
    """How costs are charged: to everybody, and to each owner."""
    form = ChooseStage(request.POST or None)
    if request.method == "POST":
        _choose(request, form)
        return redirect(_back(request))
    return render(request, "problems/stages.html", _stages())


def _choose(request: HttpRequest, form: ChooseStage) -> None:
    if not form.is_valid():
        messages.error(request, _("Choose one of the stages."))
        return
    try:
        actions.choose_stage(**form.cleaned_data, by=agent_of(request).name, now=timezone.now())
        messages.success(request, _("Kept. It holds for statements that are sent from now on."))
    except actions.PartnerGetsNoInvoice:
        messages.error(request, _("A partner gets no booking: a claim rests on the contract."))


def _stages() -> dict[str, Any]:
    everybody = queries.find_stage()
    owners = ProcessOwner.objects.select_related("partner").order_by("name")
    return {
        "everybody": everybody,
        "is_sent_by_itself": queries.is_sent_by_itself(),
        "kinds": Stage.Kind.choices,
        "owners": [
            {"owner": one, "own": queries.find_own_stage(one), "stage": queries.find_stage(one)} for one in owners
        ],
        "history": queries.list_stages(),
    }


def _back(request: HttpRequest) -> str:
    """To the ledger when the choice was made there."""
    month = request.POST.get("month", "")
    return _address(month) if month else reverse("stages")


def _ledger(month: str) -> HttpResponse:
    return redirect(_address(month))


def _address(month: str) -> str:
    return f"{reverse('ledger')}?{urlencode({'month': month})}"
