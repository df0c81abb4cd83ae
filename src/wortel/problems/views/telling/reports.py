"""What became of what I reported, and what all our reports together brought about."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wortel.analysis.intervals import Estimate
from wortel.problems.queries import list_notices, thanks
from wortel.problems.queries.shown import say_avoided, say_saved
from wortel.problems.views.reading import agent_of
from wortel.ui import figures, numbers


def _tabs() -> list[tuple[str, str]]:
    return [(reverse("reports"), _("My reports")), (reverse("impact"), _("What we brought about"))]


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    agent = agent_of(request)
    found = thanks.list_reports(agent)
    context = {
        "reports": found,
        "contacts": sum(one.contacts for one in found),
        "works": sum(one.verdict == "works" for one in found),
        "notices": list_notices(agent),
        "tabs": _tabs(),
        "here": reverse("reports"),
    }
    return render(request, "problems/telling/reports.html", context)


@require_safe
def impact(request: HttpRequest) -> HttpResponse:
    found = thanks.find_impact()
    context = {
        "impact": found,
        "avoided": _amount(_("Contacts avoided"), found.avoided),
        "saved": _amount(_("Euros saved"), found.saved, is_money=True),
        "solved": [(one.fix, say_avoided(one), say_saved(one)) for one in found.solved],
        "tabs": _tabs(),
        "here": reverse("impact"),
    }
    return render(request, "problems/telling/impact.html", context)


def _amount(label: str, estimate: Estimate, *, is_money: bool = False) -> figures.Figure | None:
    """A sum with its interval; None while nothing has been proven."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return None
    found = figures.estimate(
        label, value=estimate.value, low=estimate.low, high=estimate.high, axis=(0, 1.1 * estimate.high)
    )
    if not is_money:
        return found
    low, high = numbers.euros(100 * estimate.low, 0), numbers.euros(100 * estimate.high, 0)
    return figures.Figure(
        label, numbers.euros(100 * estimate.value, 0), note=numbers.between(low, high), mark=found.mark
    )
