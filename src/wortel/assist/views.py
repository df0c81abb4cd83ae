"""Asking for a text, and what became of it. Words are shown as words: nothing in them is a link or a picture."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.access import open_to
from wortel.accounts.models import Agent, Role
from wortel.assist import actions, queries, rules
from wortel.assist.models import Errand, Kind, Trouble
from wortel.assist.tasks import send_soon
from wortel.cases.models import Case
from wortel.cases.queries import find_standing
from wortel.reasons.models import Driver

WRITERS = (Role.AGENT, Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN)
NAMERS = (Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN)


@require_POST
@open_to(*WRITERS)
def of_case(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of an answer in the customer's language, or a summary in that of whoever reads it."""
    try:
        case = find_standing(_agent_of(request), pk)
    except Case.DoesNotExist:
        raise Http404 from None
    if request.POST.get("kind") == Kind.SUMMARY:
        return _ask(request, Kind.SUMMARY, _language(), case=case)
    return _ask(request, Kind.DRAFT, case.customer.language if case.customer else _language(), case=case)


@require_POST
@open_to(*NAMERS)
def of_driver(request: HttpRequest, pk: int) -> HttpResponse:
    """A name for a topic; it becomes a proposal."""
    return _ask(request, Kind.NAME, _language(), driver=get_object_or_404(Driver.objects.standing(), pk=pk))


@require_POST
@open_to(Role.ADMIN)
def trials(request: HttpRequest) -> HttpResponse:
    """A made-up text, to see whether the other side answers; this may be tried before anything is switched on."""
    return _ask(request, Kind.TRIAL, _language())


@require_safe
@open_to(*WRITERS)
def errand(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, for whoever asked for it."""
    try:
        return _show(request, queries.find_own(_agent_of(request), pk))
    except Errand.DoesNotExist:
        raise Http404 from None


def _ask(
    request: HttpRequest, kind: str, language: str, *, case: Case | None = None, driver: Driver | None = None
) -> HttpResponse:
    """Ask, and show that it is under way; what nobody switched on does not exist."""
    agent, now = _agent_of(request), timezone.now()
    try:
        with transaction.atomic():
            asked = actions.ask(kind=kind, agent=agent, language=language, now=now, case=case, driver=driver)
            send_soon(asked.pk)
    except actions.NotAllowed:
        raise Http404 from None
    except actions.TooMany:
        return render(request, "assist/errand.html", {"is_too_many": True})
    return _show(request, asked)


def _show(request: HttpRequest, found: Errand) -> HttpResponse:
    now, supplier = timezone.now(), queries.find_supplier()
    rests_until = supplier.rests_until if supplier and not found.ended_at else None
    is_lost = not found.ended_at and now - found.asked_at > actions.PATIENCE
    context = {
        "errand": found,
        "trouble": Trouble.AWAY.label if is_lost else found.get_trouble_display(),
        "rests_until": rests_until if rests_until and rests_until > now else None,
        "pieces": rules.split_citations(found.text, len(found.sources)),
        "words": rules.without_citations(found.text),
        "masks": rules.find_masks(found.text),
        "sources": [{**one, "at": datetime.fromisoformat(one["at"]) if "at" in one else None} for one in found.sources],
    }
    return render(request, "assist/errand.html", context)


def _language() -> str:
    return "en" if get_language() == "en" else "nl"


def _agent_of(request: HttpRequest) -> Agent:
    if not isinstance(request.user, Agent):
        raise PermissionDenied
    return request.user
