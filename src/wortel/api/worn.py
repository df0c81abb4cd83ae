"""The topics that wear people out, as the page ranks them: by topic, never by person."""

from datetime import date
from typing import Any

from ninja import Schema

from wortel.analysis.intervals import Estimate
from wortel.api.voiced import EstimateOut, show_estimate
from wortel.insight.queries.friction import Worn, rank_friction


class WornOut(Schema):
    """A side is null where fewer than 20 contacts or 5 colleagues stand behind it, or where it may not be counted."""

    reason: str
    contacts: int
    lacking: EstimateOut
    means: dict[str, int]
    customers: EstimateOut | None
    colleagues: EstimateOut | None
    first: str | None


class FrictionOut(Schema):
    """Most worn first. `weeks_from` and `weeks_to` are the days of the colleagues' side."""

    month: str
    weeks_from: date
    weeks_to: date
    topics: list[WornOut]


def friction_of(month: str, today: date) -> dict[str, Any]:
    found = rank_friction(month, today)
    return {
        "month": month,
        "weeks_from": found.weeks.first,
        "weeks_to": found.weeks.last,
        "topics": [_show(one) for one in found.topics],
    }


def _show(one: Worn) -> dict[str, Any]:
    return {
        "reason": one.topic,
        "contacts": one.contacts,
        "lacking": show_estimate(one.lacking),
        "means": dict(one.means),
        "customers": _side(one.fed_up),
        "colleagues": _side(one.stuck),
        "first": one.step,
    }


def _side(side: Estimate | None) -> Any:
    return show_estimate(side) if side else None
