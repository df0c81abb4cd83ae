"""The statements that were sent to a partner, for the partner itself and for colleagues."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wortel.accounts.access import open_to
from wortel.insight.paper import print_sheet
from wortel.insight.sheets import lay_out_letter
from wortel.insight.views.partners.reading import READERS, find_partner
from wortel.partners.models import Partner
from wortel.problems import queries
from wortel.problems.models import Statement

SHOWN = 12


@dataclass(frozen=True)
class Sent:
    letter: queries.Letter
    href: str


def list_sent(partner: Partner) -> Sequence[Sent]:
    """What its owners were sent, newest first; a letter that was not sent yet is nobody's business but ours."""
    told = Statement.objects.filter(owner__partner=partner, sent_at__isnull=False).select_related("owner")
    now = timezone.now()
    return [
        Sent(queries.write_letter(one.owner, one.month, now), reverse("partner-statement", args=[partner.pk, one.pk]))
        for one in told.order_by("-month", "owner__name")[:SHOWN]
    ]


@open_to(*READERS)
@require_safe
def as_pdf(request: HttpRequest, pk: int, statement: int) -> HttpResponse:
    found = find_partner(request, pk)
    told = get_object_or_404(Statement, pk=statement, owner__partner=found, sent_at__isnull=False)
    letter = queries.write_letter(told.owner, told.month, timezone.now())
    response = HttpResponse(print_sheet(lay_out_letter(letter)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="statement-{told.month}.pdf"'
    return response
