"""Two partners side by side, or before and after a switch: like held against like."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wortel.insight.months import choose
from wortel.insight.queries.partners import Comparison, Side, Span, compare_sides, find_partners, shown
from wortel.insight.views.reading import agent_of
from wortel.metrics import queries as metrics
from wortel.partners.models import Partner
from wortel.ui import numbers

EVERYBODY = "all"


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    known = find_partners(agent_of(request))
    months = metrics.list_months()
    sides = _read_sides(request, known, months)
    compared = compare_sides(*sides) if sides else None
    context = {
        "menu": "partners",
        "partners": known,
        "months": [(month, shown.month_name(month)) for month in months],
        "asked": _asked(request, known, months),
        "sides": [{"name": _name(side, known), "period": shown.name_span(side.span)} for side in sides],
        **(_told(compared, sides, known) if compared else {}),
    }
    return render(request, "insight/compare.html", context)


def _asked(request: HttpRequest, known: list[Partner], months: list[str]) -> dict[str, str]:
    """What was chosen, else the first two partners over the latest twelve whole months."""
    latest = choose(request).month
    year = [month for month in sorted(months) if month <= latest][-12:]
    names = [str(one.pk) for one in known[:2]]
    usual = {
        "a": names[0] if names else EVERYBODY,
        "b": names[1] if len(names) > 1 else EVERYBODY,
        "a_from": year[0] if year else latest,
        "a_until": latest,
        "b_from": year[0] if year else latest,
        "b_until": latest,
    }
    return {name: request.GET.get(name) or value for name, value in usual.items()}


def _read_sides(request: HttpRequest, known: list[Partner], months: list[str]) -> list[Side]:
    asked = _asked(request, known, months)
    found = []
    for side in ("a", "b"):
        first, last = asked[f"{side}_from"], asked[f"{side}_until"]
        wanted = known if asked[side] == EVERYBODY else [one for one in known if str(one.pk) == asked[side]]
        if not wanted or first not in months or last not in months or first > last:
            return []
        found.append(Side(wanted, Span.between(first, last)))
    return found


def _name(side: Side, known: list[Partner]) -> str:
    return _("All carriers") if len(side.partners) == len(known) > 1 else side.name


def _told(compared: Comparison, sides: list[Side], known: list[Partner]) -> dict[str, Any]:
    two = compared.two
    first, second = (_name(side, known) for side in sides)
    return {
        "two": two,
        "compared": compared,
        "sentence": _say(compared, first, second),
        "plain": [_per_thousand(side.crude) for side in (two.first, two.second)],
        "alike": [_per_thousand(side.share) for side in (two.first, two.second)],
        "between": [_between(side.low, side.high) for side in (two.first, two.second)],
        "rows": [
            {
                "kind": shown.name_kind(row.kind),
                "first": shown.say_share(row.first),
                "first_n": numbers.number(row.first.n),
                "second": shown.say_share(row.second),
                "second_n": numbers.number(row.second.n),
            }
            for row in compared.rows
        ],
    }


def _say(compared: Comparison, first: str, second: str) -> str:
    two = compared.two
    if not two.is_certain or two.ratio is None:
        return _("Too little data to compare these two.")
    if not two.differs:
        return _("With the same parcels no difference can be seen.")
    names = {"less": first, "more": second} if two.ratio > 1 else {"less": second, "more": first}
    times = two.ratio if two.ratio > 1 else 1 / two.ratio
    low, high = (two.low, two.high) if two.ratio > 1 else (1 / (two.high or 1), 1 / (two.low or 1))
    return _("With the same parcels %(more)s has %(times)s times as much trouble as %(less)s, %(between)s.") % {
        **names,
        "times": numbers.number(times, 2),
        "between": numbers.between(numbers.number(low or 0, 2), numbers.number(high or 0, 2)),
    }


def _per_thousand(share: float | None) -> str:
    return _("too little data") if share is None else numbers.number(1000 * share, 1)


def _between(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return numbers.between(numbers.number(1000 * low, 1), numbers.number(1000 * high, 1))
