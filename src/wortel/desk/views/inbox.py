"""One inbox over all channels: list, case and customer side by side."""

from datetime import datetime

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from wortel.accounts.queries import is_demo
from wortel.cases import queries as cases
from wortel.cases.models import Case
from wortel.channels.models import Kind
from wortel.contacts.models import Contact
from wortel.desk.menu import FIRST, address_of, counts_of
from wortel.desk.queries.opened import Opened, find_open_case
from wortel.desk.queries.rows import NEEDED, list_rows
from wortel.desk.row_lines import RowPen
from wortel.desk.views.who import agent_of
from wortel.ui import numbers

PAGE = 50
MOST = 200


def inbox(request: HttpRequest, view: str = FIRST) -> HttpResponse:
    """The list; htmx asks for its rows alone, when something arrived or more is wanted."""
    context = _list(request, view)
    part = request.headers.get("HX-Target", "")
    if part in {"rows", "more"}:
        return _with_counts(request, render(request, "desk/parts/rows.html", context), view)
    return render(request, "desk/inbox.html", context)


def opened(request: HttpRequest, view: str, pk: int) -> HttpResponse:
    """A case in the middle pane."""
    case = find_open_case(pk, agent_of(request))
    if case.merged_into_id:
        return redirect("inbox-case", view, case.merged_into_id)
    now = timezone.now()
    lying = Opened(case, agent_of(request), now, get_language() or "nl")
    if request.headers.get("HX-Target") == "case":
        return render(request, "desk/parts/opened.html", {"open": lying, "case": case, "now": now, "view": view})
    return render(request, "desk/inbox.html", {**_list(request, view, case.pk), "open": lying, "case": case})


def neighbour(request: HttpRequest, view: str, pk: int, way: str) -> HttpResponse:
    """The case below or above this one in its list; at the end of the list one stays where one is."""
    if view not in cases.VIEWS:
        raise Http404
    agent = agent_of(request)
    here = find_open_case(pk, agent)
    rows = cases.VIEWS[view].cases(agent).order_by("latest_at", "id")
    place = Q(latest_at=here.latest_at)
    if way == "next":
        found = rows.filter(Q(latest_at__lt=here.latest_at) | place & Q(pk__lt=pk)).last()
    else:
        found = rows.filter(Q(latest_at__gt=here.latest_at) | place & Q(pk__gt=pk)).first()
    return redirect(f"{reverse('case', args=[found.pk if found else pk])}?from={view}")


def _nothing_yet() -> dict[str, bool]:
    """Why the list may be empty before anybody made contact."""
    waiting = Case.objects.exists()
    return {"is_untouched": not waiting and not Contact.objects.exists(), "is_arriving": not waiting and is_demo()}


def _list(request: HttpRequest, view: str, opened: int | None = None) -> dict[str, object]:
    if view not in cases.VIEWS:
        raise Http404
    agent, now = agent_of(request), timezone.now()
    request.inbox_view = view  # type: ignore[attr-defined]  # the menu marks it
    channel = request.GET.get("channel", "")
    channel = channel if channel in Kind.values else ""
    size = min(max(PAGE, _number(request.GET.get("rows"))), MOST)
    wanted = cases.list_view(view, agent, channel=channel or None, before=_before(request), limit=size + 1)
    found = list(wanted.only(*NEEDED))
    shown = found[:size]
    return {
        "view": view,
        "label": cases.VIEWS[view].label,
        "channel": channel,
        "channels": [("", _("All channels")), *Kind.choices],
        "rows": list_rows(shown, agent=agent, now=now, lang=get_language() or "nl"),
        "pen": RowPen(view=view, opened=opened, now=now),
        "more": _after(shown[-1]) if len(found) > size else "",
        "count": counts_of(request).get(view),
        "now": now,
        **(_nothing_yet() if not shown else {}),
        "address": address_of(view),
    }


def _with_counts(request: HttpRequest, response: HttpResponse, view: str) -> HttpResponse:
    """Rows that come anew bring the numbers in the menu along."""
    counts = counts_of(request)
    shown = {address_of(name): numbers.number(counts[name]) for name in cases.VIEWS}
    told = {"counts": shown, "here": numbers.number(counts[view])}
    return trigger_client_event(response, "inboxcounts", told)


def _after(case: Case) -> str:
    return f"{case.latest_at.isoformat()}_{case.pk}"


def _before(request: HttpRequest) -> tuple[datetime, int] | None:
    try:
        at, pk = request.GET.get("before", "").rsplit("_", 1)
        return datetime.fromisoformat(at), int(pk)
    except ValueError:
        return None


def _number(written: str | None) -> int:
    return int(written) if written and written.isdigit() else 0
