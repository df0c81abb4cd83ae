"""Tone: both sides beside each other, and by topic and week what wears out. Only once agreed."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wortel.accounts.models import Role
from wortel.accounts.queries import find_now
from wortel.analysis.cells import Cell, join_topics
from wortel.insight.months import choose
from wortel.insight.queries.sounding import compare_labels, compare_topics
from wortel.insight.queries.today import local_day
from wortel.insight.queries.wearing import WEEK, Mark, Weeks, find_agreed_on, latest_weeks, list_cells
from wortel.insight.views.reading import agent_of, current, name_reasons, tabs
from wortel.ui import numbers

SHOWN_WEEKS = 8
MARKS: tuple[Mark, ...] = ("sharp", "blame", "harsher", "stuck", "their_sharp", "fed_up")
OF_ANSWERS = frozenset({"sharp", "blame", "harsher"})


@require_safe
def tone(request: HttpRequest) -> HttpResponse:
    now = find_now(timezone.now())
    today, chosen = local_day(now), choose(request)
    mark = next((one for one in MARKS if one == request.GET.get("mark")), MARKS[0])
    agreed_on, weeks = find_agreed_on(today), latest_weeks(today, SHOWN_WEEKS)
    context: dict[str, Any] = {
        "menu": "insight",
        "tabs": tabs(chosen.month),
        "current": current("insight-friction", chosen.month),
        "agreed_on": agreed_on,
        "may_set": agent_of(request).role == Role.ADMIN,
    }
    if agreed_on:
        names = name_reasons()
        context |= _table(mark, weeks) | {
            "topics": [(names.get(one.name, one.name) or _("Without a reason"), one) for one in compare_topics(weeks)],
            "labels": compare_labels(weeks),
            "weeks": weeks,
        }
    return render(request, "insight/tone.html", context)


def _table(mark: Mark, weeks: Weeks) -> dict[str, Any]:
    shown, others = join_topics(list_cells(mark, weeks))
    names = name_reasons()
    mondays = [weeks.first + n * WEEK for n in range(SHOWN_WEEKS)]
    rows = [(names.get(topic, topic), cells) for topic, cells in shown.items()]
    rows.sort(key=lambda row: (-sum(cell.contacts for cell in row[1]), row[0]))
    if others:
        rows.append((_("The small topics together"), others))
    words = {
        "sharp": _("Our words are sharp"),
        "blame": _("Our words blame the customer"),
        "harsher": _("We are sharper than the customer"),
        "their_sharp": _("Customers' words are sharp"),
        "stuck": _("Colleagues got stuck"),
        "fed_up": _("Customers were fed up"),
    }
    return {
        "mark": mark,
        "marks": [(f"?mark={one}", words[one]) for one in MARKS],
        "current_mark": f"?mark={mark}",
        "title": words[mark],
        "noun": "answers" if mark in OF_ANSWERS else "contacts",
        "mondays": mondays,
        "rows": [(name, list(_cells(cells, weeks))) for name, cells in rows],
    }


def _cells(cells: list[Cell], weeks: Weeks) -> Any:
    """Cells with the number of columns each spans; empty ones where nothing came."""
    at = weeks.first
    for cell in cells:
        if cell.first > at:
            yield {"span": (cell.first - at).days // 7, "cell": None}
        span = (cell.last - cell.first).days // 7 + 1
        last = cell.last + timedelta(days=6)
        days = f"{numbers.short_day(cell.first)} – {numbers.short_day(last)}"
        yield {"span": span, "cell": cell, "days": days}
        at = cell.last + WEEK
    if at < weeks.until:
        yield {"span": (weeks.until - at).days // 7, "cell": None}
