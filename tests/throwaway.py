"""A data folder and a database cluster that last as long as the tests.

Loaded by pytest (`-p tests.throwaway`) before the settings are read, so that no test touches a real data folder.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from wortel.config.home import DATABASE, Home, socket_url
from wortel.config.languages import compile_languages
from wortel.config.processes.locks import held
from wortel.config.processes.postgres.settings import Purpose
from wortel.config.processes.postgres.sharing import shared_cluster

TEMPLATE = "wortel_template"
MARK = "WORTEL_TEST_HOME"  # set by the first process, inherited by the workers of pytest-xdist
SERVER = "WORTEL_TEST_DATABASE_URL"  # whoever names one gets the tests on that server
IS_FIRST = MARK not in os.environ

if IS_FIRST:
    os.environ[MARK] = tempfile.mkdtemp(prefix="wortel-test-")
HOME = Home(Path(os.environ[MARK]))
os.environ["WORTEL_HOME"] = str(HOME.path)
# A DATABASE_URL that stands in the environment may be one that people work in.
os.environ["DATABASE_URL"] = os.environ.get(SERVER) or socket_url(HOME.socket_dir, DATABASE)
# A statement without end fails the test that asked it instead of holding up all others.
os.environ.setdefault("PGOPTIONS", "-c statement_timeout=300s")
compile_languages()


def pytest_unconfigure() -> None:
    # The cluster clears its folder itself after the last worker; without a cluster there is nobody else to do it.
    if IS_FIRST and not HOME.postgres.exists():
        shutil.rmtree(HOME.path, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Start one cluster for all workers, and make one migrated database of which each worker gets a copy."""
    from django.db import connection

    if SERVER in os.environ:
        yield
        return
    with shared_cluster(HOME, Purpose.TEST):
        with held(HOME.path / "template.lock"), django_db_blocker.unblock():
            _make_template_once()
        connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE
        yield


def _make_template_once() -> None:
    from django.core.management import call_command
    from django.db import connection

    made = HOME.path / "template.made"
    if made.exists():
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {TEMPLATE}")
    name, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], TEMPLATE
    _hang_up(connection)
    call_command("migrate", verbosity=0)
    _hang_up(connection)  # a database with a session cannot be copied
    connection.settings_dict["NAME"] = name
    made.touch()


def _hang_up(connection: Any) -> None:
    """Its type knows nothing of the pool, which only PostgreSQL has."""
    connection.close()
    connection.close_pool()
