"""The weekly mail of an owner as colleagues see it before it leaves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.access import open_to
from wortel.accounts.queries import find_now, find_organisation
from wortel.problems import actions, queries
from wortel.problems.models import OwnerLink, ProcessOwner
from wortel.problems.views.reading import KEEPERS, READERS, agent_of


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
        "links": owner.links.filter(problem=None, revoked_at=None, expires_at__gt=timezone.now()).select_related(
            "person"
        ),
        "may_change": agent_of(request).role in KEEPERS,
    }
    return render(request, "problems/digest.html", context)


@open_to(*KEEPERS)
@require_POST
def withdraw(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """A link to everything of this owner stops working at once."""
    found = get_object_or_404(OwnerLink, pk=link, owner=pk, problem=None)
    actions.revoke_link(link=found, now=timezone.now())
    messages.success(request, _("The link no longer works."))
    return redirect("owner-digest", pk)
