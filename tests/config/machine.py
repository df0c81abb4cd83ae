"""A real `wortel run` in a process of its own, as the tests in this folder start it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
PATIENCE_SECONDS = 180
PARTS = ("web", "push", "worker", "text", "mail", "figures", "postgres")


class Machine:
    """One started `wortel run`, with everything it said so far."""

    def __init__(self, home: Path, *words: str, before: Sequence[str] = (), **variables: str) -> None:
        self.home = home
        self.said = home.with_name(home.name + ".out")
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(
                [*before, *wortel("run", "--home", str(home), "--empty", "--port", "0", "--smtp-port", "0", *words)],
                stdout=out,
                stderr=subprocess.STDOUT,
                env=environment() | variables,
                cwd="/",
            )

    @property
    def address(self) -> str:
        return self._note("web")

    @property
    def mail_address(self) -> str:
        return self._note("mail")

    @property
    def database_url(self) -> str:
        return self._note("database")

    def wait_until_ready(self) -> None:
        wait_for(lambda: "Wortel is ready at" in self.said.read_text() or self.process.poll() is not None)
        assert self.process.poll() is None, self.said.read_text()

    def children(self) -> dict[str, int]:
        """Process ids by name: the command of ours, or `postgres`."""
        pids = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return {name: int(pid) for pid in pids if (name := name_of(pid))}

    def is_ready(self) -> bool:
        return answers(f"{self.address}/health/ready")

    def _note(self, name: str) -> str:
        return str(json.loads((self.home / "running.json").read_text())[name])

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(sign)
        return self.process.wait(PATIENCE_SECONDS)


@contextmanager
def running(home: Path, *words: str, before: Sequence[str] = (), **variables: str) -> Iterator[Machine]:
    machine = Machine(home, *words, before=before, **variables)
    try:
        machine.wait_until_ready()
        yield machine
    finally:
        machine.stop()


def name_of(pid: str) -> str | None:
    """Which part this process is; none when it is gone, or has only just been started."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return None
    return next((part for part in PARTS if part in words or words[0].endswith(f"/{part}")), None)


def wortel(*words: str) -> list[str]:
    return [sys.executable, "-P", "-m", "wortel.config.cli", *words]


def command(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        wortel(*words), capture_output=True, text=True, env=environment() | variables, cwd="/", check=False, timeout=120
    )


def environment() -> dict[str, str]:
    """Ours, without what points at the data folder of the tests themselves."""
    strange = re.compile(r"WORTEL_|DATABASE_URL$|SMTP_URL$|PYTEST_|DJANGO_")
    return {name: value for name, value in os.environ.items() if not strange.match(name)} | {"PYTHONPATH": str(SOURCE)}


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def wait_for(is_true: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def processes_in(folder: Path) -> list[str]:
    """Command lines of what still works in or for this folder."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_text().replace("\0", " ") if entry.name.isdigit() else ""
        except OSError:
            continue
        if str(folder) in words:
            found.append(words)
    return found
