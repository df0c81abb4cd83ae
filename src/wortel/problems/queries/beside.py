"""Did customers who asked the same fare better too, or were they only kept from asking?"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from wortel.analysis.intervals import Estimate, estimate_share
from wortel.channels.models import Kind as Channel
from wortel.contacts.models import Contact, Direction
from wortel.problems.models import Problem
from wortel.problems.queries.evidence import Period
from wortel.reasons.queries import list_below

SATISFIED = 4

type Beside = Mapping[str, Mapping[str, Any]]


def look_beside(problem: Problem, before: Period, after: Period) -> Beside:
    """Satisfaction and abandonment of the same reason in the weeks before and after, each with its interval.

    Abandoned calls are no contacts, but of this reason they may be customers who gave up. Whoever hung up has mostly
    said nothing: where no hung-up call bears a reason, none of them with this reason is no sign that nobody gave up.
    So the whole telephone stands beside it.
    """
    periods = {"before": before, "after": after}
    rows = {f"satisfied_{when}": _satisfied(problem, period) for when, period in periods.items()}
    if any(_hung_up_with_reason(period) for period in periods.values()):
        rows |= {f"abandoned_{when}": _abandoned(problem, period) for when, period in periods.items()}
    rows |= {f"phone_{when}": _of_all_calls(period) for when, period in periods.items()}
    return {name: _as_row(found) for name, found in rows.items()}


def _satisfied(problem: Problem, period: Period) -> Estimate:
    asked = _of_reason(problem, period).filter(answers__question="csat")
    counted = asked.aggregate(yes=Count("pk", filter=Q(answers__score__gte=SATISFIED)), n=Count("pk"))
    return estimate_share(counted["yes"], counted["n"])


def _abandoned(problem: Problem, period: Period) -> Estimate:
    return _hung_up(_of_reason(problem, period))


def _of_all_calls(period: Period) -> Estimate:
    return _hung_up(Contact.objects.filter(period.holds("started_at")).order_by())


def _hung_up_with_reason(period: Period) -> bool:
    gone = Contact.objects.filter(period.holds("started_at"), channel=Channel.PHONE, is_answered=False)
    return gone.filter(given_reason__isnull=False).exists()


def _hung_up(contacts: QuerySet[Contact]) -> Estimate:
    calls = contacts.filter(channel=Channel.PHONE, direction=Direction.IN, is_spam=False)
    counted = calls.aggregate(yes=Count("pk", filter=Q(is_answered=False)), n=Count("pk"))
    return estimate_share(counted["yes"], counted["n"])


def _of_reason(problem: Problem, period: Period) -> QuerySet[Contact]:
    """Contacts with the reason of the problem; without one, those that were linked to it."""
    inside = Contact.objects.filter(period.holds("started_at")).order_by()
    if problem.reason_id is None:
        return inside.filter(causes__problem=problem)
    return inside.filter(given_reason__reason__in=list_below([problem.reason_id]))


def _as_row(estimate: Estimate) -> dict[str, float | int | None]:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high, "n": estimate.n}
