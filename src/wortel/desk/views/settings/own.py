"""The first page of the settings: what is one's own, and where an administrator finds the rest."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wortel.accounts import actions
from wortel.accounts.access import open_to
from wortel.accounts.models import Role
from wortel.accounts.queries import find_organisation
from wortel.desk.views.settings.forms import LANGUAGES, Organisation
from wortel.desk.views.who import agent_of


@open_to(*Role)
@require_GET
def settings(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/settings/own.html", {"agent": agent_of(request), "languages": LANGUAGES})


@open_to(Role.ADMIN)
def organisation(request: HttpRequest) -> HttpResponse:
    """The choices that hold for everybody."""
    here = find_organisation()
    names = (
        "name",
        "language",
        "time_zone",
        "repeat_window_hours",
        "has_wink",
        "works_council_agreed_on",
        "undo_seconds",
    )
    worth = here.customer_value_cents
    known = {name: getattr(here, name) for name in names}
    known["customer_value"] = None if worth is None else Decimal(worth) / 100
    form = Organisation(request.POST or None, initial=known)
    if form.is_valid():
        actions.describe_organisation(organisation=here, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("settings-organisation")
    return render(request, "desk/settings/form.html", {"form": form, "title": _("Organisation")})
