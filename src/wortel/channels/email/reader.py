"""Reads mails in a long-lived child process that may die of a bad mail without taking anything with it."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

from wortel.channels.email import framing, wire
from wortel.channels.email.child import FILE, NO_SUCH_PART, OUT_OF_MEMORY
from wortel.channels.email.parse import NoSuchPart
from wortel.channels.interface import Inbound, Unreadable

CPU_SECONDS = 20
LINE_SECONDS = 4
"""While others wait behind it, a mail gets no more than this; whoever tries again by hand gives it all."""

MEMORY_BYTES = 512 * 1024 * 1024
TRIES = 3
TRIES_WHEN_KILLED = 12
PAUSE_SECONDS = 0.05
FROM_OUTSIDE = {signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
"""No mail can make a child die of these: its limits, and a fault in a library, end it in other ways."""
IDLE_SECONDS = 60.0
"""Ten megabytes are not kept for mail that does not come; the next one waits a tenth of a second for a new child."""
_WALL_FACTOR = 6
"""A busy machine may give the child less than a whole core; past this it hangs rather than works."""
_MAX_ANSWER = 256 * 1024 * 1024
_SOURCE = Path(__file__).resolve().parents[3]
_DRAWING = find_spec("PIL")
_LIBRARY = str(Path(_DRAWING.origin).parents[1]) if _DRAWING and _DRAWING.origin else ""
_START = "import sys; sys.path.insert(0, sys.argv[1]); from wortel.channels.email.child import serve; "
_LIMITS = "cpu_seconds=int(sys.argv[3]), memory_bytes=int(sys.argv[4]), idle_seconds=float(sys.argv[5])"
_CALL = f"serve(int(sys.argv[2]), {_LIMITS})"


class Reader:
    """`with Reader() as reader: reader.read(raw)`. One mail at a time; the child starts with the first
    one, and ends when none comes for a while.

    `read` raises `Unreadable` with the reason: nested too deep, out of memory, out of time, or how the child died.
    """

    def __init__(
        self,
        *,
        trusted_authserv: str = "",
        cpu_seconds: int = CPU_SECONDS,
        memory_bytes: int = MEMORY_BYTES,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._trusted_authserv = trusted_authserv
        self._cpu_seconds = cpu_seconds
        self._memory_bytes = memory_bytes
        self._idle_seconds = idle_seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, raw: bytes) -> Inbound:
        """Read one mail in the child."""
        return self._try(lambda: self._understand(self._ask(raw, want="mail")))

    def read_file(self, raw: bytes, part: str) -> bytes:
        """The bytes of one file of a mail; `NoSuchPart` when there is none at this place."""
        return self._try(lambda: self._take(self._ask(raw, want="file", part=part), part))

    def draw(self, raw: bytes, part: str) -> bytes:
        """One picture of a mail, drawn anew; `Unreadable` when it is none that we show."""
        return self._try(lambda: self._take(self._ask(raw, want="picture", part=part, library=_LIBRARY), part))

    def _try[Answer](self, ask: Callable[[], Answer]) -> Answer:
        with self._lock:
            crashed = killed = 0
            while True:
                try:
                    return ask()
                except _Died as died:
                    killed += died.is_killed
                    crashed += not died.is_killed
                    if died.is_final or crashed >= TRIES or killed >= TRIES_WHEN_KILLED:
                        raise Unreadable(died.reason) from None
                    # A mail is not to blame for what somebody else does; a machine in trouble gets a moment's rest.
                    time.sleep(PAUSE_SECONDS * killed)

    def close(self) -> None:
        """End the child."""
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = self._channel = None

    def _ask(self, raw: bytes, **options: str) -> bytes:
        channel = self._living_channel()
        deadline = time.monotonic() + self._cpu_seconds * _WALL_FACTOR
        try:
            channel.settimeout(self._cpu_seconds * _WALL_FACTOR)
            framing.send(channel, json.dumps({"trusted_authserv": self._trusted_authserv, **options}).encode())
            framing.send(channel, raw)
            return framing.receive(channel, limit=_MAX_ANSWER, deadline=deadline)
        except TimeoutError:
            self.close()
            raise _Died("out of time", is_final=True) from None
        except framing.TooLarge:
            self.close()
            raise _Died("answer too large", is_final=True) from None
        except framing.Ended:
            raise self._post_mortem() from None

    def _take(self, answer: bytes, part: str) -> bytes:
        if answer.startswith(FILE):
            return answer[len(FILE) :]
        reason = self._refusal(answer)
        if reason == NO_SUCH_PART:
            raise NoSuchPart(part)
        raise _Died(reason, is_final=True)

    def _understand(self, answer: bytes) -> Inbound:
        try:
            content = json.loads(answer)
            if isinstance(content, dict) and isinstance(content.get("inbound"), dict):
                return wire.unpack(content["inbound"])
        except (ValueError, TypeError, RecursionError):
            self.close()
            raise _Died("garbled answer", is_final=True) from None
        raise _Died(self._refusal(answer), is_final=True)

    def _refusal(self, answer: bytes) -> str:
        try:
            return str(json.loads(answer)["unreadable"])
        except (ValueError, KeyError, TypeError, RecursionError):
            self.close()
            raise _Died("garbled answer", is_final=True) from None

    def _living_channel(self) -> socket.socket:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._channel is None:
            self._start()
        assert self._channel is not None
        return self._channel

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        limits = [str(self._cpu_seconds), str(self._memory_bytes), str(self._idle_seconds)]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and code, no outside words
                [sys.executable, "-I", "-S", "-c", _START + _CALL, str(_SOURCE), str(theirs.fileno()), *limits],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # The child is to know no secret of ours.
                env={},
                start_new_session=True,
            )
        self._channel = ours

    def _post_mortem(self) -> "_Died":
        assert self._process is not None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        code = self._process.returncode
        self.close()
        if code == -signal.SIGXCPU:
            return _Died("out of time", is_final=True)
        if code == OUT_OF_MEMORY:
            return _Died("out of memory", is_final=True)
        sign = signal.Signals(-code) if code is not None and code < 0 else None
        cause = sign.name if sign else f"exit {code}"
        return _Died(f"the reading process died ({cause})", is_final=False, is_killed=sign in FROM_OUTSIDE)


class _Died(Exception):
    def __init__(self, reason: str, *, is_final: bool, is_killed: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final
        self.is_killed = is_killed
