"""A partner's scorecard behind the link to everything it answers for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wortel.accounts.queries import find_now
from wortel.insight.queries.partners import Span, shown
from wortel.metrics import queries as metrics
from wortel.portal.views.door import by_link
from wortel.portal.views.owner import house, token_of
from wortel.problems.models import OwnerLink
from wortel.problems.queries import list_theirs

MONTHS = 3


@by_link
@require_safe
def scorecard(request: HttpRequest, link: OwnerLink) -> HttpResponse:
    """The latest three whole months; a link to one problem opens that problem and no more."""
    partner = link.owner.partner
    now = find_now(timezone.now())
    months = [month for month in metrics.list_months() if month < f"{now:%Y-%m}"]
    if partner is None or link.problem_id is not None or not months:
        raise Http404
    theirs = {row.problem.pk for row in list_theirs(link, now)}
    card = shown.draw_card(partner, Span.ending(months[0], MONTHS), now=now, for_partner=True, only=theirs)
    context = {
        **house(link),
        "card": card,
        "token": token_of(request),
        "reasons": [(line, "") for line in card.reasons],
        "points": [(point, "") for point in card.points],
    }
    return render(request, "portal/scorecard.html", context)
