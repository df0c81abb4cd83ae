"""Five hundred callers who hold their line and hardly say anything, at the door of the mail and of the pages."""

import socket
import statistics
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.faults._finding import Finding
from benchmarks.faults._large import Scale
from benchmarks.faults._letters import write
from benchmarks.faults._poison import Queue
from benchmarks.faults._world import World, open_world

CALLERS, FEW = 500, 100
LOOKS, FEW_LOOKS = 200, 40
BYTE_SECONDS = 3.0
LONGEST_GROWTH_MB = 150
TIMES = 2.0
LEAST_SECONDS = 0.3
"""Below this nobody notices that it took twice as long."""
FIRST = {
    "smtp": b"EHLO slow.example\r\nMAIL FROM:<slow@post.example>\r\nRCPT TO:<hallo@winkel.example>\r\nDATA\r\n",
    "http": b"POST /contact/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n",
}


class Callers:
    """Each says a byte every few seconds."""

    def __init__(self, port: int, kind: str, number: int) -> None:
        self._lines: list[socket.socket] = []
        self._kind = kind
        for _ in range(number):
            with suppress(OSError):
                line = socket.create_connection(("127.0.0.1", port), timeout=5)
                line.sendall(FIRST[kind])
                line.setblocking(False)  # a door that no longer listens must not hold up the callers
                self._lines.append(line)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._mumble)
        self._thread.start()

    @property
    def held(self) -> int:
        return len(self._lines)

    def leave(self) -> None:
        self._stop.set()
        self._thread.join()
        for line in self._lines:
            line.close()

    def _mumble(self) -> None:
        while not self._stop.wait(BYTE_SECONDS):
            for line in self._lines:
                with suppress(OSError):
                    line.sendall(b"x" if self._kind == "smtp" else b"X-A: b\r\n")


@contextmanager
def crowd(world: World, number: int) -> Iterator[list[Callers]]:
    doors = {"smtp": world.machine.mail_address, "http": world.machine.address}
    here = [Callers(urlsplit(door).port or 0, kind, number) for kind, door in doors.items()]
    try:
        yield here
    finally:
        for callers in here:
            callers.leave()


def run(folder: Path, *, is_small: bool = False) -> list[Finding]:
    number, looks = (FEW, FEW_LOOKS) if is_small else (CALLERS, LOOKS)
    with open_world(folder) as world:
        _look(world, 20)  # the first page of all takes longer
        before, calm = Scale(world), {}
        with before.weighing():
            calm = {"pages": _look(world, looks), "mail": _mail(world, looks, first=0)}
        during = Scale(world)
        with crowd(world, number) as here, during.weighing():
            held = [callers.held for callers in here]
            busy = {"pages": _look(world, looks), "mail": _mail(world, looks, first=100_000)}
        healthy = world.machine.is_ready()
    growth = sum(during.most.values()) - sum(before.most.values())
    return [
        *(
            Finding(
                f"{number} slow callers at each door: {what}",
                f"p95 stays within {TIMES:.0f} times the normal, or below {LEAST_SECONDS} s",
                f"p95 {calm[what]:.3f} s without them, {busy[what]:.3f} s with them ({held[0]} + {held[1]} lines held)",
                held=busy[what] <= max(TIMES * calm[what], LEAST_SECONDS),
            )
            for what in ("pages", "mail")
        ),
        Finding(
            "what the slow callers cost",
            f"less than {LONGEST_GROWTH_MB} MB, and everything is healthy afterwards",
            f"{growth:+.0f} MB; healthy: {'yes' if healthy else 'no'}",
            held=growth < LONGEST_GROWTH_MB and healthy,
        ),
    ]


def _look(world: World, looks: int) -> float:
    seconds = []
    for _ in range(looks):
        begun = time.monotonic()
        with suppress(OSError), urllib.request.urlopen(f"{world.machine.address}/contact/", timeout=60) as response:
            response.read()
        seconds.append(time.monotonic() - begun)
    return statistics.quantiles(seconds, n=20)[-1]


def _mail(world: World, mails: int, *, first: int) -> float:
    queue = Queue(world, [write(first + number).raw for number in range(mails)])
    queue.send()
    assert set(queue.codes) == {250}, set(queue.codes)
    return statistics.quantiles(queue.seconds, n=20)[-1]
