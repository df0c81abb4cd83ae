"""Asks the process `wortel figures` for a month, so that nobody else needs to load what reckons."""

import http.client
import json
import os
import socket
import subprocess
import sys
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

PATIENCE = 300.0


class NoFigures(Exception):
    """The month could not be reckoned."""


def ask_month(month: str) -> dict[str, Any]:
    """The figures and the ledger of a month as they are now."""
    return _ask(f"/months/{month}")


def ask_alarms(on: date) -> list[dict[str, Any]]:
    """Which reasons came up more often than chance allows on this day, each with its latest weeks day by day."""
    alarms: list[dict[str, Any]] = _ask(f"/alarms/{on}")["alarms"]
    return alarms


def ask_facts_anew() -> None:
    """Have the store of facts written anew before it is read again."""
    _ask("/facts/anew")


def _ask(page: str) -> dict[str, Any]:
    try:
        answer = _call(page)
    except (FileNotFoundError, ConnectionRefusedError):
        # Nobody watches over that process here: let one come for this question only.
        answer = _ask_once(page)
    if "error" in answer:
        raise NoFigures(answer["error"])
    return answer


def _call(path: str) -> dict[str, Any]:
    door = _Door("wortel", timeout=PATIENCE)
    try:
        door.request("GET", path)
        content: dict[str, Any] = json.loads(door.getresponse().read())
    finally:
        door.close()
    return content


class _Door(http.client.HTTPConnection):
    """HTTP over a socket in the data folder."""

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(settings.FIGURES_SOCKET)


def _ask_once(page: str) -> dict[str, Any]:
    words = [sys.executable, "-m", "wortel.config.cli", "figures", "--once", page]
    done = subprocess.run(words, env=os.environ | _place(), capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 (ourselves)
    if done.returncode:
        raise NoFigures(done.stderr.decode(errors="replace").strip()[-500:])
    content: dict[str, Any] = json.loads(done.stdout)
    return content


def _place() -> dict[str, str]:
    """The database of this very connection, which need not be the one in the environment."""
    wanted = ("host", "port", "user", "password", "dbname")
    parameters = {name: value for name, value in connection.get_connection_params().items() if name in wanted and value}
    return {
        "DATABASE_URL": make_conninfo(**parameters),
        "WORTEL_HOME": str(settings.HOME.path),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
