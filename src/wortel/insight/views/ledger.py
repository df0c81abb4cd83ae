"""Who is charged what, adding up to the budget to the cent; as a page, as CSV, and as a statement on paper."""

import csv
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wortel.accounts.queries import find_now
from wortel.analysis.cost.ledger import FIRST_ON_VALUE
from wortel.insight.months import Chosen, choose
from wortel.insight.paper import print_sheet
from wortel.insight.queries import charged
from wortel.insight.queries.charged import Group, Ledger
from wortel.insight.sheets import lay_out_ledger, lay_out_letter
from wortel.insight.views import settling
from wortel.insight.views.reading import agent_of, behind
from wortel.metrics.queries import MonthFigures
from wortel.problems import queries
from wortel.problems.models import Problem, ProcessOwner
from wortel.problems.queries import Letter, write_letter
from wortel.ui import numbers
from wortel.ui.charts.shares import Part, share_bar

COLUMNS = ("month", "charged_to", "line", "name", "contacts", "minutes", "eur", "share")
# A spreadsheet takes a cell that begins like this for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    chosen = choose(request)
    context: dict[str, Any] = {"chosen": chosen}
    read = charged.read(chosen.figures) if chosen.figures else None
    if chosen.figures is not None and read is not None and read.total.contacts:
        context |= _page(request, chosen, chosen.figures, read)
    return render(request, "insight/ledger.html", context)


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """One row a line, with the codes that other systems know."""
    chosen, read = _required(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ledger-{chosen.month}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    groups = [*read.charged, read.not_charged, *([read.unused] if read.unused else [])]
    for group in groups:
        for line in (part for whole in group.lines for part in whole.parts or (whole,)):
            figures = (line.contacts, line.minutes, f"{line.cents / 100:.2f}", line.share)
            writer.writerow([_safe(cell) for cell in (chosen.month, group.name, line.code, line.name, *figures)])
    total = read.total
    writer.writerow(
        (chosen.month, "total", total.code, "", total.contacts, total.minutes, f"{total.cents / 100:.2f}", 1)
    )
    return response


@require_safe
def as_pdf(request: HttpRequest) -> HttpResponse:
    """The whole ledger, or the letter to one owner."""
    chosen, read = _required(request)
    name = request.GET.get("owner", "")
    if not name:
        return _file(print_sheet(lay_out_ledger(chosen.name, read)), f"ledger-{chosen.month}")
    owner = next((one.owner for one in read.owners if one.owner and one.name == name), None)
    if owner is None:
        raise Http404
    return _file(print_sheet(lay_out_letter(_letter(owner, chosen.month))), f"statement-{chosen.month}")


def _required(request: HttpRequest) -> tuple[Chosen, Ledger]:
    chosen = choose(request)
    read = charged.read(chosen.figures) if chosen.figures else None
    if read is None:
        raise Http404
    return chosen, read


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


def _page(request: HttpRequest, chosen: Chosen, month: MonthFigures, read: Ledger) -> dict[str, Any]:
    asked = request.GET.get("owner", "")
    letter = next((one for one in read.owners if one.name == asked), max(read.owners, key=_cents, default=None))
    parts = [
        Part(max(read.charged_cents, 0), "f-root"),
        Part(max(read.not_charged.cents, 0), "f-lline"),
        Part(max(read.unused_cents, 0), "f-mute"),
    ]
    return {
        **settling.settled(agent_of(request), chosen.month, letter.owner if letter else None),
        "ledger": read,
        "is_undecided": read.decide_by < queries.today(find_now(timezone.now())),
        "bar": share_bar(parts, height=12),
        "groups": [_group(group, chosen.month) for group in read.charged],
        "not_charged": [_not_charged(line, chosen.month) for line in read.not_charged.lines],
        "rate": _rate(read),
        "beside": _beside(month),
        "letter": _letter(letter.owner, chosen.month) if letter and letter.owner else None,
        "letters": [(_letter_address(chosen.month, group.name), group.name) for group in read.owners],
        "current_letter": _letter_address(chosen.month, letter.name) if letter else "",
        "over_budget": -read.unused_cents if read.unused_cents < 0 else 0,
    }


def _cents(group: Group) -> int:
    return group.cents


def _group(group: Group, month: str) -> dict[str, Any]:
    problems = {
        problem.code: problem.pk for problem in Problem.objects.filter(code__in=[one.code for one in group.lines])
    }
    names = {"unassigned": _("Not yet assigned"), "customer_service": _("Customer service")}
    return {
        "group": group,
        "name": names.get(group.kind, group.name),
        "is_partner": group.owner is not None and group.owner.is_partner,
        "lines": [_line(group, line, problems, month) for line in group.lines],
        "has_sum": len(group.lines) > 1,
    }


def _line(group: Group, line: charged.Line, problems: dict[str, int], month: str) -> dict[str, Any]:
    if line.code in problems:
        href = reverse("problem", args=[problems[line.code]])
    elif group.kind == "customer_service":
        href = behind(month, demand="value", repeats="1")
    else:
        href = behind(month, reason=line.code, unlinked="1")
    return {"line": line, "href": href}


def _not_charged(line: charged.Line, month: str) -> dict[str, Any]:
    """What nobody is charged: ordinary questions, and what an agreed launch brought."""
    if line.code == FIRST_ON_VALUE:
        name = _("First contacts on ordinary questions")
        return {"line": line, "name": name, "href": behind(month, demand="value", repeats="0")}
    problem = Problem.objects.filter(code=line.code).first()
    name = _("Agreed launch: %(cause)s") % {"cause": line.name}
    return {"line": line, "name": name, "href": reverse("problem", args=[problem.pk]) if problem else ""}


def _rate(read: Ledger) -> str:
    """What a minute costs, where the budget says so."""
    if read.budget is None or not read.budget.practical_minutes:
        return ""
    return numbers.euros(100 * read.budget.cost_eur / read.budget.practical_minutes)


def _beside(month: MonthFigures) -> dict[str, Any]:
    """What stands beside the charge and is never added to it."""
    talked, waited = month.value("phone_minutes") / 60, month.value("waited_seconds") / 3600
    return {
        "hours": talked + waited,
        "waited": waited,
        "rate": month.value("contact_rate"),
        "contacts": round(month.value("volume")),
        "orders": round(month.value("orders")),
        "csat": month.find("csat"),
    }


def _letter(owner: ProcessOwner, month: str) -> Letter:
    return write_letter(owner, month, find_now(timezone.now()))


def _letter_address(month: str, owner: str) -> str:
    return f"{reverse('ledger')}?{urlencode({'month': month, 'owner': owner})}"


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
