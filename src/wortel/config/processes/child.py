"""One process that must stay alive: start, notice its end, start it again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from wortel.config.processes.bond import die_with_parent
from wortel.config.processes.logs import Lines

SOURCE = Path(__file__).resolve().parents[3]
WAITS = (0.05, 0.5, 1.0, 2.0, 5.0, 10.0)
STEADY_SECONDS = 20.0


class Process(Protocol):
    pid: int
    returncode: int | None

    def poll(self) -> int | None: ...

    def wait(self) -> int: ...

    def send_signal(self, sign: int, /) -> None: ...

    def kill(self) -> None: ...


Start = Callable[[int], Process]


@dataclass
class Child:
    """`start` gets the descriptor for everything the process says, and returns the process."""

    name: str
    start: Start
    listener: socket.socket | None = None  # when set, it is started by the first caller
    stop_signal: signal.Signals = signal.SIGTERM
    leaves_last: bool = False
    lines: Lines = field(default_factory=Lines)
    process: Process | None = None
    output: int | None = None
    started_at: float = 0.0
    failures: int = 0
    start_at: float = 0.0

    def begin(self) -> None:
        reading, writing = os.pipe()
        try:
            self.process = self.start(writing)
        except BaseException:
            os.close(reading)
            raise
        finally:
            os.close(writing)
        os.set_blocking(reading, False)
        self.output = reading
        self.started_at = time.monotonic()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def bury(self) -> int:
        """Clear what the dead process left running, and plan the next start; return how it ended."""
        process, self.process = self.process, None
        if process is None:
            return 0
        kill_group(process.pid)
        steady = time.monotonic() - self.started_at > STEADY_SECONDS
        self.failures = 1 if steady else self.failures + 1
        self.start_at = time.monotonic() + WAITS[min(self.failures, len(WAITS)) - 1]
        return process.returncode or 0

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.stop_signal)

    def end(self) -> None:
        """Whatever is still there now goes at once."""
        if self.process is not None:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            kill_group(self.process.pid)


def wortel(*words: str) -> list[str]:
    """The command line of one of our own commands, with this same Python."""
    return [sys.executable, "-m", "wortel.config.cli", *words]


def program(command: list[str], environment: dict[str, str], descriptors: tuple[int, ...] = ()) -> Start:
    """A program of ours in a group of its own, that ends when we end."""

    def start(log: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=environment,
            pass_fds=descriptors,
            start_new_session=True,  # Ctrl-C reaches the supervisor only, which stops the others in order
            preexec_fn=die_with_parent(),
        )

    return start


def kill_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
