"""All figures of a month on one page, each with its definition, to read, print or take along."""

import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wortel.accounts.queries import find_now
from wortel.insight import monthly
from wortel.insight.months import choose
from wortel.insight.queries.signs import list_signs
from wortel.insight.views.reading import current, tabs
from wortel.metrics.queries import MonthFigures

COLUMNS = ("month", "figure", "dims", "value", "low", "high", "n", "unit")


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    chosen = choose(request)
    report = monthly.tell(monthly.read_kept(chosen.figures)) if chosen.figures else None
    context = {
        "chosen": chosen,
        "menu": "insight",
        "tabs": tabs(chosen.month),
        "current": current("insight-figures", chosen.month),
        "report": report,
        "signs": list_signs(chosen.month, find_now(timezone.now())),
    }
    return render(request, "insight/figures.html", context)


@require_safe
def as_pdf(request: HttpRequest) -> HttpResponse:
    """The report of the month on paper."""
    month = _kept(request)
    response = HttpResponse(monthly.as_pdf(monthly.read_kept(month)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="figures-{month.month}.pdf"'
    return response


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """One row a figure, unrounded, with the names that other systems know."""
    month = _kept(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="figures-{month.month}.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for (figure, dims), row in month.figures.items():
        places = ";".join(f"{name}={place}" for name, place in sorted(dims))
        writer.writerow((month.month, figure, places, row.value, row.low, row.high, row.n, row.unit))
    return response


def _kept(request: HttpRequest) -> MonthFigures:
    month = choose(request).figures
    if month is None:
        raise Http404
    return month
