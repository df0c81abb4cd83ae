"""What should have left and has not: why, and once more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wortel.cases.queries import UNSENT
from wortel.channels import actions as channels
from wortel.channels.models import Delivery
from wortel.channels.queries import list_stuck
from wortel.desk.views.toasts import told
from wortel.desk.views.who import agent_of

SHOWN = 100


@require_GET
def unsent(request: HttpRequest) -> HttpResponse:
    request.inbox_view = UNSENT  # type: ignore[attr-defined]  # the menu marks it
    agent_of(request)
    deliveries = list_stuck().select_related("mailbox", "contact__conversation__part__case")[:SHOWN]
    return render(request, "desk/unsent.html", {"deliveries": deliveries, "menu": "inbox"})


@require_POST
def attempts(request: HttpRequest, pk: int) -> HttpResponse:
    """Try once more, from the beginning."""
    agent_of(request)
    delivery = get_object_or_404(Delivery.objects.defer("raw"), pk=pk)
    try:
        channels.send_again(delivery=delivery, now=timezone.now())
        words = _("We try it again now.")
    except channels.NotWaiting:
        words = _("It has left meanwhile, or was taken back.")
    return told(HttpResponse(status=204), words) if request.headers.get("HX-Request") else redirect("unsent")
