"""Means and frustration: which topics wear out the customer and us, and what is lacking there. No persons."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wortel.accounts.models import Role
from wortel.accounts.queries import find_now
from wortel.insight.months import choose
from wortel.insight.queries.burdens import Burdened, list_burdens
from wortel.insight.queries.friction import Worn, rank_friction
from wortel.insight.queries.lacking import Lacking, list_lacking
from wortel.insight.queries.today import local_day
from wortel.insight.queries.wearing import find_agreed_on
from wortel.insight.views.reading import agent_of, behind, current, name_reasons, tabs
from wortel.signals.models import Means


@require_safe
def friction(request: HttpRequest) -> HttpResponse:
    chosen, today = choose(request), local_day(find_now(timezone.now()))
    found = rank_friction(chosen.month, today)
    names, means = name_reasons(), dict(Means.choices)
    context: dict[str, Any] = {
        "chosen": chosen,
        "menu": "insight",
        "tabs": tabs(chosen.month),
        "current": current("insight-friction", chosen.month),
        "found": found,
        "rows": [_row(one, names, means, chosen.month) for one in found.topics],
        "burdens": (burdens := list_burdens(chosen.month, today)),
        "burdened": [_burden(one, names, chosen.month) for one in burdens.topics],
        "lacking": [_lack(one, names, means) for one in list_lacking(chosen.month, today)],
        "agreed_on": find_agreed_on(today),
        "may_set": agent_of(request).role == Role.ADMIN,
    }
    return render(request, "insight/friction.html", context)


def _burden(one: Burdened, names: Any, month: str) -> dict[str, Any]:
    return {
        "one": one,
        "name": names.get(one.topic, one.topic) or _("Without a reason"),
        "href": behind(month, reason=one.topic),
    }


def _lack(one: Lacking, names: Any, means: Any) -> dict[str, Any]:
    chips = sorted(one.chips.items(), key=lambda pair: -(pair[1].value or 0))
    return {
        "one": one,
        "name": names.get(one.topic, one.topic) or _("Without a reason"),
        "most": means.get(one.most, ""),
        "chips": [(means[key], share) for key, share in chips],
    }


def _row(one: Worn, names: Any, means: Any, month: str) -> dict[str, Any]:
    lacked = [(str(means[key]), n) for key, n in one.means.items()]
    advice = {
        "means": _("First the means: %(means)s") % {"means": str(means.get(one.most_lacked, "")).lower()},
        "cause": _("First the cause"),
        "look": _("Read some conversations together, without names"),
    }
    return {
        "topic": one,
        "name": names.get(one.topic, one.topic),
        "href": behind(month, reason=one.topic),
        "lacking_href": behind(month, reason=one.topic, lacking="1"),
        "fed_up_href": behind(month, reason=one.topic, fed_up="1"),
        "means": lacked,
        "largest": max((n for _words, n in lacked), default=1),
        "advice": advice.get(one.step or "", ""),
    }
