"""What waits for a decision of whoever leads: a topic nobody knew, money nobody answers for, objections, a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wortel.accounts.models import Agent, Role
from wortel.analysis.cost.ledger import UNASSIGNED
from wortel.insight.queries.charged import decide_by
from wortel.metrics import queries as metrics
from wortel.problems import queries as problems
from wortel.problems.models import Objection
from wortel.reasons.models import Proposal
from wortel.reasons.queries import list_proposals
from wortel.ui import numbers

LEADERS = frozenset({Role.LEAD, Role.MANAGER, Role.ADMIN})
CLOSERS = frozenset({Role.MANAGER, Role.ADMIN})
MOST_OBJECTIONS = 3
MOST_TOPICS = 2
MOST_MONTHS = 13


@dataclass(frozen=True)
class Waiting:
    """One line: what waits, about what, and where it is decided."""

    icon: str
    what: str
    about: str
    href: str
    is_late: bool = True


@dataclass(frozen=True)
class Nobodys:
    """What nobody answers for in the months of which the day to decide has passed."""

    months: list[str]
    cents: int


def list_to_decide(agent: Agent, now: datetime) -> list[Waiting]:
    if agent.role not in LEADERS:
        return []
    return [*_topics(), *_nobodys(now), *_objections(now), *(_closing(now) if agent.role in CLOSERS else ())]


def sum_nobodys(now: datetime) -> Nobodys:
    """Nothing from before the first month that was closed; while none is, only of the latest month that is due."""
    here, closed = problems.today(now), problems.list_closed()
    due = [month for month in metrics.list_months() if decide_by(month) < here][:MOST_MONTHS]
    since = min(closed, default=max(due, default=""))
    cents = {month: _unassigned(month) for month in due if month >= since}
    return Nobodys(sorted(month for month, some in cents.items() if some > 0), sum(cents.values()))


def _unassigned(month: str) -> int:
    return sum(one.cents for one in problems.list_charges(month) if one.charged_to == UNASSIGNED)


def _topics() -> Iterator[Waiting]:
    for one in list_proposals().filter(kind=Proposal.Kind.NEW)[:MOST_TOPICS]:
        for part in one.parts.all():
            seen = {"n": numbers.number(part.contacts), "day": numbers.short_day(problems.today(one.at))}
            yield Waiting(
                "sprout",
                _("Is this a new topic: %(words)s?") % {"words": part.name},
                ngettext("%(n)s contact, seen on %(day)s", "%(n)s contacts, seen on %(day)s", part.contacts) % seen,
                f"{reverse('insight-drivers')}#proposal-{one.pk}",
                is_late=False,
            )


def _nobodys(now: datetime) -> Iterator[Waiting]:
    found = sum_nobodys(now)
    if found.months:
        first = found.months[0]
        words = ngettext(
            "%(euros)s of %(month)s is nobody's",
            "%(euros)s since %(month)s is nobody's",
            len(found.months),
        )
        yield Waiting(
            "circle-question-mark",
            words % {"euros": numbers.euros(found.cents), "month": _name(first)},
            _("It had to be decided before %(day)s") % {"day": numbers.short_day(decide_by(first))},
            _ledger(first),
        )


def _objections(now: datetime) -> Iterator[Waiting]:
    for one in problems.list_overdue_objections(now)[:MOST_OBJECTIONS]:
        yield Waiting("scale", _against(one), _promised(one), reverse("objection", args=[one.pk]))


def _against(one: Objection) -> str:
    return _("Objection of %(owner)s: %(cause)s") % {"owner": one.statement.owner.name, "cause": one.problem}


def _promised(one: Objection) -> str:
    return _("We promised to decide by %(day)s") % {"day": numbers.short_day(one.due_on)}


def _closing(now: datetime) -> Iterator[Waiting]:
    month = problems.find_closable(now)
    if month:
        what = _("%(month)s can be closed") % {"month": _name(month).capitalize()}
        yield Waiting("lock", what, _("The month is over and counted."), _ledger(month), is_late=False)


def _name(month: str) -> str:
    return numbers.month(date.fromisoformat(f"{month}-01"))


def _ledger(month: str) -> str:
    return f"{reverse('ledger')}?{urlencode({'month': month})}"
