"""A case: what it shows, and every small act on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from wortel.accounts.models import Agent
from wortel.cases import actions as cases
from wortel.cases import queries as case_queries
from wortel.cases.actions import Change
from wortel.cases.models import Case, Status
from wortel.desk.later import read_moment
from wortel.desk.menu import FIRST
from wortel.desk.queries.opened import Opened, find_open_case
from wortel.desk.queries.rows import list_rows
from wortel.desk.queries.stream import Place, list_stream, list_stream_from
from wortel.desk.undo import way_back
from wortel.desk.views.toasts import told
from wortel.desk.views.who import agent_of
from wortel.ui import numbers


@require_GET
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """A case over the full screen."""
    found = find_open_case(pk, agent_of(request))
    if found.merged_into_id:
        return redirect("case", found.merged_into_id)
    if request.headers.get("HX-Target") == "case":
        return draw_case(request, found)
    context = {"open": _opened(request, found), "case": found, "view": view_of(request), "now": timezone.now()}
    return render(request, "desk/case.html", context)


def draw_case(request: HttpRequest, found: Case) -> HttpResponse:
    """The case pane, and the help beside it, as htmx takes them."""
    fresh = find_open_case(found.pk, agent_of(request))
    context = {"open": _opened(request, fresh), "case": fresh, "view": view_of(request), "now": timezone.now()}
    return render(request, "desk/parts/opened.html", context)


def view_of(request: HttpRequest) -> str:
    """The list this case was opened from."""
    named = request.POST.get("view") or request.GET.get("from") or ""
    return named if named in case_queries.VIEWS else FIRST


def case_address(request: HttpRequest, found: Case) -> str:
    """Where this case lies open: in the inbox, or over the full screen, as the page before."""
    if "/inbox/" in request.headers.get("HX-Current-URL", ""):
        return reverse("inbox-case", args=[view_of(request), found.pk])
    return f"{reverse('case', args=[found.pk])}?from={view_of(request)}"


@require_GET
def stream(request: HttpRequest, pk: int) -> HttpResponse:
    """More of the stream: what came before, or everything from a place on."""
    lying = _opened(request, find_open_case(pk, agent_of(request)))
    before = Place.read(request.GET.get("before", ""))
    start = Place.read(request.GET.get("start", ""))
    if before is None and start is not None:
        found = list_stream_from(customers=lying.customers, case=lying.case, start=start)
        return render(request, "desk/parts/items.html", {"items": found.items, "case": lying.case})
    found = list_stream(customers=lying.customers, case=lying.case, before=before)
    return render(request, "desk/parts/earlier.html", {"stream": found, "case": lying.case})


def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Who else is here. Posting says that one is here oneself, is writing, or leaves."""
    agent, now = agent_of(request), timezone.now()
    found = find_open_case(pk, agent)
    if request.method == "POST":
        if request.POST.get("state") == "left":
            cases.leave(case=found, agent=agent)
            return HttpResponse(status=204)
        cases.look(case=found, agent=agent, now=now, is_writing=request.POST.get("state") == "writing")
        if found.is_unread:
            cases.mark_read(case=found)
    row = list_rows([found], agent=agent, now=now, lang=get_language() or "nl")[0]
    return render(request, "desk/parts/presence.html", {"row": row})


@require_GET
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """Number, status and who has it: this changes under somebody's eyes when a colleague acts."""
    found = find_open_case(pk, agent_of(request))
    response = render(request, "desk/parts/line.html", {"case": found})
    return trigger_client_event(response, "casemerged", {}) if found.merged_into_id else response


@require_POST
def agent(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the case, give it to a colleague, or give it back."""
    me = agent_of(request)
    found = find_open_case(pk, me)
    chosen = request.POST.get("agent", "")
    if not chosen:
        return _done(request, cases.take(case=found, agent=me), _("This one is yours."))
    if chosen == "nobody":
        return _done(request, cases.assign(case=found, agent=None), _("Given back to everybody."))
    colleague = get_object_or_404(Agent.objects.filter(is_active=True), pk=chosen)
    words = _("Given to %(name)s.") % {"name": colleague.name}
    return _done(request, cases.assign(case=found, agent=colleague), words)


@require_POST
def snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the case away until a moment."""
    found = find_open_case(pk, agent_of(request))
    now = timezone.now()
    if request.POST.get("until") == "now":
        return _done(request, cases.unsnooze(case=found), _("Back in the list."))
    until = read_moment(request.POST.get("until", ""))
    if until is None or until <= now:
        return told(draw_case(request, found), _("Choose a moment that is still to come."))
    words = _("Out of sight until %(moment)s.") % {"moment": numbers.moment(until, now)}
    return _done(request, cases.snooze(case=found, until=until), words)


@require_POST
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whose turn it is."""
    found = find_open_case(pk, agent_of(request))
    now = timezone.now()
    asked = request.POST.get("status", "")
    if asked == Status.CLOSED:
        return _done(request, cases.close(case=found, now=now), _("Closed. Its cause stays open until it is gone."))
    if asked == Status.OPEN and not found.is_open:
        return _done(request, cases.reopen(case=found, now=now), _("Open again."))
    if asked not in Status.values:
        return HttpResponse(status=400)
    turned = cases.set_status(case=found, status=Status(asked), now=now)
    return _done(request, turned, str(turned.case.get_status_display()))


@require_POST
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_open_case(pk, agent_of(request))
    cases.mark_unread(case=found)
    return told(draw_case(request, found), _("Unread again."))


def _done(request: HttpRequest, change: Change, words: str) -> HttpResponse:
    undo_url = way_back(agent_of(request), "change", change=change.event, case=change.case.pk)
    return told(draw_case(request, change.case), words, undo_url)


def _opened(request: HttpRequest, found: Case) -> Opened:
    return Opened(found, agent_of(request), timezone.now(), get_language() or "nl")
