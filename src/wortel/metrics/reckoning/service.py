"""The process that reckons months on request, over HTTP on a socket in the data folder.

`GET /months/2025-09` brings the store up to date and answers with the figures and the ledger of that month as JSON.
It serves one caller at a time and ends when nobody has called for a while: it is started again by the next one.
"""

import json
import logging
import socket
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import UnixStreamServer
from typing import Any
from urllib.parse import urlsplit

import duckdb
import psycopg

from wortel.metrics.reckoning.alarms import find_alarms
from wortel.metrics.reckoning.cells import Question
from wortel.metrics.reckoning.engines import DuckEngine, PostgresEngine
from wortel.metrics.reckoning.reckon import reckon_for_pages
from wortel.metrics.reckoning.store import Store
from wortel.metrics.report import Report

ANSWER_WITHIN = 20
SHORT = 5
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reckoner:
    """Where the facts are born, and where they are kept."""

    database_url: str
    folder: Path

    def reckon(self, month: str, as_of: datetime) -> Report:
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            question = Question(month, as_of, _find_window(connection), ANSWER_WITHIN, SHORT)
            try:
                return self._from_store(question, connection)
            except (OSError, duckdb.Error):
                # A full disk must not stop the figures; the database knows them too, and slower.
                log.exception("the store of facts cannot be used, asking the database")
                return reckon_for_pages(question, PostgresEngine(connection))

    def find_alarms(self, on: date) -> list[dict[str, Any]]:
        """What was unusual on this day; the latest weeks are few enough for the database itself."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            return find_alarms(PostgresEngine(connection), on)

    def _from_store(self, question: Question, connection: psycopg.Connection[Any]) -> Report:
        store = Store(self.folder)
        store.sync(connection)
        with closing(DuckEngine(store.files())) as engine:
            return reckon_for_pages(question, engine)


def answer(reckoner: Reckoner, page: str, now: datetime) -> dict[str, Any]:
    """The content of a page, such as /months/2025-09 or /alarms/2025-09-30."""
    match page.strip("/").split("/"):
        case ["health", _]:
            return {"ok": True}
        case ["months", month]:
            return reckoner.reckon(month, now).as_json()
        case ["facts", "anew"]:
            Store(reckoner.folder).forget()
            return {"ok": True}
        case ["alarms", day]:
            return {"alarms": reckoner.find_alarms(date.fromisoformat(day))}
        case _:
            raise LookupError(page)


def serve(listener: socket.socket, reckoner: Reckoner, *, idle: float, clock: Callable[[], datetime]) -> None:
    """Answer until nobody has called for `idle` seconds."""
    listener.setblocking(True)
    listener.settimeout(idle)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                self._send(200, answer(reckoner, urlsplit(self.path).path, clock()))
            except LookupError:
                self._send(404, {"error": "there is no such page"})
            except Exception as error:
                log.exception("%s", self.path)
                self._send(500, {"error": f"{type(error).__name__}: {error}"})

        def _send(self, status: int, content: dict[str, Any]) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def address_string(self) -> str:
            return "socket"

        def log_message(self, *words: Any) -> None:
            log.info(*words)

    with closing(_Server(listener, Handler)) as server:
        server.serve_until_idle()


class _Server(UnixStreamServer):
    """Takes a socket that is listening already."""

    def __init__(self, listener: socket.socket, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__("", handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self._is_idle = False

    def serve_until_idle(self) -> None:
        while not self._is_idle:
            self._is_idle = True
            self.timeout = self.socket.gettimeout()
            self.handle_request()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._is_idle = False
        super().process_request(request, client_address)

    def server_close(self) -> None:
        self.socket.close()

    def close(self) -> None:
        self.server_close()


def _find_window(connection: psycopg.Connection[Any]) -> timedelta:
    row = connection.execute("SELECT repeat_window_hours FROM fact_setting").fetchone()
    return timedelta(hours=row[0] if row else 168)


def utc_now() -> datetime:
    return datetime.now(UTC)
