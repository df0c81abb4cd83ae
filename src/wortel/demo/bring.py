"""Hands rows to the importer without a file between."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from wortel.demo.rows import Row
from wortel.journey.bring_in.bring_in import KINDS, Summary, bring_in_rows, tell
from wortel.journey.bring_in.table import Row as ReadRow


class PlanRefused(Exception):
    """The importer would not take a planned row: the plan is wrong."""


@transaction.atomic
def bring(kind: str, listed: Iterable[Row], now: datetime) -> Summary:
    lines = (
        ReadRow(line, {name: str(value) for name, value in row.items()}) for line, row in enumerate(listed, start=1)
    )
    summary = bring_in_rows(module=KINDS[kind], rows=lines, now=now)
    if summary.bad:
        raise PlanRefused(f"{kind}: {summary.bad[:3]}")
    if summary.rows > summary.counts["same"]:
        tell(kind=kind, name="demo", summary=summary)
    return summary
