"""The process `wortel figures`: asked over a socket, gone when nobody asks."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo
from tests import cast, make

from wortel.events import actions as events
from wortel.metrics.asking import NoFigures, ask_alarms, ask_month

pytestmark = pytest.mark.django_db(transaction=True)


def start(folder: Path, *, idle: int) -> subprocess.Popen[bytes]:
    """The process, as soon as it listens."""
    wanted = ("host", "port", "user", "password", "dbname")
    parameters = connection.get_connection_params()
    place = make_conninfo(**{name: value for name, value in parameters.items() if name in wanted})
    words = [sys.executable, "-m", "wortel.config.cli", "figures"]
    words += ["--socket", str(folder / "f.sock"), "--idle", str(idle)]
    environment = os.environ | {"DATABASE_URL": place, "WORTEL_HOME": str(folder / "home"), "PYTHONPATH": "src"}
    process = subprocess.Popen(words, env=environment)
    until = time.monotonic() + 30
    while not (folder / "f.sock").exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    return process


@pytest.fixture(scope="module")
def folder(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("figures")
    process = start(folder, idle=120)
    yield folder
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(autouse=True)
def _door(folder: Path, settings: Any) -> None:
    cast.shop()
    settings.FIGURES_SOCKET = str(folder / "f.sock")


def test_it_answers_with_the_month_and_what_came_in_since() -> None:
    at = datetime(2025, 9, 10, 8, tzinfo=UTC)
    for contacts in (1, 2):
        events.record("contact.filed", about=make.make_contact(at=at))
        volume = next(one for one in ask_month("2025-09")["figures"] if one["figure"] == "volume" and not one["dims"])
        assert volume["value"] == contacts


def test_it_says_what_it_does_not_know_and_goes_on() -> None:
    with pytest.raises(NoFigures):
        ask_month("2025-09/more")
    assert ask_month("2025-09")["ledger"][-1]["charged_to"] == "total"


def test_it_ends_when_nobody_asks(tmp_path: Path) -> None:
    assert start(tmp_path, idle=1).wait(timeout=40) == 0


def test_it_finds_what_is_suddenly_more_frequent() -> None:
    on = date(2025, 9, 6)
    reason = make.make_reason("login")
    for day, amount in enumerate([0, 1, 2, 1, 1, 0, 2] * 9 + [2, 3, 2, 4, 3, 5]):
        moment = datetime(2025, 6, 30, 10, tzinfo=UTC) + timedelta(days=day)
        for _ in range(amount):
            make.give_reason(make.make_contact(at=moment), reason, at=moment)
    alarms = ask_alarms(on)
    assert [(one["topic"], one["first"]) for one in alarms] == [("login", True)]
    assert alarms[0]["days"][-6:] == [2, 3, 2, 4, 3, 5]
    assert ask_alarms(on - timedelta(days=1)) == []
