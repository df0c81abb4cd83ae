"""How soon departments and partners answer, whether they keep their days, and what is agreed about it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.access import open_to
from wortel.accounts.queries import find_now
from wortel.problems import actions, queries
from wortel.problems.forms.register import Agreed
from wortel.problems.models import Agreement
from wortel.problems.views.reading import KEEPERS, READERS, agent_of


@open_to(*READERS)
@require_safe
def owners(request: HttpRequest) -> HttpResponse:
    return _draw(request, Agreed.of(queries.find_agreement()))


def _draw(request: HttpRequest, form: Agreed, status: int = 200) -> HttpResponse:
    now = find_now(timezone.now())
    context = {
        "rows": queries.list_promises(now),
        "late": queries.list_overdue(now),
        "agreement": queries.find_agreement(),
        "form": form,
        "wrong": "agreed" if status != 200 else "",
        "may_change": agent_of(request).role in KEEPERS,
    }
    return render(request, "problems/promises.html", context, status=status)


@open_to(*KEEPERS)
@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    form = Agreed(request.POST, auto_id="agreed-%s")
    if not form.is_valid():
        return _draw(request, form, status=422)
    actions.agree(agreement=Agreement(pk=1, **form.cleaned_data))
    messages.success(request, _("Agreed. What was asked before keeps its day."))
    return redirect("owners")
