"""Locks on files: the kernel lets go of them when their holder is gone, however it went."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self


class FileLock:
    """One open lock file; never inherited by a program that we start."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def share(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def hold(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def is_held(self) -> bool:
        """Try to hold it alone, without waiting."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)


@contextmanager
def held(path: Path) -> Iterator[None]:
    with FileLock(path) as lock:
        lock.hold()
        yield
