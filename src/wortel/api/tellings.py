"""What customers were told about a problem, and what came of it: counts only. Nothing can be sent this way."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema

from wortel.accounts.queries import find_now
from wortel.analysis.intervals import Estimate
from wortel.api.guard import opened_by
from wortel.api.models import Scope
from wortel.problems.models import Problem, Restraint, Telling
from wortel.problems.queries import telling as queries

router = Router()


class EstimateOut(Schema):
    """`value` is null where there is too little data for a number."""

    value: float | None
    low: float | None
    high: float | None
    n: int


class SparedOut(Schema):
    """Both groups of a message in advance, as they were drawn."""

    people_told: int
    people_held_out: int
    contacts_told: int
    contacts_held_out: int
    avoided: EstimateOut
    ratio: EstimateOut
    is_over: bool


class TellingOut(Schema):
    id: int
    kind: str
    state: str
    halt: str
    proposed_at: datetime
    approved_at: datetime | None
    finished_at: datetime | None
    held_out_share: float
    recipients: dict[str, int]
    left_out: dict[str, int]
    asked: int
    answered: int
    still_bothered: EstimateOut
    warns: bool
    spared: SparedOut | None


class TellingsOut(Schema):
    items: list[TellingOut]


@router.get("/problems/{number}/tellings", response=TellingsOut, **opened_by(Scope.PROBLEMS_READ))
def list_tellings(request: HttpRequest, number: int) -> dict[str, Any]:
    """The messages to customers about one problem, the latest first."""
    problem = get_object_or_404(Problem, pk=number)
    restraint, now = queries.find_restraint(), find_now(timezone.now())
    return {"items": [_show(one, restraint, now) for one in queries.list_tellings(problem)]}


def _show(telling: Telling, restraint: Restraint, now: datetime) -> dict[str, Any]:
    counted = queries.count_states(telling)
    tally = queries.tally_replies(telling.recipients.all(), restraint)
    names = ("id", "kind", "state", "halt", "proposed_at", "approved_at", "finished_at", "held_out_share")
    return {
        **{name: getattr(telling, name) for name in names},
        "recipients": {name: n for name, n in counted.items() if not name.startswith("why_")},
        "left_out": {name.removeprefix("why_"): n for name, n in counted.items() if name.startswith("why_")},
        "asked": tally.asked,
        "answered": tally.answered,
        "still_bothered": _estimate(tally.share, is_enough=tally.is_enough),
        "warns": tally.is_alarming,
        "spared": None if telling.is_gone else _spared(queries.measure_spared(telling, now)),
    }


def _spared(found: queries.Spared | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "people_told": found.people_told,
        "people_held_out": found.people_held,
        "contacts_told": found.contacts_told,
        "contacts_held_out": found.contacts_held,
        "avoided": _estimate(found.deflection.avoided, is_enough=found.is_enough),
        "ratio": _estimate(found.deflection.ratio, is_enough=found.is_enough),
        "is_over": found.is_over,
    }


def _estimate(estimate: Estimate, *, is_enough: bool) -> dict[str, Any]:
    kept = (estimate.value, estimate.low, estimate.high) if is_enough else (None, None, None)
    return {"value": kept[0], "low": kept[1], "high": kept[2], "n": estimate.n}
