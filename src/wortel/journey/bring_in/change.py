"""What a row turned out to be, and the small steps that every kind of row shares."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.db import models

type Outcome = Literal["new", "same", "changed", "bad"]

CODE_LENGTH = 100
NAME_LENGTH = 200
BATCH = 2_000


@dataclass(slots=True)
class Change:
    """What became of one row: about which thing, which fields differ, or why it was refused.

    `was_bare`: only its name was known, because another file spoke of it. Completing it is news, not a change, so
    that the summary does not depend on the order of the files. `moments` are those of the contact or order, as it was
    and as it is: its figures change in these months.
    """

    about: models.Model | None = None
    moments: tuple[datetime, ...] = ()
    is_new: bool = False
    was_bare: bool = False
    fields: set[str] = field(default_factory=set)
    refused: str = ""

    @property
    def outcome(self) -> Outcome:
        if self.refused:
            return "bad"
        if self.is_new or (self.was_bare and self.fields):
            return "new"
        return "changed" if self.fields else "same"


def find(model: type[models.Model], field_name: str, names: Collection[str]) -> dict[str, int]:
    """The ids of those of these names that are known."""
    if not names:
        return {}
    rows = rows_of(model).filter(**{f"{field_name}__in": names})
    return dict(rows.values_list(field_name, "pk"))


def find_or_make(
    model: type[models.Model], field_name: str, names: Iterable[str], **defaults: object
) -> dict[str, int]:
    """The ids of these names; a name that is not known yet gets a bare row, to be completed later."""
    wanted = {name for name in names if name}
    found = find(model, field_name, wanted)
    if missing := sorted(wanted - found.keys()):
        rows = [model(**{field_name: name}, **defaults) for name in missing]
        rows_of(model).bulk_create(rows, ignore_conflicts=True)
        found |= find(model, field_name, missing)
    return found


def put(row: models.Model, values: Mapping[str, Any]) -> set[str]:
    """Set what differs, and say what did."""
    changed = {name for name, value in values.items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, values[name])
    return changed


def update_all[Row: models.Model](model: type[Row], changed: Iterable[tuple[Row, Collection[str]]]) -> None:
    """Save these rows, each column that changed in any of them."""
    rows = [(row, names) for row, names in changed if names]
    fields = sorted({name.removesuffix("_id") for _, names in rows for name in names})
    if not rows:
        return
    # An upsert of whole rows takes a tenth of the time of `bulk_update`, which writes a CASE for every value.
    rows_of(model).bulk_create(
        [row for row, _ in rows], update_conflicts=True, unique_fields=["pk"], update_fields=fields, batch_size=BATCH
    )


def with_others(attributes: Mapping[str, str], extra: Mapping[str, str]) -> dict[str, str]:
    """The attributes as they were, and what the row says besides."""
    return {**attributes, **extra}


def rows_of[Row: models.Model](model: type[Row]) -> models.QuerySet[Row]:
    return models.QuerySet(model)
