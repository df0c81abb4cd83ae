"""The database dies, stays away until the health page says so, and comes back."""

import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from benchmarks.faults._books import close_books, count_filed
from benchmarks.faults._finding import Finding
from benchmarks.faults._letters import Letter, write
from benchmarks.faults._world import Senders, World, open_world
from tests.config.machine import wait_for

from wortel.config.home import Home
from wortel.config.processes.postgres.cluster import Cluster, is_ready, leave, open_cluster, stop

DEATHS = 50
FEW = 6
MAILS = 20
RED_SECONDS = 10.0
GREEN_SECONDS = 30.0
PATIENCE_SECONDS = 120.0
LONGEST_SECONDS = 600.0
"""On a slow machine fewer deaths are told than were meant, rather than none."""


class Server:
    """A database server of one's own, that can be killed and started again."""

    def __init__(self, cluster: Cluster, log: Path) -> None:
        self.url = cluster.url
        self._cluster = cluster
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = self._cluster.start(log)
        wait_for(lambda: is_ready(self._cluster.data, self._cluster.sockets), PATIENCE_SECONDS)

    def die(self, sign: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(sign)
        self._process.wait()

    def stop(self) -> None:
        assert self._process is not None
        stop(self._process)
        leave(self._cluster)


@contextmanager
def open_server(folder: Path) -> Iterator[Server]:
    folder.mkdir(parents=True)
    for place in (folder, *folder.parents):  # its own user must be able to come here
        if place == Path("/tmp"):
            break
        place.chmod(place.stat().st_mode | 0o111)
    server = Server(open_cluster(Home(folder)), folder / "log")
    server.start()
    try:
        yield server
    finally:
        server.stop()


def run(folder: Path, *, is_small: bool = False) -> list[Finding]:
    deaths, chance, numbers = FEW if is_small else DEATHS, random.Random(1), count()
    letters: list[Letter] = []
    reds, greens, flows = [], [], []
    with open_server(folder / "database") as server, open_world(folder / "world", DATABASE_URL=server.url) as world:
        until = time.monotonic() + LONGEST_SECONDS
        for death in range(deaths):
            fresh = [write(next(numbers)) for _ in range(MAILS)]
            letters += fresh
            senders = Senders(world, fresh)
            time.sleep(chance.random() * 0.3)
            server.die(signal.SIGQUIT if death % 2 else signal.SIGKILL)
            reds.append(_wait(world, is_green=False))
            server.start()
            greens.append(_wait(world, is_green=True))
            begun = time.monotonic()
            senders.join()
            wait_for(lambda fresh=fresh: count_filed(world, fresh) == len(fresh), PATIENCE_SECONDS)  # type: ignore[misc]
            flows.append(time.monotonic() - begun)
            if time.monotonic() > until:
                break
        wait_for(lambda: not world.colleague.ask("count")["waiting"], PATIENCE_SECONDS)
        books = close_books(world, letters)
    deaths = len(flows)
    return [
        Finding(
            f"{deaths} deaths of the database, half kill -9, half immediate stop",
            f"health red within {RED_SECONDS:.0f} s",
            f"at most {max(reds):.1f} s",
            held=max(reds) <= RED_SECONDS,
        ),
        Finding(
            "the database is back",
            f"health green within {GREEN_SECONDS:.0f} s",
            f"at most {max(greens):.1f} s; mail flows again at most {max(flows):.1f} s later",
            held=max(greens) <= GREEN_SECONDS,
        ),
        Finding(
            f"{len(letters):,} messages meanwhile",
            "none lost, none stored twice, none marked on the IMAP server",
            f"{books.lost} lost, {books.twice} twice, {books.marked} marked; {books.answers} answers, "
            f"{books.answers_lost} lost, {books.repeats} sent once more",
            held=books.is_clean and books.repeats <= deaths,
        ),
    ]


def _wait(world: World, *, is_green: bool) -> float:
    begun = time.monotonic()
    while world.machine.is_ready() is not is_green:
        assert time.monotonic() - begun < PATIENCE_SECONDS, "health does not follow"
        time.sleep(0.05)
    return time.monotonic() - begun
