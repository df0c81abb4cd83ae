"""Keeps mail on disk while it comes in, so that many large ones at once take hardly any memory."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

IN_MEMORY = 64 * 1024
"""Most mail is smaller and never touches the disk; five hundred callers at once hold no more than 32 MB."""
MOST = 512 * 1024 * 1024
"""As much as is stored within the ten minutes that a sender waits for its answer, also on a slow machine."""
_LOOK_EVERY = 1024 * 1024


class Full(Exception):
    """There is no room for more now; whoever has it keeps it."""


class Spool:
    """The room for what is coming in, shared by all lines. Its files have no name, so a crash leaves none behind."""

    def __init__(self, folder: Path | None = None, *, most: int = MOST, least_free: int = 0) -> None:
        self._folder = str(folder or tempfile.gettempdir())
        self._most = most
        self._least_free = least_free
        self.taken = 0

    @contextmanager
    def open(self) -> Iterator["Incoming"]:
        """Room for one mail, given back at the end."""
        incoming = Incoming(self)
        try:
            yield incoming
        finally:
            incoming.drop()

    def open_file(self) -> tempfile.SpooledTemporaryFile[bytes]:
        """A file that is only made when there is much to write."""
        return tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=self._folder)

    def claim(self, size: int) -> None:
        """Take so many bytes of the disk; raise `Full` where they would leave the others too little."""
        if self.taken + size > self._most:
            raise Full(f"{self._most >> 20} MB of other mail is still being stored")
        if (free := shutil.disk_usage(self._folder).free) < self._least_free:
            raise Full(f"the disk is nearly full ({free >> 20} MB free)")
        self.taken += size

    def give_back(self, size: int) -> None:
        self.taken -= size


class Incoming:
    """One mail, as far as it is here."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._file = spool.open_file()
        self._claimed = 0
        self.size = 0

    def expect(self, size: int) -> None:
        """Claim at once what its sender announces; raise `Full` when that is too much now."""
        if size > IN_MEMORY:
            self._claim(size)

    def add(self, line: bytes) -> None:
        """Keep a further piece; raise `Full` when it cannot be kept."""
        if self.size + len(line) > max(self._claimed, IN_MEMORY):
            self._claim(max(len(line), _LOOK_EVERY))
        try:
            self._file.write(line)
        except OSError as refusal:
            raise Full(str(refusal)) from refusal
        self.size += len(line)

    def read(self) -> bytes:
        """All of it; may be called on another thread, once it is whole."""
        self._file.seek(0)
        return self._file.read()

    def drop(self) -> None:
        """Give its room back."""
        self._file.close()
        self._spool.give_back(self._claimed)
        self._claimed = 0

    def _claim(self, size: int) -> None:
        self._spool.claim(size)
        self._claimed += size
