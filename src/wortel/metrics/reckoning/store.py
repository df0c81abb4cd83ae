"""The Parquet store: the fact tables as files, one a month for what grows, brought up to date before it is read.

What happened since the latest time is read from the events; the months they touch are written anew beside the old
ones and then put in their place, so that a reader always finds whole files.
"""

import fcntl
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import psycopg

from wortel.metrics.changes import Mark, find_beginning, find_touched, list_months, read_given_out
from wortel.metrics.reckoning import facts

# Nothing that is sent counts in any figure, and only what came in has an index on its moment.
WANTED = {"fact_contact": "direction = 'in'"}
MOMENT = {
    "fact_contact": "started_at",
    "fact_order": "placed_at",
    "fact_parcel": "placed_at",
    "fact_sent": "started_at",
    "fact_cause": "started_at",
    "fact_signal": "seen_at",
    "fact_cell": "seen_at",
}


class Store:
    """The files of one organisation."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def sync(self, connection: psycopg.Connection[Any]) -> list[str]:
        """Bring the files up to date; returns the months that were written anew."""
        with self._alone():
            shape, given_out = _shape(connection), read_given_out(connection)
            mark = self._read_mark(shape)
            # One snapshot for the events and for the facts they speak of.
            with connection.transaction():
                connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                touched = find_touched(connection, mark) if mark else list_months(connection)
                fresh = mark.moved(connection, given_out) if mark else Mark.at_start(connection, given_out)
                for name in facts.WHOLE:
                    self._write_whole(connection, name)
                for name in facts.BY_MONTH:
                    if mark is None:
                        shutil.rmtree(self._folder / name, ignore_errors=True)
                    self._write_months(connection, name, touched)
            self._write_mark(shape, fresh)
            return touched

    def forget(self) -> None:
        """Write everything anew the next time, in case something ever happened without telling."""
        with self._alone():
            (self._folder / "state.json").unlink(missing_ok=True)

    def files(self) -> dict[str, list[Path]]:
        """The files of each fact table."""
        whole = {name: [path] for name in facts.WHOLE if (path := self._folder / f"{name}.parquet").exists()}
        return whole | {name: sorted((self._folder / name).glob("*.parquet")) for name in facts.BY_MONTH}

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _read_mark(self, shape: str) -> Mark | None:
        """How far was read; None when the files are of another database or another version of Wortel."""
        try:
            state = json.loads((self._folder / "state.json").read_text())
            return Mark(**state["mark"]) if state["shape"] == shape else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _write_mark(self, shape: str, mark: Mark) -> None:
        fresh = self._folder / "state.new"
        fresh.write_text(json.dumps({"shape": shape, "mark": mark.as_json()}))
        fresh.replace(self._folder / "state.json")

    def _write_whole(self, connection: psycopg.Connection[Any], name: str) -> None:
        with self._staged(connection, name, "TRUE") as rows:
            fresh = self._folder / f"{name}.new"
            _run(f"COPY ({rows}) TO '{_quoted(fresh)}' (FORMAT parquet)")
            fresh.replace(self._folder / f"{name}.parquet")

    def _write_months(self, connection: psycopg.Connection[Any], name: str, months: Sequence[str]) -> None:
        folder, fresh = self._folder / name, self._folder / f"{name}.new"
        folder.mkdir(exist_ok=True)
        shutil.rmtree(fresh, ignore_errors=True)
        if months:
            with self._staged(connection, name, _within(name, months)) as rows:
                _run(
                    f"COPY ({rows}) TO '{_quoted(fresh)}' "
                    "(FORMAT parquet, PARTITION_BY (month), WRITE_PARTITION_COLUMNS TRUE)"
                )
        for month in months:
            written = sorted((fresh / f"month={month}").glob("*.parquet"))
            _put_in_place(written, folder, month)
        shutil.rmtree(fresh, ignore_errors=True)

    @contextmanager
    def _staged(self, connection: psycopg.Connection[Any], name: str, where: str) -> Iterator[str]:
        """The rows of a fact table as a query over a file that PostgreSQL filled."""
        columns = facts.columns_of(name)
        path = self._folder / f"{name}.csv"
        query = f"COPY (SELECT {', '.join(columns)} FROM {name} WHERE {where}) TO STDOUT (FORMAT csv)"  # noqa: S608 (our own names)
        try:
            with path.open("wb") as file, connection.cursor().copy(query) as copy:
                for block in copy:
                    file.write(block)
            types = ", ".join(f"'{column}': '{kind}'" for column, kind in columns.items())
            yield (
                f"SELECT * FROM read_csv('{_quoted(path)}', header = false, nullstr = '', "  # noqa: S608 (our own names)
                f"allow_quoted_nulls = false, auto_detect = false, quote = '\"', escape = '\"', columns = {{{types}}})"
            )
        finally:
            path.unlink(missing_ok=True)


def _within(name: str, months: Sequence[str]) -> str:
    """These months, and bounds in time that an index can use whatever the organisation's clock says."""
    listed = ", ".join(f"'{month}'" for month in months)
    first, last = f"timestamptz '{min(months)}-01 00:00Z'", f"timestamptz '{max(months)}-01 00:00Z'"
    around = f"{MOMENT[name]} >= {first} - interval '1 day' AND {MOMENT[name]} < {last} + interval '33 days'"
    return f"{WANTED.get(name, 'TRUE')} AND {around} AND month IN ({listed})"


def _put_in_place(written: Sequence[Path], folder: Path, month: str) -> None:
    """The new files of a month in the place of the old ones; a month without rows has no file."""
    old = set(folder.glob(f"{month}*.parquet"))
    for number, path in enumerate(written):
        target = folder / (f"{month}.parquet" if number == 0 else f"{month}.{number}.parquet")
        path.replace(target)
        old.discard(target)
    for path in old:
        path.unlink()


def _shape(connection: psycopg.Connection[Any]) -> str:
    """Changes with the columns of the fact tables and with the database, so that old files are written anew."""
    return sha256(json.dumps([facts.BY_MONTH, facts.WHOLE, find_beginning(connection)]).encode()).hexdigest()


def _run(statement: str) -> None:
    with duckdb.connect() as connection:
        connection.execute("SET timezone = 'UTC'")
        connection.execute(statement)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
