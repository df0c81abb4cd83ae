"""Processes that file mails when they are told to, and tell what that took of their processor time."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from benchmarks.faults._inside import hang_up
from benchmarks.speed._cpu import own_seconds
from benchmarks.speed._mail import letters
from benchmarks.speed._real import multiplied

from wortel.channels.email.reader import Reader
from wortel.channels.queries import OwnAddresses, find_own_addresses
from wortel.events.actions import in_bulk
from wortel.journey.followups import gathered
from wortel.journey.receive import receive_mail

OURS = "hallo@winkel.example"


@dataclass(frozen=True)
class Share:
    """Processor seconds of one process: its own, and those of its reading child."""

    filing: float
    parsing: float


class Filer:
    """A process of its own with a reader and a line to the database, as the mail process has."""

    def __init__(self, corpus: list[bytes]) -> None:
        self._corpus = corpus
        hang_up()
        self._in, out = os.pipe()
        wishes, self._out = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._work(wishes, out)
        os.close(wishes)
        os.close(out)
        self._said = os.fdopen(self._in)

    def begin(self, first: int, number: int, *, is_plain: bool = False) -> None:
        """Let it file mails `first` and on; others may be told to begin before this one is done."""
        os.write(self._out, (json.dumps([first, number, is_plain]) + "\n").encode())

    def end(self) -> Share:
        return Share(*json.loads(self._said.readline()))

    def close(self) -> None:
        os.write(self._out, b"null\n")  # closing is not enough: the filers made after this one hold the line as well
        os.close(self._out)
        os.waitpid(self.pid, 0)
        self._said.close()

    def _work(self, wishes: int, out: int) -> None:
        code = 1
        try:
            with os.fdopen(wishes) as wanted, Reader() as reader:
                own = find_own_addresses([OURS])
                for wish in iter(lambda: json.loads(wanted.readline() or "null"), None):
                    os.write(out, (json.dumps(self._file(reader, own, *wish)) + "\n").encode())
            hang_up()
            code = 0
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            os._exit(code)

    def _file(self, reader: Reader, own: OwnAddresses, first: int, number: int, is_plain: bool) -> list[float]:
        stream = islice(letters(), first, None) if is_plain else multiplied(self._corpus, first)
        process: Any = reader._process
        begun, child = time.process_time(), own_seconds(process.pid) if process else 0.0
        with in_bulk(), gathered():
            for raw in islice(stream, number):
                receive_mail(raw, reader=reader, mailboxes=own, now=datetime.now(UTC))
        process = reader._process
        return [time.process_time() - begun, own_seconds(process.pid) - child]


@contextmanager
def filers(number: int, corpus: list[bytes]) -> Iterator[list[Filer]]:
    made = [Filer(corpus) for _ in range(number)]
    try:
        yield made
    finally:
        for filer in made:
            filer.close()
