"""Customers who may leave because of a third party, or because of one cause."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wortel.accounts.queries import find_now
from wortel.insight.views.partners.reading import find_partner
from wortel.insight.views.reading import agent_of
from wortel.problems.models import Problem
from wortel.problems.queries import list_at_risk

PAGE = 50


@require_safe
def of_partner(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_partner(request, pk)
    theirs = Problem.objects.standing().filter(ownerships__owner__partner=found, ownerships__until=None)
    address = reverse("partner", args=[found.pk])
    return _draw(request, list(theirs.values_list("pk", flat=True)), found.name, address)


@require_safe
def of_problem(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Problem.objects.visible_to(agent_of(request)).standing(), pk=pk)
    return _draw(request, [found.pk], found.title, reverse("problem", args=[found.pk]))


def _draw(request: HttpRequest, problems: list[int], name: str, address: str) -> HttpResponse:
    rows = list_at_risk(problems, find_now(timezone.now()))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"menu": "partners", "page_of": page, "name": name, "address": address}
    return render(request, "insight/at_risk.html", context)
