"""What runs the expressions: PostgreSQL where the facts are born, DuckDB over the Parquet store.

Ibis only writes the SQL; each engine's own client runs it, which spares loading pandas.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import duckdb
import ibis
import psycopg
from ibis.expr.types import Table
from psycopg.rows import dict_row

from wortel.metrics.reckoning import facts

# What does not fit is put on disk for a moment.
MEMORY = "300MB"

type Rows = Sequence[Mapping[str, Any]]


class PostgresEngine:
    """The views of the database itself: always true, and slower as history grows."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    @classmethod
    def connect(cls, **parameters: Any) -> Self:
        """A connection that sees one moment: every count of a report is of the same contacts."""
        connection = psycopg.connect(**parameters)
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        return cls(connection)

    def fetch(self, expression: Table) -> Rows:
        with self._connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(ibis.to_sql(expression, dialect="postgres")).fetchall()

    def keep(self, name: str, expression: Table) -> Table:
        """In a temporary table, which only this connection sees and which goes with it."""
        self._connection.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
        self._connection.execute(f"CREATE TEMPORARY TABLE {name} AS {ibis.to_sql(expression, dialect='postgres')}")
        self._connection.execute(f"ANALYZE {name}")
        return ibis.table(expression.schema(), name=name)

    def close(self) -> None:
        self._connection.close()


class DuckEngine:
    """The Parquet store: each fact table is a view over its files."""

    def __init__(self, files: Mapping[str, Sequence[Path]]) -> None:
        self._connection = duckdb.connect()
        self._connection.execute("SET timezone = 'UTC'")
        self._connection.execute(f"SET memory_limit = '{MEMORY}'")
        for name, paths in files.items():
            self._connection.execute(f"CREATE VIEW {name} AS {_source(name, paths)}")

    def fetch(self, expression: Table) -> Rows:
        result = self._connection.execute(ibis.to_sql(expression, dialect="duckdb"))
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def keep(self, name: str, expression: Table) -> Table:
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {ibis.to_sql(expression, dialect='duckdb')}")
        return ibis.table(expression.schema(), name=name)

    def close(self) -> None:
        self._connection.close()


def _source(name: str, paths: Sequence[Path]) -> str:
    """The rows of a fact table; one that has no files yet has its columns and no rows."""
    if not paths:
        columns = ", ".join(f"CAST(NULL AS {kind}) AS {column}" for column, kind in facts.columns_of(name).items())
        return f"SELECT {columns} WHERE FALSE"
    listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
    return f"SELECT * FROM read_parquet([{listed}])"  # noqa: S608 (our own names)
