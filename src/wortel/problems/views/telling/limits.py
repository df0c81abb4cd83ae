"""How far this organisation goes in telling customers what they did not ask for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wortel.accounts.access import open_to
from wortel.accounts.models import Role
from wortel.problems.actions import telling as actions
from wortel.problems.forms.telling import HowFar
from wortel.problems.queries.telling import find_restraint


@open_to(Role.ADMIN, Role.MANAGER)
def limits(request: HttpRequest) -> HttpResponse:
    form = HowFar(request.POST) if request.method == "POST" else HowFar.of(find_restraint())
    if request.method == "POST" and form.is_valid():
        actions.set_restraint(limits=form.limits, complaints=list(form.cleaned_data["complaints"]))
        messages.success(request, _("Saved."))
        return redirect("settings-telling")
    return render(request, "problems/telling/limits.html", {"form": form}, status=422 if form.errors else 200)
