"""The contacts behind a cause: as a list, as CSV and as JSON, so that every figure can be looked into."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.contacts.models import Contact, ContactQuerySet
from wortel.problems import actions, forms, queries
from wortel.problems.models import Flag, Problem
from wortel.problems.queries import Period
from wortel.problems.views.files import as_csv
from wortel.problems.views.reading import agent_of, find_problem

PAGE = 50
DAY = timedelta(days=1)
MOST_EXPORTED = 100_000
COLUMNS = ("contact", "started_at", "channel", "customer", "case", "reason", "minutes", "eur", "subject")


@require_safe
def contacts(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = find_problem(request, pk)
    period = _period(request)
    rows = queries.contacts_of(found, period).visible_to(agent_of(request))
    wanted = request.GET.get("format", "")
    if wanted == "csv":
        return as_csv(found.code, COLUMNS, (_row(contact).values() for contact in _exported(rows)))
    if wanted == "json":
        return JsonResponse({"problem": found.code, "contacts": list(map(_row, _exported(rows)))})
    page = Paginator(_listed(rows), PAGE).get_page(request.GET.get("page"))
    flags = {flag.contact_id: flag for flag in Flag.objects.filter(problem=found, contact__in=list(page.object_list))}
    context = {
        "rows": [_shown(contact, flags.get(contact.pk)) for contact in page.object_list],
        "alike": [_shown(flag.contact, flag) for flag in _list_alike(found)],
        "may_change": agent_of(request).may_change,
        "problem": found,
        "page_of": page,
        "period": period,
        "query": _without_page(request),
    }
    return render(request, "problems/contacts.html", context)


def _without_page(request: HttpRequest) -> str:
    """What was asked besides the page: other pages and files keep to the same days."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


def _shown(contact: Contact, flag: Flag | None) -> dict[str, object]:
    """A contact that a rule counts has no flag of its own to change."""
    return {"contact": contact, "flag": flag, "form": forms.Relation.of(flag) if flag else None}


def _list_alike(found: Problem) -> QuerySet[Flag]:
    """What belongs here in another way than as its effect, and so is not counted."""
    told = Contact.objects.with_readable().select_related("customer", "conversation__part__case").defer("words")
    alike = found.flags.exclude(kind=Flag.Kind.CAUSE).prefetch_related(Prefetch("contact", told))
    return alike.order_by("-at")[:PAGE]


@require_POST
def relate(request: HttpRequest, pk: int, flag: int) -> HttpResponse:
    """Say that it is not the cause but alike, or only a part of it."""
    found = find_problem(request, pk)
    changed = get_object_or_404(Flag.objects.select_related("contact"), pk=flag, problem=found)
    form = forms.Relation(request.POST)
    if form.is_valid():
        actions.flag_cause(
            contact=changed.contact,
            problem=found,
            agent=agent_of(request),
            now=timezone.now(),
            kind=form.cleaned_data["kind"],
            share=form.share,
        )
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("A part is between 1 and 100 percent."))
    return redirect("problem-contacts", found.pk)


@require_POST
def unrelate(request: HttpRequest, pk: int, flag: int) -> HttpResponse:
    """This contact does not belong here; a cause that only it made goes with it."""
    found = find_problem(request, pk)
    actions.unflag(flag=get_object_or_404(Flag.objects.select_related("problem"), pk=flag, problem=found))
    messages.success(request, _("It no longer belongs to this cause."))
    return (
        redirect("problem-contacts", found.pk) if Problem.objects.filter(pk=found.pk).exists() else redirect("problems")
    )


def _period(request: HttpRequest) -> Period | None:
    """`from` and `until`, both days included; without them everything."""
    try:
        start, last = (parse_date(request.GET.get(name, "")) for name in ("from", "until"))
    except ValueError:
        return None
    return Period(start, last + DAY) if start and last and start <= last else None


def _listed(rows: ContactQuerySet) -> QuerySet[Contact]:
    related = rows.with_readable().select_related(
        "customer", "conversation__part__case", "price", "given_reason__reason"
    )
    return related.defer("words")


def _exported(rows: ContactQuerySet) -> Iterator[Contact]:
    return _listed(rows).defer("words", "text", "reply_text")[:MOST_EXPORTED].iterator(chunk_size=2000)


def _row(contact: Contact) -> dict[str, Any]:
    part = getattr(contact.conversation, "part", None)
    given = getattr(contact, "given_reason", None)
    return {
        "contact": contact.code or contact.pk,
        "started_at": contact.started_at.isoformat(),
        "channel": contact.channel,
        "customer": str(contact.customer or ""),
        "case": part.case.number if part else "",
        "reason": given.reason.code if given else "",
        "minutes": float(contact.price.minutes),
        "eur": round(float(contact.price.eur), 4),
        "subject": contact.subject if contact.is_readable else "",
    }
