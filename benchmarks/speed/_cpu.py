"""Counts the processor time of everything that works for us: this process, its children, and PostgreSQL."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Spent:
    """Processor seconds, user and system together."""

    ours: float = 0.0
    database: float = 0.0

    @property
    def seconds(self) -> float:
        return self.ours + self.database


class Meter:
    """Measures one cluster and this process, with the children that still live or were waited for."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend = int(cursor.fetchone()[0])
        self._postmaster = _parent(backend)

    @contextmanager
    def measuring(self) -> Iterator[Spent]:
        spent = Spent()
        before = self._now()
        yield spent
        after = self._now()
        spent.ours, spent.database = after.ours - before.ours, after.database - before.database

    def _now(self) -> Spent:
        ended = os.times()
        ours = time.process_time() + ended.children_user + ended.children_system
        ours += sum(own_seconds(pid) for pid in _children(os.getpid()))
        database = sum(own_seconds(pid) for pid in (self._postmaster, *_children(self._postmaster)))
        return Spent(ours, database + _waited_for(self._postmaster))


def tree(root: int) -> list[tuple[int, int]]:
    """This process and all that come from it, each with its parent, parents first."""
    parents = {pid: int(fields[1]) for pid in _pids() if (fields := _fields(pid))}
    found, known = [(root, 0)], {root}
    for pid, parent in sorted(parents.items()):
        if parent in known:
            known.add(pid)
            found.append((pid, parent))
    return found


def tree_seconds(root: int) -> float:
    """Processor seconds of this process and all that come from it, those that ended included."""
    return sum(own_seconds(pid) + _waited_for(pid) for pid, _ in tree(root))


def _fields(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _parent(pid: int) -> int:
    return int(_fields(pid)[1])


def own_seconds(pid: int) -> float:
    """Processor seconds of this one process so far."""
    fields = _fields(pid)
    return (int(fields[11]) + int(fields[12])) / TICK if fields else 0.0


def _waited_for(pid: int) -> float:
    fields = _fields(pid)
    return (int(fields[13]) + int(fields[14])) / TICK if fields else 0.0


def _children(pid: int) -> list[int]:
    return [child for child in _pids() if (fields := _fields(child)) and int(fields[1]) == pid]


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
