"""Insert rows that belong together with one statement instead of one each.

A row may point at another row that is just as new: its number is then filled in by the database. Inside `together()`
everything that is kept waits for the end of the block and goes in at once; numbers are known after it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import blake2b
from typing import Any

import psycopg
from django.db import connection, models

from wortel.store.shapes import Batch, Pending, change_sql, fetch_sql, in_parts, number_of, prepared

MANY_VALUES = 5_000  # the database takes 65,535, but it remembers each statement
ASKED_OFTEN = 1_000_000  # only what is remembered on purpose

type Values = Sequence[object] | Mapping[str, object]

_waiting: ContextVar[list[models.Model] | None] = ContextVar("waiting", default=None)

__all__ = [
    "Pending",
    "ask",
    "change",
    "count_rows_anew",
    "fetch",
    "keep",
    "keep_once",
    "number_of",
    "one_at_a_time",
    "together",
]


def keep(*rows: models.Model) -> None:
    """Insert these new rows, now or with the others of this block."""
    waiting = _waiting.get()
    if waiting is None:
        _insert(rows)
    else:
        waiting.extend(rows)


def count_rows_anew() -> None:
    """Let the database plan by what is there now.

    Its own count comes a minute later, and until then a plan that was made for empty tables may take hours. It waits
    for a table that is just being cleaned: the cleaner makes way, and what it left behind is a count of before.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def together() -> Iterator[None]:
    """Whatever is kept inside goes in with one statement at the end; an inner block joins the outer one."""
    if _waiting.get() is not None:
        yield
        return
    rows: list[models.Model] = []
    token = _waiting.set(rows)
    try:
        yield
    finally:
        _waiting.reset(token)
    _insert(rows)


def keep_once(row: models.Model, *, by: str) -> bool:
    """Insert a row unless one stands there already by this field, also when somebody is just inserting it."""
    single = Batch([row], unless=by)
    numbers = ask(single.sql, single.parameters)[0]
    if numbers[0] is None:
        return False
    single.number(numbers)
    return True


def one_at_a_time(*names: str) -> None:
    """Wait until nobody else works on any of these names, and hold them until the transaction ends.

    In a fixed order, so that two who want the same names never wait for each other.
    """
    marks = sorted({int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True) for name in names})
    ask("SELECT count(pg_advisory_xact_lock(mark)) FROM unnest(%s::bigint[]) AS mark", [marks])


def change(row: models.Model, *names: str) -> None:
    """Write these fields of a row that stands there already."""
    statement = change_sql(type(row), names)
    ask(statement.sql, [*(prepared(row, field) for field in statement.fields), row.pk])


def fetch(sql: str, parameters: Values = (), **rows: type[models.Model]) -> list[tuple[Any, ...]]:
    """Ask for whole rows: `{c}` in the statement stands for all columns of the table that it calls c.

    Each answer begins with these rows, in the order they were named; a row that is not there is None.
    """
    shape = fetch_sql(sql, tuple(rows.items()))
    return [shape.read(values) for values in ask(shape.sql, parameters)]


def ask(sql: str, parameters: Values = ()) -> list[tuple[Any, ...]]:
    """Run one statement that the server remembers, because writing and planning it costs more than its answer."""
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    # Django switches off that statements are remembered; here each one is, from its first time on.
    connection.connection.prepare_threshold = ASKED_OFTEN
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        if connection.queries_logged:
            connection.queries_log.append({"sql": sql, "time": "0"})
        cursor.execute(sql, parameters, prepare=True)
        return cursor.fetchall() if cursor.description else []


def _insert(rows: Sequence[models.Model]) -> None:
    """One statement, or several where it would be too long: a mail may come with twenty thousand files."""
    for part in in_parts(rows, MANY_VALUES):
        batch = Batch(part)
        numbers = ask(batch.sql, batch.parameters)
        batch.number(numbers[0])
