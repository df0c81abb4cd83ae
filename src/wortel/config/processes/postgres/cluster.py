"""One database cluster: made once, started, watched, stopped."""

import locale
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from wortel.config.home import DATABASE, Home, socket_url
from wortel.config.processes.bond import die_with_parent
from wortel.config.processes.postgres import settings
from wortel.config.processes.postgres.account import Account, find_account
from wortel.config.processes.postgres.binaries import reachable_binaries
from wortel.config.processes.postgres.leftovers import clear_leftovers
from wortel.config.processes.postgres.place import settle, settle_socket
from wortel.config.processes.postgres.settings import Purpose
from wortel.config.refusal import CannotGoOn

VERSION = "18"
START_SECONDS = 60.0
STOP_SECONDS = 20.0
SMALLEST_DISK_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True)
class Cluster:
    home: Home
    account: Account
    data: Path
    sockets: Path
    binaries: Path
    purpose: Purpose = Purpose.KEEP

    @property
    def url(self) -> str:
        return socket_url(self.sockets, DATABASE)

    def start(self, log: int | IO[bytes]) -> subprocess.Popen[bytes]:
        """Start the database as a child that ends when we end; it does not wait until it answers."""
        clear_leftovers(self.data, self.sockets)
        options = settings.as_arguments(self.sockets, self.purpose)
        return subprocess.Popen(
            [self.binaries / "postgres", "-D", self.data, *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=os.environ | settings.GIVES_BACK,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGINT),
            **self.account.identity,
        )

    def wait_until_ready(self, process: subprocess.Popen[bytes], complaint: Callable[[], str]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not is_ready(self.data, self.sockets):
            if process.poll() is not None or time.monotonic() > deadline:
                raise CannotGoOn(f"The database in {self.data} did not start: {complaint()}")
            time.sleep(0.01)


def is_ready(data: Path, sockets: Path) -> bool:
    """True when the database itself wrote that it takes connections, and it does."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect(str(sockets / ".s.PGSQL.5432"))
    except OSError:
        return False
    return len(lines) > 7 and lines[7].strip() == "ready"


def stop(process: subprocess.Popen[bytes]) -> None:
    """End all connections and shut down in order, whatever it takes."""
    for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if process.poll() is not None:
            return
        process.send_signal(sign)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue


def leave(cluster: Cluster) -> None:
    """Clear the folder of the socket when it stands in a place that is everybody's."""
    if cluster.sockets.is_relative_to(cluster.data.parent):
        return
    cluster.home.figures_socket.unlink(missing_ok=True)
    cluster.home.text_socket.unlink(missing_ok=True)
    try:
        cluster.sockets.rmdir()
    except OSError:
        return  # somebody else's file stands there: not ours to remove


def open_cluster(home: Home, purpose: Purpose = Purpose.KEEP) -> Cluster:
    """Find the cluster of this data folder and make it when there is none. The caller holds the folder's lock."""
    account = find_account()
    data = settle(home, account)
    for place in (home.path, data):
        _refuse_full_disk(place)
    binaries = reachable_binaries(account, data.parent)
    if not (data / "PG_VERSION").exists():
        _make(data, account, binaries)
    _require_version(data)
    return Cluster(home, account, data, settle_socket(home, account), binaries, purpose)


def _require_version(data: Path) -> None:
    version = (data / "PG_VERSION").read_text().strip()
    if version != VERSION:
        raise CannotGoOn(
            f"The database in {data} was made by PostgreSQL {version} and this Wortel brings {VERSION}: make a backup "
            "with the Wortel that made it, and restore that into a new data folder."
        )


def _make(data: Path, account: Account, binaries: Path) -> None:
    """Build aside and rename at the end, so that a cluster is whole or absent."""
    fresh = data.with_name(data.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    fresh.mkdir(mode=0o700)
    os.chown(fresh, account.uid, account.gid)
    try:
        _run([binaries / "initdb", "-D", fresh, *_initdb_options()], account)
        single: list[str | Path] = [binaries / "postgres", "--single", "-D", fresh]
        _run([*single, "template1"], account, b"CREATE EXTENSION vector\n")  # only a superuser may
        _run([*single, "postgres"], account, _first_statements())
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    fresh.rename(data)


def _initdb_options() -> list[str]:
    return [
        "--username=postgres",
        "--auth=trust",  # the socket's folder is closed to everyone else
        "--encoding=UTF8",
        "--locale-provider=builtin",  # the same order on every machine, for ever
        "--builtin-locale=C.UTF-8",
        f"--locale={_text_locale()}",
        "--data-checksums",
        "--no-instructions",
    ]


def _text_locale() -> str:
    """Full-text search asks the C library which signs are letters; plain C would call a curly quote one."""
    before = locale.setlocale(locale.LC_CTYPE)
    for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8", "nl_NL.UTF-8"):
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        locale.setlocale(locale.LC_CTYPE, before)
        return name
    return "C"


def _first_statements() -> bytes:
    # The application is no superuser: row-level security must hold for it too.
    return f"CREATE ROLE {DATABASE} LOGIN CREATEDB\nCREATE DATABASE {DATABASE} OWNER {DATABASE}\n".encode()


def _run(command: list[str | Path], account: Account, statements: bytes = b"") -> None:
    done = subprocess.run(command, input=statements, capture_output=True, cwd="/", check=False, **account.identity)
    complaint = done.stderr.decode(errors="replace")
    if done.returncode != 0 or "ERROR:" in complaint:
        raise CannotGoOn(f"The database could not be made: {latest_words(complaint)}")


def latest_words(text: str) -> str:
    """The line that says what went wrong, without PostgreSQL's own advice around it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if any(word in line for word in ("FATAL", "PANIC", "ERROR", "error:"))]
    return (telling or lines or ["it said nothing"])[-1]


def _refuse_full_disk(place: Path) -> None:
    existing = next(folder for folder in (place, *place.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    if free < SMALLEST_DISK_BYTES:
        raise CannotGoOn(
            f"The disk of {existing} is full: {free // 2**20} MB free, {SMALLEST_DISK_BYTES // 2**20} MB needed. "
            "Make room, or choose another --home."
        )
