"""Hands rows to the importer without a file between."""

from collections.abc import Iterable
from datetime import datetime

from wortel.demo.rows import Row
from wortel.journey.bring_in.bring_in import KINDS, Summary, bring_in_rows
from wortel.journey.bring_in.table import Row as ReadRow


class PlanRefused(Exception):
    """The importer would not take a planned row: the plan is wrong."""


def bring(kind: str, listed: Iterable[Row], now: datetime) -> Summary:
    lines = (
        ReadRow(line, {name: str(value) for name, value in row.items()}) for line, row in enumerate(listed, start=1)
    )
    summary = bring_in_rows(module=KINDS[kind], rows=lines, now=now)
    if summary.bad:
        raise PlanRefused(f"{kind}: {summary.bad[:3]}")
    return summary
