"""Behind a proxy people come in at other addresses than those that `run` opens."""

import socket
from pathlib import Path

import pytest

from wortel.config.home import Home
from wortel.config.processes.machine import Doors, environment
from wortel.config.processes.ports import address_of, listen


@pytest.fixture
def doors() -> Doors:
    web, push, mail = (listen("127.0.0.1", 0, option="--port") for _ in range(3))
    return Doors(web, push, mail)


def test_named_addresses_are_told_to_every_process(monkeypatch: pytest.MonkeyPatch, doors: Doors) -> None:
    for name in ("WORTEL_PUBLIC_URL", "WORTEL_PUSH_URL"):
        monkeypatch.setenv(name, "https://desk.shop.example")
    told = environment(Home(Path("/nowhere")), "postgresql:///x", doors)
    assert told["WORTEL_PUBLIC_URL"] == told["WORTEL_PUSH_URL"] == "https://desk.shop.example"
    close(doors)


def test_without_names_they_are_those_that_were_opened(monkeypatch: pytest.MonkeyPatch, doors: Doors) -> None:
    for name in ("WORTEL_PUBLIC_URL", "WORTEL_PUSH_URL"):
        monkeypatch.delenv(name, raising=False)
    told = environment(Home(Path("/nowhere")), "postgresql:///x", doors)
    assert (told["WORTEL_PUBLIC_URL"], told["WORTEL_PUSH_URL"]) == (address_of(doors.web), address_of(doors.push))
    close(doors)


def close(doors: Doors) -> None:
    for door in (doors.web, doors.push, doors.mail):
        assert isinstance(door, socket.socket)
        door.close()
