"""Work done for a case away from the customer: minutes that belong to what the contact cost, and to nobody's score."""

from decimal import Decimal, InvalidOperation

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.cases.models import Case
from wortel.contacts.models import Contact
from wortel.desk.queries.opened import find_open_case
from wortel.desk.undo import way_back
from wortel.desk.views.cases import draw_case
from wortel.desk.views.toasts import told
from wortel.desk.views.who import agent_of
from wortel.problems import actions as problems

MOST_MINUTES = Decimal(6000)


@require_POST
def work(request: HttpRequest, pk: int) -> HttpResponse:
    """Add what was done for the latest thing the customer said."""
    me, now = agent_of(request), timezone.now()
    found = find_open_case(pk, me)
    minutes, what = _minutes(request.POST.get("minutes", "")), request.POST.get("what", "").strip()[:300]
    contact = _latest_said(found)
    if minutes is None or not what or contact is None:
        return told(draw_case(request, found), _("Say what was done, and how many minutes it took."))
    try:
        done = problems.record_work(contact=contact, minutes=minutes, what=what, team=me.team, agent=me, now=now)
    except problems.NoRateYet:
        return told(draw_case(request, found), _("Nobody has set yet what a minute costs."))
    words = _("%(minutes)s minutes are counted to the cost of this contact.") % {"minutes": minutes.normalize()}
    return told(draw_case(request, found), words, way_back(me, "work", work=done.pk, case=found.pk))


def _minutes(text: str) -> Decimal | None:
    try:
        minutes = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return minutes if minutes.is_finite() and 0 < minutes <= MOST_MINUTES else None


def _latest_said(case: Case) -> Contact | None:
    return Contact.objects.counted().filter(conversation__part__case=case).order_by("-started_at").first()
