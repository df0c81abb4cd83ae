"""The weekly mail of an owner as colleagues see it before it leaves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from wortel.accounts.access import open_to
from wortel.accounts.queries import find_now, find_organisation
from wortel.problems import actions, queries
from wortel.problems.models import ProcessOwner
from wortel.problems.views.reading import READERS


@open_to(*READERS)
@require_safe
def digest(request: HttpRequest, pk: int) -> HttpResponse:
    """As it would leave now, in the language of whoever gets it; the links in it lead nowhere."""
    owner = get_object_or_404(ProcessOwner, pk=pk)
    now = find_now(timezone.now())
    person = queries.find_on_duty(owner, queries.today(now))
    with translation.override(actions.language_of(person)):
        week = queries.find_week(owner, now)
        words = {
            "week": week,
            "shop": find_organisation().name,
            "first_name": person.first_name if person else owner.name,
            "address": "#mail",
            "stop": "#mail",
        }
        mail = render_to_string("problems/mail/digest_body.html", words)
    context = {
        "owner": owner,
        "person": person,
        "week": week,
        "mail": mail,
        "sent": owner.digests.exclude(delivery=None).select_related("person").order_by("-week")[:8],
        "agreement": queries.find_agreement(),
    }
    return render(request, "problems/digest.html", context)
