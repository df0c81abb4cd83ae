"""What can be done at an order: report its cause, or send it again and look for the cause in the same step."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.desk.queries.wrapping import find_accountable_name, find_owner_name
from wortel.desk.undo import way_back, write_reported
from wortel.desk.views.toasts import told
from wortel.desk.views.who import agent_of
from wortel.journey.again import send_again
from wortel.orders.models import Order
from wortel.problems import actions as problems
from wortel.problems.actions import Reported


@require_POST
def reports(request: HttpRequest, pk: int) -> HttpResponse:
    """Report the cause behind an order, also when nobody complained about it."""
    agent, order = agent_of(request), get_object_or_404(Order, pk=pk)
    reported = problems.report_order(order=order, agent=agent, now=timezone.now())
    undo_url = way_back(agent, "report", **write_reported(reported))
    return told(HttpResponse(status=204), _reported_words(reported), undo_url)


@require_POST
def resends(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it again; the cause is looked for unless the colleague says it need not be."""
    agent, order = agent_of(request), get_object_or_404(Order, pk=pk)
    is_sought = request.POST.get("cause") != "no"
    sent = send_again(order=order, is_cause_sought=is_sought, agent=agent, now=timezone.now())
    words = _("Order %(code)s goes out again.") % {"code": order.code}
    if sent.reported is not None:
        words = f"{words} {_reported_words(sent.reported)}"
    undo_url = way_back(agent, "resend", signal=sent.signal.pk, reported=write_reported(sent.reported))
    return told(HttpResponse(status=204), words, undo_url)


def _reported_words(reported: Reported) -> str:
    """Who sees it, so that reporting stays worthwhile."""
    problem = reported.problem
    person = find_accountable_name(problem) or find_owner_name(problem)
    if person:
        return _("Reported. %(name)s sees it. You will hear what comes of it.") % {"name": person}
    return _("Reported under “%(title)s”. It has no owner yet.") % {"title": problem.title}
