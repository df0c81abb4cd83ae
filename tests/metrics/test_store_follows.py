"""The Parquet store follows what happens, also what appears late."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest
from django.db import connection as django_connection
from tests import cast, make
from tests.metrics.quiet import let_others_finish

from wortel.events import actions as events
from wortel.metrics.reckoning.store import Store

pytestmark = pytest.mark.django_db(transaction=True)

SEPTEMBER = datetime(2025, 9, 10, 8, tzinfo=UTC)
OCTOBER = datetime(2025, 10, 10, 8, tzinfo=UTC)


@pytest.fixture
def connect() -> Iterator[Callable[[], psycopg.Connection[Any]]]:
    opened: list[psycopg.Connection[Any]] = []

    def another() -> psycopg.Connection[Any]:
        opened.append(psycopg.connect(**django_connection.get_connection_params(), autocommit=True))
        return opened[-1]

    yield another
    for one in opened:
        one.close()


def file_contact(at: datetime) -> Any:
    cast.shop()
    contact = make.make_contact(at=at)
    events.record("contact.filed", about=contact)
    return contact


def count(store: Store) -> int:
    with closing(duckdb.connect()) as connection:
        paths = [str(path) for path in store.files()["fact_contact"]]
        found = connection.execute("SELECT count(*) FROM read_parquet(?)", [paths]).fetchone() if paths else (0,)
    return found[0] if found else 0


def test_only_the_month_that_was_touched_is_written_anew(tmp_path: Path, connect: Any) -> None:
    store, connection = Store(tmp_path), connect()
    file_contact(SEPTEMBER)
    file_contact(OCTOBER)
    let_others_finish()
    assert store.sync(connection) == ["2025-09", "2025-10"]
    file_contact(OCTOBER)
    assert store.sync(connection) == ["2025-10"]
    assert count(store) == 3


def test_an_event_that_appears_below_others_is_not_missed(tmp_path: Path, connect: Any) -> None:
    store, connection, slow = Store(tmp_path), connect(), connect()
    file_contact(SEPTEMBER)
    let_others_finish()
    store.sync(connection)
    late = make.make_contact(at=SEPTEMBER)
    slow.autocommit = False
    slow.execute(
        "INSERT INTO events_event (at, kind, actor_kind, actor_name, about_kind, about_id, details)"
        " VALUES (now(), 'contact.filed', 'system', '', 'contact', %s, '{}')",
        [late.pk],
    )
    file_contact(OCTOBER)
    assert "2025-09" not in store.sync(connection)
    store.sync(connection)
    slow.commit()
    assert "2025-09" in store.sync(connection)
    assert count(store) == 3


def test_a_month_without_contacts_has_no_file(tmp_path: Path, connect: Any) -> None:
    store, connection = Store(tmp_path), connect()
    contact = file_contact(SEPTEMBER)
    store.sync(connection)
    contact.started_at = OCTOBER
    contact.save(update_fields=["started_at"])
    events.record("import.done", about=cast.shop(), months=["2025-09", "2025-10"])
    store.sync(connection)
    assert [path.stem for path in store.files()["fact_contact"]] == ["2025-10"]


def test_files_of_another_database_are_not_believed(tmp_path: Path, connect: Any) -> None:
    store, connection = Store(tmp_path), connect()
    file_contact(SEPTEMBER)
    store.sync(connection)
    state = tmp_path / "state.json"
    state.write_text(state.read_text().replace('"shape": "', '"shape": "another'))
    assert store.sync(connection) == ["2025-09"]


def test_what_happened_without_telling_is_seen_after_forgetting(tmp_path: Path, connect: Any) -> None:
    store, connection = Store(tmp_path), connect()
    file_contact(SEPTEMBER)
    let_others_finish()
    store.sync(connection)
    make.make_contact(at=OCTOBER)
    assert store.sync(connection) == []
    store.forget()
    assert store.sync(connection) == ["2025-09", "2025-10"]
    assert count(store) == 2
