"""A reason in the tree: its parent, its names, its kind of demand and its two signs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wortel.journey.bring_in.change import CODE_LENGTH, NAME_LENGTH, Change, find_or_make, put, update_all, with_others
from wortel.journey.bring_in.table import BadRow, Row
from wortel.journey.bring_in.values import choice, needed, others, words
from wortel.reasons.models import Demand, Reason

REQUIRED = ("reason",)
COLUMNS = frozenset((*REQUIRED, "parent", "label_nl", "label_en", "demand", "customer_sign", "company_sign"))
SIGNS = ("+", "-")


@dataclass(frozen=True, slots=True)
class Incoming:
    key: str
    parent: str | None
    values: dict[str, Any]
    extra: dict[str, str]


def read(row: Row) -> Incoming:
    key = needed(row, "reason", most=CODE_LENGTH)
    parent = words(row, "parent", most=CODE_LENGTH) if "parent" in row.values else None
    if parent == key:
        raise BadRow("parent: is the reason itself")
    values: dict[str, Any] = {
        column: words(row, column, most=NAME_LENGTH) for column in ("label_nl", "label_en") if column in row.values
    }
    if "demand" in row.values:
        values["demand"] = choice(row, "demand", Demand.values) or Demand.VALUE
    values |= {column: _sign(row, column) for column in ("customer_sign", "company_sign") if column in row.values}
    return Incoming(key, parent, values, others(row, COLUMNS))


def write(items: Sequence[Incoming], now: datetime) -> list[Change]:
    known = {row.code: row for row in Reason.objects.filter(code__in=[item.key for item in items])}
    parents = find_or_make(Reason, "code", (item.parent or "" for item in items))
    # A parent may be a row of this very file, made bare a moment ago.
    made = {row.code: row for row in Reason.objects.filter(code__in={item.key for item in items} - known.keys())}
    missing = [Reason(code=item.key) for item in items if item.key not in known and item.key not in made]
    Reason.objects.bulk_create(missing)
    rows = known | made | {row.code: row for row in missing}
    changes = []
    for item in items:
        row = rows[item.key]
        values = item.values | {"attributes": with_others(row.attributes, item.extra)}
        is_bare = _is_bare(row)
        change = Change(row, is_new=item.key not in known, was_bare=is_bare, fields=put(row, values))
        if item.parent is not None and row.parent_id != (into := parents.get(item.parent)):
            _hang(row, into, change)
        changes.append(change)
    update_all(
        Reason, [(row, change.fields) for row, change in zip((rows[i.key] for i in items), changes, strict=True)]
    )
    return changes


def _is_bare(row: Reason) -> bool:
    signs = row.customer_sign + row.company_sign
    return not (row.label_nl or row.label_en or signs or row.parent_id or row.attributes or row.keywords)


def _hang(row: Reason, parent: int | None, change: Change) -> None:
    """Hang the reason under its parent, unless that hangs under it."""
    above, seen = parent, set()
    while above is not None and above not in seen:
        if above == row.pk:
            change.refused = "parent: hangs itself under this reason"
            return
        seen.add(above)
        above = Reason.objects.values_list("parent_id", flat=True).get(pk=above)
    row.parent_id = parent
    row.save(update_fields=["parent"])
    change.fields.add("parent_id")


def _sign(row: Row, column: str) -> str:
    """A minus may have been typed as a dash."""
    text = words(row, column).replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    if text not in ("", *SIGNS):
        raise BadRow(f"{column}: {text!r} is not + or -")
    return text
