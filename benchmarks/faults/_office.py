"""The mail server that takes our answers: Postfix's own test server where it is installed, else one in this process."""

import os
import shutil
import socket
import subprocess
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session
from tests.config.machine import wait_for

from wortel.channels.email.sink import Sink

PROGRAM = shutil.which("smtp-sink", path="/usr/sbin:/usr/lib/postfix/sbin:/usr/local/sbin")


class Office(ABC):
    """Takes every mail, and remembers it byte for byte."""

    url: str
    name: str

    @abstractmethod
    def list_taken(self) -> list[bytes]:
        """Every mail for which it said 250, in any order."""


@contextmanager
def open_office(folder: Path) -> Iterator[Office]:
    if PROGRAM is None:
        office = _InProcess()
        with Sink(office) as url:
            office.url = url
            yield office
        return
    with _running_postfix(folder) as postfix:
        yield postfix


class _InProcess(Office):
    name = "an SMTP server in Python"

    def __init__(self) -> None:
        self._taken: list[bytes] = []
        self._lock = threading.Lock()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (named by aiosmtpd)
        with self._lock:
            self._taken.append(bytes(envelope.original_content or b""))
        return "250 2.0.0 Taken"

    def list_taken(self) -> list[bytes]:
        with self._lock:
            return list(self._taken)


class _Postfix(Office):
    name = "Postfix smtp-sink"

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self.url = f"smtp://127.0.0.1:{port}"

    def list_taken(self) -> list[bytes]:
        return [path.read_bytes() for path in self._folder.iterdir()]


@contextmanager
def _running_postfix(folder: Path) -> Iterator[_Postfix]:
    taken = folder / "taken"
    taken.mkdir(parents=True)
    for place in (taken, *taken.parents):
        if place == Path("/tmp"):
            break
        place.chmod(place.stat().st_mode | 0o111)
    taken.chmod(0o777)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # It refuses to work with all rights, and cannot give up rights that it does not have.
    rights = ["-u", "nobody"] if os.geteuid() == 0 else []
    words = [PROGRAM or "", *rights, "-d", f"{taken}/%H%M%S.", f"127.0.0.1:{port}", "100"]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=(folder / "smtp-sink.err").open("w"))
    try:
        wait_for(lambda: _listens(port), 10)
        yield _Postfix(taken, port)
    finally:
        process.terminate()
        process.wait(timeout=10)


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
