"""Whether customers who asked the same heard the same, as the page shows it."""

from datetime import date, datetime
from typing import Any

from ninja import Schema

from wortel.api.voiced import EstimateOut, show_estimate
from wortel.quality import queries
from wortel.quality.models import Sameness


class SamenessOut(Schema):
    """`different` is the chance that two customers who asked this got different answers.

    What belongs to no driver, or to one with too few answers, is taken together by reason and has no `driver`.
    """

    driver: int | None
    reason: str | None
    question: str
    language: str
    since: date
    looked_at: datetime
    different: EstimateOut
    most_given: float | None
    counts: list[int]


class SamenessesOut(Schema):
    items: list[SamenessOut]


def samenesses() -> dict[str, Any]:
    """Counts only: the words of answers do not leave the page."""
    return {"items": [_show(one) for one in queries.list_samenesses()]}


def _show(one: Sameness) -> dict[str, Any]:
    different = show_estimate(queries.estimate_of(one))
    is_enough = different["value"] is not None
    return {
        "driver": one.driver_id,
        "reason": one.reason.code if one.reason else None,
        "question": one.question,
        "language": one.language,
        "since": one.since,
        "looked_at": one.looked_at,
        "different": different,
        "most_given": one.most_given if is_enough else None,
        "counts": [variant["count"] for variant in one.variants] if is_enough else [],
    }
