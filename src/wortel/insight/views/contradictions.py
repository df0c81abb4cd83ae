"""Deciding what holds where answers contradict each other."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.insight.queries.contradictions import may_decide
from wortel.insight.views.reading import agent_of
from wortel.quality import actions as quality
from wortel.quality.models import Conflict
from wortel.quality.queries import group_conflicts, list_conflicts


@require_POST
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what somebody decided, or take it back, for every question in the answers to which it was found."""
    conflict = get_object_or_404(Conflict.objects.select_related("reason"), pk=pk)
    group = next((one for one in group_conflicts(list_conflicts()) if conflict in one), [conflict])
    agent, now = agent_of(request), timezone.now()
    if not may_decide(conflict, agent):
        raise PermissionDenied
    choice, right, why = (request.POST.get(name, "").strip() for name in ("choice", "right", "why"))
    try:
        with transaction.atomic():
            for one in group:
                if choice == "again":
                    quality.take_back(conflict=one, now=now)
                else:
                    quality.rule(conflict=one, choice=choice, right=right, why=why[:500], agent=agent, now=now)
    except quality.NothingChosen:
        messages.warning(request, _("Choose which one is right, or say why both are. Nothing was changed."))
    except quality.AlreadyRuled:
        messages.warning(request, _("Somebody else decided about this just now. Nothing was changed."))
    return redirect(f"{reverse('insight-sameness')}#conflict-{pk}")
