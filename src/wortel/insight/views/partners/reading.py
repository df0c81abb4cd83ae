"""Which partner and which months are asked for, and may this person see them?"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from wortel.accounts.models import Role
from wortel.insight.months import Chosen, choose
from wortel.insight.queries.partners import Span, find_partners
from wortel.insight.views.reading import agent_of
from wortel.partners.models import Partner

LENGTHS = (1, 3, 12)
READERS = (Role.AGENT, Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN, Role.AUDITOR, Role.PARTNER)


@dataclass(frozen=True)
class Asked:
    """The months a page is about: so many up to and with the chosen one."""

    chosen: Chosen
    length: int

    @property
    def span(self) -> Span:
        return Span.ending(self.chosen.month, self.length)

    @property
    def query(self) -> str:
        return urlencode({"month": self.chosen.month, "months": self.length})

    def lengths(self, address: str) -> list[tuple[str, str]]:
        names = {1: _("1 month"), 3: _("3 months"), 12: _("12 months")}
        return [
            (f"{address}?{urlencode({'month': self.chosen.month, 'months': length})}", names[length])
            for length in LENGTHS
        ]

    def current(self, address: str) -> str:
        return f"{address}?{self.query}"


def read_asked(request: HttpRequest) -> Asked:
    given = request.GET.get("months", "")
    length = int(given) if given.isdecimal() and int(given) in LENGTHS else LENGTHS[0]
    return Asked(choose(request), length)


def find_partner(request: HttpRequest, pk: int) -> Partner:
    """What somebody may not see does not exist for them."""
    found = next((one for one in find_partners(agent_of(request)) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def behind(partner: Partner, asked: Asked, **chosen: str) -> str:
    """The address of the contacts behind a figure."""
    return f"{reverse('partner-contacts', args=[partner.pk])}?{asked.query}&{urlencode(chosen)}"
