"""Months and lines of the ledger in words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from wortel.analysis.cost.ledger import CUSTOMER_SERVICE, UNASSIGNED
from wortel.problems.queries.weeks import today
from wortel.ui import numbers


def month_words(month: date, now: datetime) -> str:
    """The name of the month, with its year when that is not this one; a month that runs is not a whole one."""
    here = today(now)
    if month.year != here.year:
        return numbers.month(month)
    name = numbers.MONTHS[numbers.language()][month.month - 1]
    return _("%(month)s so far") % {"month": name} if month.month == here.month else name


@dataclass(frozen=True)
class Charge:
    """One line of the ledger about this problem."""

    month: str
    name: str
    contacts: int
    cents: int


def charge(month: str, charged_to: str, contacts: int, cents: int, now: datetime) -> Charge:
    """`charged_to` is a department or partner, or one of the two words of the ledger itself."""
    names = {UNASSIGNED: _("not yet assigned"), CUSTOMER_SERVICE: _("customer service")}
    first = date.fromisoformat(f"{month}-01")
    return Charge(month_words(first, now), names.get(charged_to, charged_to), contacts, cents)
