"""Value and irritation: does contact for a reason have value for the customer, and for us? And what to do then?"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.access import open_to
from wortel.accounts.models import Role
from wortel.analysis.cost import find_quadrant
from wortel.insight.months import Chosen, choose
from wortel.insight.queries.nature import Nature, list_natures
from wortel.insight.views.reading import agent_of, behind, current, name_reasons, tabs
from wortel.metrics.queries import MonthFigures
from wortel.reasons import actions as reasons
from wortel.reasons.models import Reason
from wortel.ui.charts import quadrant as chart

JUDGES = (Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN)
SIGNS = ("+", "-", "")


@dataclass
class Quadrant:
    """The reasons that ask for the same approach, largest first."""

    name: str
    advice: str
    natures: list[Nature] = field(default_factory=list)

    @property
    def contacts(self) -> int:
        return sum(one.contacts for one in self.natures)

    @property
    def cents(self) -> int:
        return sum(one.cents for one in self.natures)


@require_safe
def value(request: HttpRequest) -> HttpResponse:
    chosen = choose(request)
    context: dict[str, Any] = {"chosen": chosen, "menu": "insight", "tabs": tabs(chosen.month)}
    context |= {"current": current("insight-value", chosen.month), "may_judge": agent_of(request).role in JUDGES}
    if chosen.figures is not None and chosen.figures.value("volume"):
        context |= _page(chosen, chosen.figures)
    return render(request, "insight/value.html", context)


@require_POST
@open_to(*JUDGES)
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what people decided about one reason."""
    reason = get_object_or_404(Reason, pk=pk)
    customer, company = (request.POST.get(name, "") for name in ("customer", "company"))
    if customer in SIGNS and company in SIGNS:
        reasons.value_reason(reason=reason, customer_sign=customer, company_sign=company)
    return redirect(f"{reverse('insight-value')}?{urlencode({'month': request.POST.get('month', '')})}#reason-{pk}")


def _page(chosen: Chosen, month: MonthFigures) -> dict[str, Any]:
    natures = list_natures(month)
    quadrants = _quadrants(natures)
    names, keys = name_reasons(), dict(Reason.objects.values_list("code", "pk"))
    contacts = sum(one.contacts for one in natures)
    cents = round(month.value("cost_eur") * 100)
    known = [one for key, group in quadrants.items() if key for one in group.natures]
    return {
        "contacts": contacts,
        "cents": cents,
        "eliminate": quadrants["eliminate"],
        "eliminate_share": quadrants["eliminate"].contacts / contacts if contacts else None,
        "chart": chart.draw(
            [_topic(one, names) for one in known], _("Reasons by value and irritation, each as large as its contacts")
        )
        if known
        else None,
        "quadrants": [_rows(group, names, keys, contacts, chosen.month) for group in quadrants.values()],
    }


def _quadrants(natures: list[Nature]) -> dict[str, Quadrant]:
    groups = {
        "eliminate": Quadrant(_("Eliminate"), _("Nobody wants this contact: take the cause away.")),
        "automate": Quadrant(_("Automate"), _("The customer gains, we do not: let it go by itself, with a way out.")),
        "simplify": Quadrant(_("Simplify"), _("We gain, the customer does not: make it easier.")),
        "leverage": Quadrant(_("Leverage"), _("Both gain: take the time.")),
        "": Quadrant(_("Not judged yet"), _("Say for each reason whether it has value or irritates.")),
    }
    for one in natures:
        groups[find_quadrant(*one.signs) or ""].natures.append(one)
    return groups


def _topic(one: Nature, names: Any) -> chart.Topic:
    customer, company = one.signs
    return chart.Topic(names.get(one.code, one.code), one.contacts, customer == "+", company == "+", one.is_failure)


def _rows(group: Quadrant, names: Any, keys: dict[str, int], contacts: int, month: str) -> dict[str, Any]:
    return {
        "group": group,
        "share": group.contacts / contacts if contacts else None,
        "rows": [
            {
                "pk": keys.get(one.code),
                "name": names.get(one.code, one.code),
                "href": behind(month, reason=one.code),
                "contacts": one.contacts,
                "cents": one.cents,
                "customer": one.signs[0],
                "company": one.signs[1],
                "is_failure": one.is_failure,
            }
            for one in group.natures
        ],
    }
