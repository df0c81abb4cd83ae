"""How rows of several tables become one statement.

Names of tables and columns come from the models and every value is a parameter, hence the S608 marks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import NoneType
from typing import Any

from django.db import connection, models
from django.db.models.fields import Field

AS_IT_IS = frozenset({int, bool, str, float, datetime, NoneType})


@dataclass(frozen=True)
class Pending:
    """The number of a row that has not been inserted yet."""

    row: models.Model


def number_of(row: models.Model) -> Any:
    """The number of a row, or a promise of it where the row is as new as whatever points at it."""
    return row.pk if row.pk is not None else Pending(row)


class Batch:
    """One statement for all rows: a step for each run of rows of one table, in the order they were given."""

    def __init__(self, rows: Sequence[models.Model], *, unless: str = "") -> None:
        self.unless = f' ON CONFLICT ("{unless}") DO NOTHING' if unless else ""
        self.groups = _groups(rows)
        self.parameters: list[Any] = []
        self._steps = {id(group[0]): step for step, group in enumerate(self.groups) if len(group) == 1}
        steps = [self._step(step, group) for step, group in enumerate(self.groups)]
        asked = ", ".join(f"(SELECT id FROM s{step})" for step in self._steps.values()) or "1"  # noqa: S608
        self.sql = f"WITH {', '.join(steps)} SELECT {asked}"

    def number(self, numbers: Sequence[int]) -> None:
        """Tell each row that came alone its number."""
        for step, number in zip(self._steps.values(), numbers, strict=bool(self._steps)):
            self.groups[step][0].pk = number
        for group in self.groups:
            for row in group:
                row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 (as Django's own save does)
                self._fill_in(row)

    def _step(self, step: int, group: list[models.Model]) -> str:
        table, fields = _columns(type(group[0]))
        rows = ", ".join(f"({', '.join(self._value(row, field) for field in fields)})" for row in group)
        names = ", ".join(f'"{field.column}"' for field in fields)
        asked = " RETURNING id" if len(group) == 1 else ""
        return f's{step} AS (INSERT INTO "{table}" ({names}) VALUES {rows}{self.unless}{asked})'  # noqa: S608

    def _value(self, row: models.Model, field: "Field[Any, Any]") -> str:
        value = getattr(row, field.attname)
        if value is None and (other := _points_at(row, field)) is not None:
            value = other.pk if other.pk is not None else Pending(other)
            setattr(row, field.attname, value)
        if isinstance(value, Pending) and value.row.pk is not None:  # it went in with an earlier statement
            value = value.row.pk
            setattr(row, field.attname, value)
        if isinstance(value, Pending):
            return f"(SELECT id FROM s{self._steps[id(value.row)]})"  # noqa: S608
        self.parameters.append(prepared(row, field))
        return "%s"

    @staticmethod
    def _fill_in(row: models.Model) -> None:
        for field in _columns(type(row))[1]:
            value = getattr(row, field.attname)
            if isinstance(value, Pending):
                setattr(row, field.attname, value.row.pk)


def in_parts(rows: Sequence[models.Model], most: int) -> Iterator[Sequence[models.Model]]:
    """The rows in their order, so many at a time that each part has about `most` values or fewer."""
    part: list[models.Model] = []
    values = 0
    for row in rows:
        values += len(_columns(type(row))[1])
        if part and values > most:
            yield part
            part, values = [], len(_columns(type(row))[1])
        part.append(row)
    if part:
        yield part


def _groups(rows: Sequence[models.Model]) -> list[list[models.Model]]:
    """Neighbours of one table go in together, unless somebody may point at them."""
    groups: list[list[models.Model]] = []
    for row in rows:
        if groups and type(groups[-1][0]) is type(row) and not _is_pointed_at(type(row)):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _points_at(row: models.Model, field: "Field[Any, Any]") -> models.Model | None:
    """The row that was given for this field, which may have had no number then."""
    return row._state.fields_cache.get(field.name) if field.is_relation else None  # noqa: SLF001 (only there it stands)


def prepared(row: models.Model, field: "Field[Any, Any]") -> Any:
    """The value as the database takes it; most values go as they are."""
    value = getattr(row, field.attname)
    if type(value) in AS_IT_IS and not isinstance(field, models.JSONField):
        return value
    return field.get_db_prep_save(value, connection)


@dataclass(frozen=True)
class Change:
    """A statement that writes these fields of one row."""

    sql: str
    fields: "tuple[Field[Any, Any], ...]"


@lru_cache
def change_sql(model: type[models.Model], names: tuple[str, ...]) -> Change:
    table, columns = _columns(model)
    known = {name: field for field in columns for name in (field.name, field.attname)}
    fields = tuple(known[name] for name in names)
    values = ", ".join(f'"{field.column}" = %s' for field in fields)
    return Change(f'UPDATE "{table}" SET {values} WHERE id = %s', fields)  # noqa: S608


@dataclass(frozen=True)
class Fetch:
    """A statement that asks for whole rows, and how its answers become rows again."""

    sql: str
    models: tuple[type[models.Model], ...]
    names: tuple[tuple[str, ...], ...]

    def read(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        rows: list[models.Model | None] = []
        start = 0
        for model, names in zip(self.models, self.names, strict=True):
            part = values[start : start + len(names)]
            rows.append(None if part[0] is None else model.from_db(connection.alias, names, part))
            start += len(names)
        return (*rows, *values[start:])


@lru_cache
def fetch_sql(sql: str, rows: tuple[tuple[str, type[models.Model]], ...]) -> Fetch:
    fields = {alias: _stored(model) for alias, model in rows}
    columns = {alias: ", ".join(f'{alias}."{field.column}"' for field in own) for alias, own in fields.items()}
    names = tuple(tuple(field.attname for field in own) for own in fields.values())
    return Fetch(sql.format(**columns), tuple(model for _, model in rows), names)


def _stored(model: type[models.Model]) -> "list[Field[Any, Any]]":
    """All columns but the ones that the database computes, the number first."""
    known = model._meta  # noqa: SLF001 (public by its documentation)
    stored = [field for field in known.local_concrete_fields if not field.generated]
    return sorted(stored, key=lambda field: not field.primary_key)


@lru_cache
def _is_pointed_at(model: type[models.Model]) -> bool:
    return any(field.one_to_many or field.one_to_one for field in model._meta.related_objects)  # noqa: SLF001 (public by its documentation)


@lru_cache
def _columns(model: type[models.Model]) -> "tuple[str, list[Field[Any, Any]]]":
    known = model._meta  # noqa: SLF001 (public by its documentation)
    return known.db_table, [
        field for field in known.local_concrete_fields if not (field.generated or field.primary_key)
    ]
