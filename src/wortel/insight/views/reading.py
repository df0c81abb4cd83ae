"""What the pages of figures share: who looks, and words and links for names."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from wortel.accounts.models import Agent
from wortel.channels.models import Kind
from wortel.problems.models import Problem
from wortel.reasons.models import Reason


def agent_of(request: HttpRequest) -> Agent:
    if not isinstance(request.user, Agent):
        raise PermissionDenied
    return request.user


def tabs(month: str) -> list[tuple[str, str]]:
    names = {
        "insight-nature": _("Nature and volume"),
        "insight-drivers": _("Topics"),
        "insight-first-time": _("Solved at once"),
        "insight-value": _("Value and irritation"),
        "insight-friction": _("Means and frustration"),
        "insight-voice": _("What customers say"),
        "insight-sameness": _("Same answer"),
        "insight-figures": _("All figures"),
    }
    return [(current(name, month), words) for name, words in names.items()]


def current(name: str, month: str) -> str:
    """The address of a tab."""
    return f"{reverse(name)}?month={month}"


def name_reasons() -> Mapping[str, str]:
    """The words of each reason, in the language of the reader."""
    return {reason.code: reason.label for reason in Reason.objects.all()} | {"": _("No reason yet")}


def name_channels() -> Mapping[str, str]:
    return {str(kind.value): str(kind.label) for kind in Kind}


def behind(month: str, **chosen: str) -> str:
    """The address of the contacts behind a figure."""
    return f"{reverse('insight-contacts')}?{urlencode({'month': month, **chosen})}"


def name_parties() -> Mapping[str, str]:
    """To whom a line is charged, where that is no owner."""
    return {
        "unassigned": _("Not yet assigned"),
        "customer_service": _("Customer service"),
        "not_charged": _("Not charged"),
        "unused_capacity": _("Unused time"),
        "total": _("Together"),
    }


def name_lines() -> Mapping[str, str]:
    """The words of every line of a ledger: a cause, a reason, or what closes it."""
    causes = {problem.code: problem.title for problem in Problem.objects.all()}
    closing = {
        "first contacts on value demand": _("First contacts on ordinary questions"),
        "budget and fees": _("Budget and channel fees"),
    }
    return {**name_reasons(), **causes, **closing}
