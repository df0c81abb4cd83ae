"""Who may write drafts for us: named, limited, tried out, and switched on or off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.accounts.access import open_to
from wortel.accounts.models import Role
from wortel.assist import actions
from wortel.assist.models import Supplier
from wortel.assist.queries import count_today, find_supplier
from wortel.desk.views.settings.assist_form import Assistant


@open_to(Role.ADMIN)
def supplier(request: HttpRequest) -> HttpResponse:
    found = find_supplier()
    form = Assistant.of(found, request.POST or None)
    if form.is_valid():
        actions.describe_supplier(**form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("settings-assist")
    context = {"supplier": found, "form": form, "today": count_today(timezone.now())}
    return render(request, "desk/settings/assist.html", context)


@open_to(Role.ADMIN)
@require_POST
def state(request: HttpRequest) -> HttpResponse:
    """On or off, from this moment."""
    found = get_object_or_404(Supplier)
    if request.POST.get("on") != "yes":
        actions.switch_off(supplier=found)
        messages.success(request, _("Switched off. Nothing leaves any more."))
        return redirect("settings-assist")
    actions.switch_on(supplier=found, now=timezone.now())
    messages.success(request, _("Switched on."))
    return redirect("settings-assist")
