"""What customer service costs in a month, and the minutes that people can really work in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from wortel.journey.bring_in.change import Change, put, with_others
from wortel.journey.bring_in.table import BadRow, Row
from wortel.journey.bring_in.values import month, number, others
from wortel.problems.models import Budget

REQUIRED = ("month", "cost_eur", "practical_minutes")
COLUMNS = frozenset(REQUIRED)


@dataclass(frozen=True, slots=True)
class Incoming:
    key: str
    cost_eur: Decimal
    practical_minutes: Decimal
    extra: dict[str, str]


def read(row: Row) -> Incoming:
    cost, minutes = _amount(row, "cost_eur", 2), _amount(row, "practical_minutes", 3)
    return Incoming(month(row, "month"), cost, minutes, others(row, COLUMNS))


def write(items: Sequence[Incoming], now: datetime) -> list[Change]:
    return [_write(item) for item in items]


def _write(item: Incoming) -> Change:
    budget = Budget.objects.filter(month=item.key).first() or Budget(month=item.key)
    is_new = budget.pk is None
    values = {"cost_eur": item.cost_eur, "practical_minutes": item.practical_minutes}
    fields = put(budget, values | {"attributes": with_others(budget.attributes, item.extra)})
    if fields:
        budget.save()
    return Change(budget, is_new=is_new, fields=fields)


def _amount(row: Row, column: str, places: int) -> Decimal:
    found = number(row, column, places=places, below=10**11)
    if found is None:
        raise BadRow(f"{column}: is empty")
    return found
