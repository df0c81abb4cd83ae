"""Solved at once: per reason, over all channels, beside what each channel apart would think."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wortel.accounts.queries import find_organisation, find_time_zone
from wortel.insight.months import Chosen, choose
from wortel.insight.queries.nature import list_natures
from wortel.insight.views.reading import behind, current, name_channels, name_reasons, tabs
from wortel.metrics.models import StoredFigure
from wortel.metrics.queries import MonthFigures
from wortel.ui import numbers
from wortel.ui.charts import dots
from wortel.ui.charts.shares import bar

SHOWN_ROUTES = 7


@require_safe
def first_time(request: HttpRequest) -> HttpResponse:
    chosen = choose(request)
    context: dict[str, Any] = {"chosen": chosen, "menu": "insight", "tabs": tabs(chosen.month)}
    context["current"] = current("insight-first-time", chosen.month)
    whole = chosen.figures.find("fcr_chain") if chosen.figures else None
    if chosen.figures is not None and whole is not None and (whole.n or chosen.figures.value("immature_chains")):
        context |= _page(chosen, chosen.figures, whole, all_routes="routes" in request.GET)
    return render(request, "insight/first_time.html", context)


def _page(chosen: Chosen, month: MonthFigures, whole: StoredFigure, *, all_routes: bool) -> dict[str, Any]:
    chains = whole.n or 0
    hours = find_organisation().repeat_window_hours
    return {
        "whole": whole,
        "chains": chains,
        "singles": round((whole.value or 0) * chains),
        "is_enough": chains >= 5,
        "silo": month.find("silo_fcr"),
        "strict": (strict := month.find("fcr_strict")),
        "strict_words": numbers.percent(strict.value) if strict and strict.value is not None else "",
        "immature": round(month.value("immature_chains")),
        "as_of": month.as_of.astimezone(find_time_zone()),
        "ripe_before": (month.as_of - timedelta(hours=hours)).astimezone(find_time_zone()),
        "days": hours // 24,
        "chart": _chart(month, whole),
        "returning": round(month.value("returning_chains")),
        "cross_channel": round(month.value("cross_channel_chains")),
        "routes": _routes(month, None if all_routes else SHOWN_ROUTES),
        "hidden_routes": not all_routes and len(list(month.along("route", "route"))) > SHOWN_ROUTES,
        "repeat_href": behind(chosen.month, repeats="1"),
    }


def _chart(month: MonthFigures, whole: StoredFigure) -> Any:
    names = name_reasons()
    order = [one.code for one in list_natures(month)]
    rows = [_dots(_("All together"), whole, month.find("silo_fcr"), is_total=True)]
    for code in order:
        found = month.find("fcr_chain", reason=code)
        if found and found.n:
            rows.append(_dots(names.get(code, code), found, month.find("silo_fcr", reason=code)))
    columns = dots.Columns(_("the customer, over all channels"), _("each channel apart"), _("chains"))
    label = _("Solved at once per reason, with its interval, beside what each channel apart thinks")
    return dots.draw(rows, columns, label)


def _dots(label: str, found: StoredFigure, silo: StoredFigure | None, *, is_total: bool = False) -> dots.Row:
    return dots.Row(
        label=label,
        share=found.value or 0,
        low=found.low or 0,
        high=found.high or 0,
        count=found.n or 0,
        other=silo.value if silo else None,
        is_total=is_total,
    )


def _routes(month: MonthFigures, limit: int | None) -> list[dict[str, Any]]:
    names = name_channels()
    rows = sorted(month.along("route", "route"), key=lambda pair: (-(pair[1].value or 0), pair[0]))
    largest = max((row.value or 0 for _route, row in rows), default=0)
    return [
        {
            "steps": [(channel, names.get(channel, channel)) for channel in route.split(">")],
            "words": _(", then ").join(names.get(channel, channel) for channel in route.split(">")),
            "chains": round(row.value or 0),
            "bar": bar(row.value or 0, largest, height=8),
        }
        for route, row in rows[:limit]
    ]
