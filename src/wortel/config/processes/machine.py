"""Everything of `wortel run`: which processes make one machine, in which order they come and go."""

import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from wortel.config.home import Home
from wortel.config.processes import nest
from wortel.config.processes.child import SOURCE, Child, Start, program, wortel
from wortel.config.processes.locks import FileLock
from wortel.config.processes.ports import address_of, listen_on_path
from wortel.config.processes.postgres.claim import claimed
from wortel.config.processes.postgres.cluster import Cluster, is_ready, leave, open_cluster
from wortel.config.processes.postgres.place import make_home
from wortel.config.processes.supervisor import Supervisor
from wortel.config.refusal import AlreadyRunning, CannotGoOn

DATABASE_SECONDS = 60.0
PAGES_SECONDS = 60.0
# Elsewhere the system's own libraries do not survive a fork.
CAN_FORK = sys.platform == "linux"


@dataclass(frozen=True)
class Doors:
    """Where this machine listens."""

    web: socket.socket
    push: socket.socket
    mail: socket.socket


@contextmanager
def only_one(home: Home) -> Iterator[None]:
    """Refuse a second start on the same folder, and say where the first one answers."""
    make_home(home)
    with FileLock(home.lock) as lock:
        if not lock.is_held():
            raise AlreadyRunning(_where_it_runs(home))
        try:
            yield
        finally:
            home.address_note.unlink(missing_ok=True)


@contextmanager
def database(home: Home, supervisor: Supervisor, say: Callable[[str], None]) -> Iterator[str]:
    """Yield the address of the named database, or of the embedded one; stop all processes, the database last."""
    named = os.environ.get("DATABASE_URL")
    if named:
        try:
            yield named
        finally:
            supervisor.stop()
        return
    waiting = "Another wortel command uses this data folder. Waiting until it is done."
    with claimed(home, on_wait=lambda: say(waiting)) as claim:
        cluster = open_cluster(home)
        if home.postgres_place_note.exists():
            say(f"The database's own user cannot enter {home.path}, so the database itself stands in {cluster.data}.")
        try:
            _start_database(cluster, supervisor)
            claim.let_others_in()
            yield cluster.url
        finally:
            claim.keep_others_out()
            supervisor.stop()
            leave(cluster)


def _start_database(cluster: Cluster, supervisor: Supervisor) -> None:
    supervisor.add(Child("postgres", cluster.start, stop_signal=signal.SIGINT, leaves_last=True))
    is_up = supervisor.run_until(lambda: is_ready(cluster.data, cluster.sockets), DATABASE_SECONDS)
    if not is_up and not supervisor.must_stop():
        raise CannotGoOn(f"The database did not start: {supervisor.logs.latest.get('postgres', 'no word')}")


def environment(home: Home, database_url: str, doors: Doors) -> dict[str, str]:
    """What every process of this machine must agree on."""
    fixed = {
        "WORTEL_HOME": str(home.path),
        "DATABASE_URL": database_url,
        "WORTEL_FIGURES_SOCKET": str(home.figures_socket),
        "WORTEL_TEXT_SOCKET": str(home.text_socket),
        "WORTEL_SUPERVISED": "1",
        "PYTHONPATH": str(SOURCE),
        "PYTHONUNBUFFERED": "1",
        "MALLOC_ARENA_MAX": "2",  # threads that serve pages would each keep memory of their own
    }
    # Behind a proxy people come in at other addresses than these.
    chosen = {"WORTEL_PUBLIC_URL": address_of(doors.web), "WORTEL_PUSH_URL": address_of(doors.push)}
    return chosen | dict(os.environ) | fixed


def start_pages(supervisor: Supervisor, common: dict[str, str], doors: Doors) -> None:
    if CAN_FORK:
        nest.load(common)
    supervisor.add(Child("web", _part("web", common, doors.web)))


def start_others(home: Home, supervisor: Supervisor, common: dict[str, str], doors: Doors) -> None:
    """After the pages, which people wait for. Whoever calls before waits in the queue of the open socket."""
    supervisor.add(Child("push", _part("push", common, doors.push)))
    supervisor.add(Child("mail", _part("mail", common, doors.mail)))
    supervisor.add(Child("worker", _part("worker", common)))
    # Not forked: it shares little with the others, and what it loads must go when it goes.
    figures = listen_on_path(home.figures_socket)
    command = wortel("figures", "--fd", str(figures.fileno()))
    supervisor.add_on_demand(Child("figures", program(command, common, (figures.fileno(),))), figures)
    texts = listen_on_path(home.text_socket)
    supervisor.add_on_demand(Child("text", _part("text", common, texts)), texts)


def _part(name: str, common: dict[str, str], door: socket.socket | None = None) -> Start:
    words = [name] if door is None else [name, "--fd", str(door.fileno())]
    descriptors = () if door is None else (door.fileno(),)
    if CAN_FORK:
        return nest.forked(words, common, descriptors)
    return program(wortel(*words), common, descriptors)


def note_address(home: Home, addresses: dict[str, str]) -> None:
    """For other commands, and for the sentence with which a second start is refused."""
    fresh = home.address_note.with_suffix(".new")
    fresh.write_text(json.dumps({"pid": os.getpid(), **addresses}))
    fresh.replace(home.address_note)


def _where_it_runs(home: Home) -> str:
    try:
        address = f", at {json.loads(home.address_note.read_text())['web']}"
    except (OSError, ValueError, KeyError):
        address = ""
    return (
        f"Wortel already runs on the data folder {home.path}{address}. "
        "Stop that one first (Ctrl-C), or choose another folder with --home DIR."
    )
