"""The minutes of a weekly meeting as a PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from wortel.accounts.queries import find_now
from wortel.insight.minutes import lay_out_minutes
from wortel.insight.paper import print_sheet
from wortel.problems import queries
from wortel.problems.models import Meeting


@require_safe
def as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting, pk=pk)
    now = find_now(timezone.now())
    decided = queries.list_since(meeting, now)
    before = queries.list_since(queries.find_before(meeting), now)
    printed = print_sheet(lay_out_minutes(meeting, decided, before))
    response = HttpResponse(printed, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="minutes-{meeting.begun_at:%Y-%m-%d}.pdf"'
    return response
