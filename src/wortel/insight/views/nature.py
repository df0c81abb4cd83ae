"""Nature and volume: why customers make contact, how often, over which channels, and what it costs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wortel.accounts.queries import find_now
from wortel.analysis.cost import find_quadrant
from wortel.channels.models import Kind
from wortel.insight.months import Chosen, choose
from wortel.insight.queries import nature as natures
from wortel.insight.queries.today import local_day
from wortel.insight.views.reading import behind, current, name_channels, name_reasons, tabs
from wortel.metrics import queries as metrics
from wortel.metrics.models import StoredAlarm
from wortel.metrics.queries import MonthFigures
from wortel.problems.models import Problem
from wortel.ui import numbers
from wortel.ui.charts import bars
from wortel.ui.charts.shares import first_and_repeat

MOST_ALARMS = 3
# From which share of the largest cell on a cell gets the next darker ground.
DARKER = (0.05, 0.15, 0.3)


@require_safe
def insight(request: HttpRequest) -> HttpResponse:
    return redirect("insight-nature")


@require_safe
def nature(request: HttpRequest) -> HttpResponse:
    chosen = choose(request)
    context: dict[str, Any] = {"chosen": chosen, "menu": "insight", "tabs": tabs(chosen.month)}
    context |= {"current": current("insight-nature", chosen.month), "alarms": _alarms()}
    if chosen.figures is not None and chosen.figures.value("volume"):
        context |= _table(chosen, chosen.figures)
    return render(request, "insight/nature.html", context)


def _table(chosen: Chosen, month: MonthFigures) -> dict[str, Any]:
    rows, names = natures.list_natures(month), name_reasons()
    channels = natures.list_channels(month, Kind.values)
    largest = max((row.contacts for row in rows), default=0)
    most = max((n for row in rows for n in row.channels.values()), default=0)
    orders, contacts = round(month.value("orders")), round(month.value("volume"))
    failures = round(month.value("failure_share") * contacts)
    return {
        "month": chosen.month,
        "contacts": contacts,
        "orders": orders,
        "rate": month.value("contact_rate"),
        "failures": failures,
        "failure_share": month.value("failure_share"),
        "channels": [(channel, name_channels()[channel]) for channel in channels],
        "channel_totals": [
            (numbers.number(n), behind(chosen.month, channel=channel)) for channel, n in channels.items()
        ],
        "cents": round(month.value("cost_eur") * 100),
        "hours": month.value("customer_hours"),
        "all_href": behind(chosen.month),
        "failure_href": behind(chosen.month, demand="failure"),
        "rows": [_row(row, names, list(channels), largest, most, orders, chosen.month) for row in rows],
    }


def _row(
    row: natures.Nature, names: Any, channels: list[str], largest: int, most: int, orders: int, month: str
) -> dict[str, Any]:
    return {
        "name": names.get(row.code, row.code),
        "href": behind(month, reason=row.code),
        "quadrant": _quadrant(row.signs),
        "bar": first_and_repeat(row.first, row.repeats, largest, failure=row.is_failure),
        "first": row.first,
        "repeats": row.repeats,
        "repeat_href": behind(month, reason=row.code, repeats="1"),
        "contacts": row.contacts,
        "rate": 1000 * row.contacts / orders if orders else None,
        "cells": [
            (n, _shade(n, most), behind(month, reason=row.code, channel=channel))
            for channel in channels
            for n in [row.channels.get(channel, 0)]
        ],
        "cents": row.cents,
        "hours": row.hours,
    }


def _quadrant(signs: tuple[str, str]) -> str:
    words = {
        "eliminate": _("Eliminate"),
        "automate": _("Automate"),
        "simplify": _("Simplify"),
        "leverage": _("Leverage"),
    }
    return words.get(find_quadrant(*signs) or "", "")


def _shade(n: int, most: int) -> str:
    if not n:
        return "c0"
    return f"c{1 + sum(n >= share * most for share in DARKER)}"


def _alarms() -> list[dict[str, Any]]:
    today = local_day(find_now(timezone.now()))
    names = name_reasons()
    return [
        _alarm(one, names.get(one.reason, one.reason), today) for one in metrics.list_alarms(on=today)[:MOST_ALARMS]
    ]


def _alarm(one: StoredAlarm, label: str, today: Any) -> dict[str, Any]:
    """The strip: what, how much more than usual, since when, and who could take it."""
    problem = Problem.objects.open().filter(reason__code=one.reason).order_by("-opened_at").first()
    counts = [bars.Count("", n, is_alarm=at >= len(one.days) - one.window) for at, n in enumerate(one.days)]
    words = _("Contacts per day in ten weeks; the last days stand out")
    return {
        "label": label,
        "alarm": one,
        "expected": numbers.number(one.expected, 0 if one.expected >= 10 else 1),
        "is_yesterday": (today - one.on).days == 1,
        "chart": bars.per_day(counts, words),
        "problem": problem,
        "has_owner": problem is not None and problem.ownerships.filter(until=None).exists(),
    }
