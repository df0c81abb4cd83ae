"""Opens the database for a command: reachable, up to date, and with an organisation in it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from wortel.config.home import Home
from wortel.config.processes.postgres.sharing import shared_cluster
from wortel.config.refusal import CannotGoOn

if TYPE_CHECKING:
    from wortel.config.first_start import Found  # needs Django to be set up

OLDEST_VERSION = 150000
CONNECT_SECONDS = 5
# Any fixed number: who holds it is preparing this database.
PREPARING = 0x574F5254


@contextmanager
def open_database() -> Iterator[None]:
    """Find or start the database, set Django up, and make it ready for use."""
    with reach_database():
        if not os.environ.get("WORTEL_SUPERVISED"):  # else whoever started us has prepared it
            prepare()
        yield


@contextmanager
def reach_database() -> Iterator[str]:
    """Find or start the database and set Django up, but change nothing in it."""
    with find_database() as url:
        set_up_django(url)
        try:
            yield url
        finally:
            hang_up()


@contextmanager
def find_database() -> Iterator[str]:
    """Yield the address of the named database, or of the embedded one, started when it does not run."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        with shared_cluster(Home.from_environment()) as embedded:
            yield embedded
        return
    if not os.environ.get("WORTEL_SUPERVISED"):
        require_reachable(url)
    yield url


def set_up_django(url: str) -> None:
    import django

    os.environ["DATABASE_URL"] = url
    django.setup()


def prepare(*, is_empty: bool = True, today: date | None = None, seed: int = 1) -> "Found":
    """Bring the tables up to date and make the organisation, once, however many commands start at this moment."""
    from django.db import connection

    from wortel.config import first_start

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        try:
            migrate()
            return first_start.prepare(is_empty=is_empty, today=today, seed=seed, now=datetime.now(UTC))
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])


def has_pending_migrations() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    from django.core.management import call_command
    from django.db import Error

    try:
        if has_pending_migrations():
            call_command("migrate", verbosity=0, interactive=False)
    except Error as error:
        raise CannotGoOn(
            f"The database could not be brought up to date ({_first_line(error)}). Nothing of this step was kept; "
            "check the rights of the database user, then start again."
        ) from error


def require_reachable(url: str) -> None:
    """Say in one sentence what is wrong with DATABASE_URL, without its password."""
    import psycopg

    place = name_without_secret(url)
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS) as connection:
            version, encoding = connection.info.server_version, connection.info.encoding
    except psycopg.Error as error:
        raise CannotGoOn(
            f"The database {place} does not answer ({_first_line(error)}): check that it runs and that "
            "DATABASE_URL is right, or leave DATABASE_URL out to use the database that comes with Wortel."
        ) from error
    if version < OLDEST_VERSION:
        raise CannotGoOn(f"The database {place} is PostgreSQL {version // 10000}: Wortel needs 15 or newer.")
    if encoding != "utf-8":
        raise CannotGoOn(f"The database {place} does not store UTF-8: make one with ENCODING 'UTF8'.")


def name_without_secret(url: str) -> str:
    parts = urlsplit(url)
    try:
        host = f"{parts.hostname or 'on this machine'}{f':{parts.port}' if parts.port else ''}"
    except ValueError:
        host = "in DATABASE_URL"
    return f"{parts.path.lstrip('/') or '?'} ({host})"


def hang_up() -> None:
    """Give all connections back: the threads of an open pool would keep a process that wants to end for seconds."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        cast("Any", connection).close_pool()  # only PostgreSQL has one


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
