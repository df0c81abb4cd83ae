"""One customer: who it is, how we know, what was said over all channels, and what we promised."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from wortel.channels.interface import Party
from wortel.customers import actions
from wortel.customers.models import Address, Customer
from wortel.customers.queries import find_objection, find_standing, list_family, search_customers
from wortel.customers.rules import NotAPhoneNumber
from wortel.desk.queries.help import find_help
from wortel.desk.queries.life import draw_life, list_cases_with_outcome, list_lookalikes, list_merges
from wortel.desk.undo import way_back
from wortel.desk.views.toasts import told
from wortel.desk.views.who import agent_of
from wortel.desk.views.wishes import list_wishes

FOUND = 50


@require_GET
def customers(request: HttpRequest) -> HttpResponse:
    """Everybody, found by name, number or mail address."""
    words = request.GET.get("q", "").strip()
    if words:
        found = search_customers(words, FOUND)
    else:
        found = list(Customer.objects.visible_to(agent_of(request)).standing().order_by("-id")[:FOUND])
    context = {"people": found, "words": words}
    is_part = request.headers.get("HX-Target") == "people"
    return render(request, "desk/parts/people_rows.html" if is_part else "desk/customers.html", context)


@require_GET
def customer(request: HttpRequest, pk: int) -> HttpResponse:
    agent, now = agent_of(request), timezone.now()
    found = get_object_or_404(Customer.objects.visible_to(agent), pk=pk)
    standing = find_standing(found)
    if standing.pk != found.pk:
        return redirect("customer", standing.pk)
    family = list_family(found)
    context = {
        "customer": found,
        "h": find_help(customers=family, case=None, agent=agent, now=now),
        "life": draw_life(family, now=now),
        "cases": list_cases_with_outcome(family),
        "lookalikes": list_lookalikes(found, family),
        "merges": list_merges(found),
        "wishes": list_wishes(family),
        "objection": find_objection(family),
        "now": now,
        "lang": get_language(),
    }
    return render(request, "desk/customer.html", context)


@require_POST
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """What this customer needs now, apart from any claim."""
    found = _found(request, pk)
    actions.describe(
        customer=found,
        name=found.name,
        city=found.city,
        language=found.language,
        need=request.POST.get("need", "").strip(),
    )
    return HttpResponse(status=204)


@require_POST
def description(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    language = request.POST.get("language", found.language)
    actions.describe(
        customer=found,
        name=request.POST.get("name", found.name).strip() or found.name,
        city=request.POST.get("city", found.city).strip(),
        language=language if language in {"nl", "en"} else found.language,
        need=found.need,
    )
    return redirect("customer", pk)


@require_POST
def addresses(request: HttpRequest, pk: int) -> HttpResponse:
    """Another way to reach this customer; or, with `confirm`, being sure of one; with `works`, trusting one again."""
    found = _found(request, pk)
    working = request.POST.get("works", "")
    if working.isdigit():
        actions.lift_bounce(address=get_object_or_404(Address, pk=working, customer__in=list_family(found)))
        return redirect("customer", pk)
    confirmed = request.POST.get("confirm", "")
    if confirmed.isdigit():
        confirmed_one = get_object_or_404(Address, pk=confirmed, customer__in=list_family(found))
        actions.confirm_address(address=confirmed_one)
        return redirect("customer", pk)
    value = request.POST.get("value", "").strip()
    address = Party(kind="email" if "@" in value else "phone", value=value)
    try:
        actions.add_address(customer=found, address=address)
    except NotAPhoneNumber:
        return told(HttpResponse(status=204), _("This is no mail address and no phone number."))
    return redirect("customer", pk)


@require_POST
def merges(request: HttpRequest, pk: int) -> HttpResponse:
    """Two customers turn out to be one. The way back stays open."""
    kept = _found(request, pk)
    absorbed = get_object_or_404(Customer.objects.standing(), pk=request.POST.get("customer") or 0)
    try:
        merged = actions.merge(kept=kept, absorbed=absorbed, now=timezone.now())
    except actions.AlreadyOne:
        return told(HttpResponse(status=204), _("These two are one already."))
    undo_url = way_back(agent_of(request), "customers", merge=merged.pk)
    words = _("%(name)s is part of this customer now.") % {"name": absorbed}
    return _again(request, words, undo_url)


@require_POST
def splits(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a merge, also long after."""
    found = _found(request, pk)
    merge = get_object_or_404(found.merges, pk=request.POST.get("merge") or 0, undone_at=None)
    try:
        actions.split(merge=merge, now=timezone.now())
    except actions.NotMerged:
        return told(HttpResponse(status=204), _("This cannot be undone any more: something happened since."))
    return _again(request, _("Two customers again."), "")


def _again(request: HttpRequest, words: str, undo_url: str) -> HttpResponse:
    messages.success(request, words, extra_tags=undo_url)
    return HttpResponseClientRefresh()


def _found(request: HttpRequest, pk: int) -> Customer:
    return get_object_or_404(Customer.objects.visible_to(agent_of(request)), pk=pk)


@require_GET
def choices(request: HttpRequest, pk: int) -> HttpResponse:
    """With whom this customer may be merged."""
    found = _found(request, pk)
    people = [person for person in search_customers(request.GET.get("q", ""), 8) if person.pk != found.pk]
    return render(request, "desk/parts/customer_choices.html", {"customer": found, "people": people})
