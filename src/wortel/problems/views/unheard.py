"""What nobody hears: no owner, nothing done, or no cause known at all."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wortel.accounts.access import open_to
from wortel.accounts.queries import find_now
from wortel.problems import queries
from wortel.problems.queries.alike import title_of
from wortel.problems.queries.unheard import Unheard
from wortel.problems.views.lookalikes import HELPERS

LONGEST = 365
LACKS = {
    "owner": _("no owner"),
    "action": _("nothing done"),
    "answer": _("nobody judged whether it is one cause"),
    "cause": _("no cause known"),
}


@open_to(*HELPERS)
@require_safe
def unheard(request: HttpRequest) -> HttpResponse:
    now = find_now(timezone.now())
    asked = request.GET.get("days", "")
    days = min(int(asked), LONGEST) if asked.isdecimal() and len(asked) < 5 else settings.UNHEARD_DAYS
    found = queries.list_unheard(now, days)
    context = {
        "rows": [{"one": one, "title": _title_of(one), "lacks": [LACKS[lack] for lack in one.lacks]} for one in found],
        "days": days,
        "cents": sum(one.cents for one in found),
        "contacts": sum(one.contacts for one in found),
    }
    return render(request, "problems/unheard.html", context)


def _title_of(one: Unheard) -> str:
    if one.problem is not None:
        return one.problem.title
    if one.group is not None:
        return title_of(one.group)
    return one.reason.label if one.reason else ""
