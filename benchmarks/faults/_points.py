"""Numbers the side effects of a process from outside, and kills it with -9 just before one of them.

The product knows nothing of this: what reaches the database, the reading child, the IMAP server or the other side's
mail server is wrapped here, in the process that is going to die.
"""

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

import psycopg
from benchmarks.faults._inside import hang_up

from wortel.channels.email.imap import Folder
from wortel.channels.email.reader import Reader

KILLED = -signal.SIGKILL


@dataclass(frozen=True)
class Run:
    """One life of the process: its steps by name, and whether it was killed before the last of them."""

    steps: Sequence[str]
    is_killed: bool


class Points:
    """The steps of this process so far."""

    def __init__(self, die_at: int | None, out: int) -> None:
        self._die_at = die_at
        self._out = out
        self.number = 0

    def pass_by(self, name: str) -> None:
        """About to do this; or die."""
        self.number += 1
        os.write(self._out, f"{name}\n".encode())
        if self.number == self._die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """From here on count whatever leaves this process."""
        self._wrap(psycopg.Cursor, "execute", _name_of)
        self._wrap(psycopg.Connection, "commit", lambda *_: "COMMIT")
        self._wrap(psycopg.Connection, "rollback", lambda *_: "ROLLBACK")
        self._wrap(Reader, "read", lambda *_: "read in the child")
        self._wrap(Folder, "_fetch", lambda *_: "fetch from the IMAP server")

    def _wrap(self, kind: type, name: str, say: Callable[..., str]) -> None:
        original = getattr(kind, name)

        @wraps(original)
        def stepped(*args: Any, **options: Any) -> Any:
            self.pass_by(say(*args[1:2]))
            return original(*args, **options)

        setattr(kind, name, stepped)


def live(work: Callable[[Points], None], die_at: int | None = None) -> Run:
    """Do this in a process of its own, that dies just before step `die_at`."""
    hang_up()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _be(work, die_at, writing)
    os.close(writing)
    with os.fdopen(reading) as said:
        steps = said.read().splitlines()
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, KILLED):
        raise RuntimeError(f"it ended with {code} after {steps[-3:]}")
    return Run(steps, is_killed=code == KILLED)


def _be(work: Callable[[Points], None], die_at: int | None, out: int) -> None:
    code = 1
    try:
        points = Points(die_at, out)
        points.watch()
        work(points)
        points.pass_by("the end")
        hang_up()
        code = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def _name_of(query: object) -> str:
    words = str(query).split()
    return " ".join(words[:3])[:60] if words else "?"
