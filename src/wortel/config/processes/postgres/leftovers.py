"""What a killed database leaves behind: processes, and files that name a process long gone."""

import os
import signal
import time
from pathlib import Path

PATIENCE_SECONDS = 10.0


def clear_leftovers(data: Path, sockets: Path) -> None:
    """End every process of an earlier life of this cluster and remove the files that would block a start.

    Only to be called by whoever holds the lock of the data folder: then nobody else can own these.
    """
    _end_processes(data)
    for stale in (data / "postmaster.pid", sockets / ".s.PGSQL.5432", sockets / ".s.PGSQL.5432.lock"):
        stale.unlink(missing_ok=True)


def find_processes(data: Path) -> list[int]:
    """Processes that work in this cluster: PostgreSQL makes the data folder its working folder."""
    return [int(entry.name) for entry in _processes() if _works_in(entry, data)]


def _end_processes(data: Path) -> None:
    # A postmaster that is still up shuts down in order at SIGINT; backends that lost theirs need more.
    for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        deadline = time.monotonic() + PATIENCE_SECONDS
        if sign is signal.SIGINT and not _has_postmaster(data):
            continue
        _send(find_processes(data), sign)
        while time.monotonic() < deadline:
            if not find_processes(data):
                return
            time.sleep(0.05)


def _has_postmaster(data: Path) -> bool:
    try:
        pid = int((data / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return False
    return pid in find_processes(data)


def _send(pids: list[int], sign: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, sign)
        except ProcessLookupError:
            continue


def _processes() -> list[Path]:
    table = Path("/proc")
    return [entry for entry in table.iterdir() if entry.name.isdigit()] if table.is_dir() else []


def _works_in(entry: Path, data: Path) -> bool:
    try:
        return (entry / "cwd").readlink() == data.resolve() and (entry / "comm").read_text().strip() == "postgres"
    except OSError:
        return False
