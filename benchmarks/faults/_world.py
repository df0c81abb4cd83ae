"""A whole Wortel and what stands around it: Dovecot, a mail server for answers, senders, a colleague."""

import json
import os
import random
import smtplib
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.faults._letters import OURS, Letter, as_row
from benchmarks.faults._office import Office, open_office
from tests.channels.dovecot import PASSWORD, USER, Dovecot
from tests.config.machine import SOURCE, Machine, environment, running, wait_for
from tests.faults_proxy import FaultProxy

ROOT = SOURCE.parent
SENDERS = 4
PAUSE_SECONDS = 0.2
PATIENCE_SECONDS = 180.0
READING_SECONDS = 20.0


class World:
    """Everything that is there while faults happen."""

    def __init__(
        self, machine: Machine, dovecot: Dovecot, proxy: FaultProxy, office: Office, colleague: "Colleague"
    ) -> None:
        self.machine = machine
        self.dovecot = dovecot
        self.proxy = proxy
        self.office = office
        self.colleague = colleague
        self._offered = count()
        self.offered = 0

    def put(self, letter: Letter) -> None:
        """Lay a mail in the mailbox of the IMAP server."""
        self.dovecot.put(letter.raw, f"{time.time_ns()}.m{letter.number}.bench")
        self.offered = next(self._offered) + 1


@contextmanager
def open_world(folder: Path, home: Path | None = None, **variables: str) -> Iterator[World]:
    """Set it all up in this folder, with the mailbox fetched through a proxy that can spoil its line."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        dovecot = stack.enter_context(Dovecot(folder / "dovecot"))
        proxy = stack.enter_context(FaultProxy(dovecot.port))
        office = stack.enter_context(open_office(folder / "office"))
        surroundings = {"SMTP_URL": office.url, "WORTEL_INSIDE_HOSTS": "127.0.0.1"} | variables
        machine = stack.enter_context(running(home or folder / "home", **surroundings))
        colleague = stack.enter_context(Colleague(machine))
        colleague.ask("prepare", address=OURS, imap_port=proxy.port, user=USER, password=PASSWORD)
        yield World(machine, dovecot, proxy, office, colleague)


class Colleague:
    """See `_colleague.py`; what stands there goes on answering until this is left."""

    def __init__(self, machine: Machine) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.faults._colleague"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=machine.said.with_suffix(".colleague").open("w"),
            cwd=ROOT,
            env=environment()
            | {"WORTEL_HOME": str(machine.home), "DATABASE_URL": machine.database_url}
            | {"DJANGO_SETTINGS_MODULE": "wortel.config.settings"},
            text=True,
        )
        self.secret = ""

    def __enter__(self) -> "Colleague":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def ask(self, do: str, **wish: object) -> dict[str, Any]:
        """Ask until the database answers."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(json.dumps({"do": do} | wish) + "\n")
            self._process.stdin.flush()
            said: dict[str, Any] = json.loads(self._process.stdout.readline())
            if "trouble" not in said:
                self.secret = said.get("secret", self.secret)
                return said
            time.sleep(PAUSE_SECONDS)
        raise AssertionError(f"{do} did not come off")


class Senders:
    """Mail servers and systems of others: they keep what they have and try again until it is acknowledged."""

    def __init__(self, world: World, letters: Sequence[Letter]) -> None:
        self._world = world
        self._port = urlsplit(world.machine.mail_address).port or 0
        self._address = world.machine.address
        self._waiting = list(letters)[::-1]
        self._lock = threading.Lock()
        self.acknowledged = 0
        self.tries = 0
        self.longest = 0.0
        """Seconds from the first attempt until it was acknowledged."""
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(SENDERS)]
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    return
                letter = self._waiting.pop()
            begun = time.monotonic()
            if letter.way in {"imap", "both"}:
                self._world.put(letter)
            while letter.way != "imap" and not self._send(letter):
                time.sleep(PAUSE_SECONDS)
            with self._lock:
                self.acknowledged += 1
                self.longest = max(self.longest, time.monotonic() - begun)

    def _send(self, letter: Letter) -> bool:
        with self._lock:
            self.tries += 1
        return self._tell(letter) if letter.way == "api" else self._mail(letter)

    def _mail(self, letter: Letter) -> bool:
        try:
            with smtplib.SMTP("127.0.0.1", self._port, timeout=30) as line:
                line.sendmail(f"klant{letter.number}@post.example", [OURS], letter.raw)
        except (OSError, smtplib.SMTPException):
            return False
        return True

    def _tell(self, letter: Letter) -> bool:
        request = urllib.request.Request(
            f"{self._address}/api/v1/contacts",
            data=json.dumps({"contacts": [as_row(letter)]}).encode(),
            headers={
                "Authorization": f"Bearer {self._world.colleague.secret}",
                "Content-Type": "application/json",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return bool(json.loads(response.read())["bad"] == 0)
        except (OSError, ValueError):
            return False


class NothingToRead(Exception):
    """No mail came for so long that the child that reads them is not there."""


def find_part(machine: Machine, part: str) -> int:
    """Its process id; it may just be starting again. Raises `NothingToRead` for the child that reads mails."""
    found: list[int] = []

    def look() -> bool:
        children = machine.children()
        pid = children.get("mail") if part == "parser" else children.get(part)
        if pid is not None and part == "parser":
            pid = next(iter(_children(pid)), None)
        if pid is not None:
            found.append(pid)
        return bool(found)

    if part == "parser":
        with suppress(AssertionError):
            wait_for(look, READING_SECONDS)
        if not found:
            raise NothingToRead
    wait_for(look, PATIENCE_SECONDS)
    return found[0]


def _children(pid: int) -> list[int]:
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:  # noqa: PTH123 (read at once, while it is there)
            own = file.read().split()
        tasks = os.listdir(f"/proc/{pid}/task")  # noqa: PTH208 (names, not paths)
    except OSError:
        return []
    for task in tasks:  # a child belongs to the thread that started it
        if task != str(pid):
            try:
                own += Path(f"/proc/{pid}/task/{task}/children").read_text().split()
            except OSError:
                continue
    return [int(child) for child in own]


def spread(chance: random.Random, parts: Sequence[str], number: int) -> list[str]:
    """Each part about as often, in any order."""
    victims = [parts[place % len(parts)] for place in range(number)]
    chance.shuffle(victims)
    return victims
