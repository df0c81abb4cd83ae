"""What could not be read: kept, shown, downloaded raw, tried again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from wortel.channels.interface import Unreadable
from wortel.channels.models import Arrival, Outcome
from wortel.channels.queries import list_quarantine, open_reader
from wortel.desk.downloads import download
from wortel.desk.views.who import agent_of
from wortel.journey.receive import retry as read_once_more

SHOWN = 100
WHY = {
    "empty": _("there is nothing in it"),
    "nested too deep": _("too many mails inside mails"),
    "too many parts": _("too many parts"),
    "out of memory": _("it takes too much memory to read"),
    "out of time": _("it takes too long to read"),
}


@require_GET
def quarantine(request: HttpRequest) -> HttpResponse:
    request.inbox_view = "quarantine"  # type: ignore[attr-defined]  # the menu marks it
    agent_of(request)
    arrivals = [(arrival, WHY.get(arrival.why, arrival.why)) for arrival in list_quarantine()[:SHOWN]]
    return render(request, "desk/quarantine.html", {"arrivals": arrivals, "menu": "inbox"})


@require_GET
def raw(request: HttpRequest, pk: int) -> HttpResponse:
    arrival = get_object_or_404(Arrival, pk=pk, outcome=Outcome.QUARANTINED)
    return download(bytes(arrival.raw), f"{arrival.pk}.eml", "application/octet-stream")


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """A better reader may have come since."""
    arrival = get_object_or_404(Arrival, pk=pk, outcome=Outcome.QUARANTINED)
    try:
        with open_reader() as reader:
            receipt = read_once_more(arrival=arrival, reader=reader, now=timezone.now())
    except Unreadable:
        messages.error(request, gettext("Still unreadable. The mail is kept here."))
        return redirect("quarantine")
    number = receipt.case.number if receipt.case else ""
    messages.success(request, gettext("Read after all. It stands in case %(number)s.") % {"number": number})
    return redirect("quarantine")
