"""The owner's statements: the letter of each month, every line of it, and a way to say that one is wrong."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.events.actions import Actor, acting
from wortel.insight.exports import CSV, write_lines
from wortel.insight.paper import print_sheet
from wortel.insight.sheets import lay_out_letter
from wortel.portal.views.door import by_link
from wortel.portal.views.owner import house, token_of
from wortel.problems import actions, queries
from wortel.problems.models import OwnerLink, Problem, Statement


@by_link
@require_safe
def statements(request: HttpRequest, link: OwnerLink) -> HttpResponse:
    """Every letter this owner was sent, newest first."""
    now = timezone.now()
    letters = [queries.write_letter(link.owner, one.month, now) for one in queries.list_told(link)]
    return render(request, "portal/statements.html", {**house(link), "letters": letters, "token": token_of(request)})


@by_link
@require_safe
def statement(request: HttpRequest, link: OwnerLink, month: str) -> HttpResponse:
    now, found = timezone.now(), queries.find_told(link, month)
    actions.mark_read(statement=found, now=now)
    letter = queries.write_letter(link.owner, month, now)
    context = {
        **house(link),
        "letter": letter,
        "rows": [_row(found, line) for line in letter.lines],
        "may_object": found.object_until is not None and queries.today(now) <= found.object_until,
        "token": token_of(request),
    }
    return render(request, "portal/statement.html", context)


@by_link
@require_safe
def as_pdf(request: HttpRequest, link: OwnerLink, month: str) -> HttpResponse:
    queries.find_told(link, month)
    letter = queries.write_letter(link.owner, month, timezone.now())
    response = HttpResponse(print_sheet(lay_out_letter(letter)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="statement-{month}.pdf"'
    return response


@by_link
@require_safe
def as_csv(request: HttpRequest, link: OwnerLink, month: str) -> HttpResponse:
    queries.find_told(link, month)
    response = HttpResponse(write_lines(queries.write_letter(link.owner, month, timezone.now())), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="statement-{month}.csv"'
    return response


@by_link
@require_POST
def objections(request: HttpRequest, link: OwnerLink, month: str) -> HttpResponse:
    """Say that a line is wrong."""
    found, now = queries.find_told(link, month), timezone.now()
    problem = Problem.objects.filter(pk=request.POST.get("problem") or 0).first()
    by = link.person.name if link.person else link.owner.name
    why = request.POST.get("why", "").strip()[:1000]
    if problem is None or not why:
        messages.error(request, _("Tell us what is not right. A few words are enough."))
        return redirect("owner-statement", token_of(request), month)
    try:
        with acting(Actor("owner", link.owner_id, by)):
            actions.object_to(statement=found, problem=problem, why=why, by=by, now=now)
        messages.success(request, _("Thank you. We look at 20 conversations and tell you what came of it."))
    except actions.ObjectionTooLate:
        messages.error(request, _("The ten working days have passed. Ask whoever sent you the statement."))
    except (actions.ObjectedAlready, actions.NothingCharged):
        messages.error(request, _("This line is being looked at already, or it is not in your statement."))
    return redirect("owner-statement", token_of(request), month)


def _row(found: Statement, line: queries.LetterLine) -> dict[str, Any]:
    objection = queries.find_objection(found, line.problem) if line.problem else None
    return {
        "line": line,
        "objection": objection,
        "sample": queries.read_sample(objection) if objection and objection.outcome else None,
    }
