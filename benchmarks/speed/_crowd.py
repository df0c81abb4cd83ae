"""Sixteen people at one list: pages a second, and what one page takes of the processors."""

import http.client
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks.speed._cpu import tree_seconds
from django.conf import settings
from django.test import Client
from tests.config.machine import Machine

from wortel.accounts.models import Agent

AT_ONCE = 16
LIST = "/inbox/open/"


@dataclass(frozen=True)
class Door:
    """How one comes in: the address of the pages and the cookie of somebody who is signed in."""

    host: str
    port: int
    cookie: str

    @classmethod
    def open(cls, machine: Machine, agent: Agent) -> "Door":
        client = Client()
        client.force_login(agent, backend="allauth.account.auth_backends.AuthenticationBackend")
        where = urlsplit(machine.address)
        name = settings.SESSION_COOKIE_NAME
        return cls(where.hostname or "", where.port or 0, f"{name}={client.cookies[name].value}")

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.host, self.port, timeout=60)

    def get(self, line: http.client.HTTPConnection, address: str) -> bytes:
        line.request("GET", address, headers={"Cookie": self.cookie})
        response = line.getresponse()
        body = response.read()
        assert response.status == 200, f"{address} answered {response.status}"
        return body


@dataclass(frozen=True)
class Crowd:
    """So many pages in so many seconds."""

    pages: int
    seconds: float
    processor_seconds: float

    def words(self) -> str:
        return (
            f"The list of open cases for {AT_ONCE} at once: **{self.pages / self.seconds:.0f} pages a second**, "
            f"{1_000 * self.processor_seconds / self.pages:.2f} CPU-ms a page for pages and database together "
            f"({self.pages:,} pages; whoever asks for them runs on the same processors)."
        )


def measure(machine: Machine, door: Door, *, rounds: int) -> Crowd:
    """Each of sixteen asks for the list so many times; what was left in caches by the first ones is there for all."""
    _ask_all(door, 5)
    spent, begun = tree_seconds(machine.process.pid), time.monotonic()
    _ask_all(door, rounds)
    seconds = time.monotonic() - begun
    return Crowd(AT_ONCE * rounds, seconds, tree_seconds(machine.process.pid) - spent)


def _ask_all(door: Door, rounds: int) -> None:
    failures: list[BaseException] = []

    def ask() -> None:
        line = door.connect()
        try:
            for _ in range(rounds):
                door.get(line, LIST)
        except BaseException as failure:  # told by whoever waits for all of them
            failures.append(failure)
        finally:
            line.close()

    people = [threading.Thread(target=ask) for _ in range(AT_ONCE)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    if failures:
        raise failures[0]
