"""Home: above the ground we help, below the ground we learn, and neither half weighs more."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from wortel.accounts.access import open_to
from wortel.accounts.models import Agent, Role
from wortel.accounts.queries import find_now, find_time_zone
from wortel.insight.queries import doing, today
from wortel.insight.queries.beginning import list_first_steps
from wortel.insight.queries.deciding import list_to_decide
from wortel.insight.queries.today import Span
from wortel.insight.rules import judge_day
from wortel.insight.views.home.figures import list_helped, list_learned
from wortel.insight.views.home.ground import see_ground
from wortel.insight.views.home.rows import show_alarms, show_cause, show_promise
from wortel.insight.views.reading import agent_of
from wortel.problems.queries import count_unheard
from wortel.ui import numbers

SPANS: tuple[Span, ...] = ("day", "week", "month")


@open_to(*Role)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    agent = agent_of(request)
    if not agent.is_staff_member:
        return redirect("sightings" if agent.role == Role.SHOP else "problems")
    now = find_now(timezone.now()).astimezone(find_time_zone())
    asked = request.GET.get("span", "day")
    span: Span = next((one for one in SPANS if one == asked), "day")
    return render(request, "insight/home.html", _context(agent, now, span))


def _context(agent: Agent, now: datetime, span: Span) -> dict[str, Any]:
    day = now.date()
    counted, chart = see_ground(now, span)
    promised = doing.list_promised(agent, day)
    causes = doing.list_causes(today.first_day(span, day), day)
    return {
        "steps": list_first_steps(agent),
        "status": _status(agent, counted if span == "day" else today.count_quarters([day]), now),
        "greeting": _greet(now),
        "first_name": agent.name.split()[0],
        "now": now,
        "span": span,
        "spans": _spans(),
        "current": _address(span),
        "counted": counted,
        "chart": chart,
        "helped": list_helped(agent, now),
        "learned": list_learned(now),
        "unheard": count_unheard(now),
        "promised": [show_promise(one, now) for one in promised[: doing.SHOWN]],
        "promises": promised.count(),
        "causes": [show_cause(one, causes) for one in causes],
        "decisions": list_to_decide(agent, now),
        "alarms": show_alarms(today.first_day(span, day), day),
    }


def _status(agent: Agent, counted: today.Ground, now: datetime) -> dict[str, Any]:
    """The day in a word and a colour; green only when nothing is late and no open cause sent anybody."""
    late = (
        doing.count_waiting(agent, now.date()).late
        + doing.list_promised(agent, now.date()).filter(due_at__lt=now).count()
    )
    kind = judge_day(open_cause_contacts=counted.open_causes, late=late)
    words = {
        "causes": _("Causes are open"),
        "late": ngettext("%(n)s case or promise is late", "%(n)s cases and promises are late", late)
        % {"n": numbers.number(late)},
        "quiet": _("Nothing is late, and no open cause sent anybody"),
    }
    tones = {"causes": ("rt", "sprout"), "late": ("bt", "clock"), "quiet": ("lf", "check")}
    return {"kind": kind, "words": words[kind], "tone": tones[kind][0], "icon": tones[kind][1]}


def _greet(now: datetime) -> str:
    if now.hour < 12:
        return _("Good morning")
    return _("Good afternoon") if now.hour < 18 else _("Good evening")


def _spans() -> list[tuple[str, str]]:
    names = {"day": _("Today"), "week": _("Week"), "month": _("Month")}
    return [(_address(span), names[span]) for span in SPANS]


def _address(span: Span) -> str:
    return reverse("home") + ("" if span == "day" else f"?span={span}")
