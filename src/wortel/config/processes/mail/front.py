"""What all ways in share: readers for the bytes, our own addresses, and waking whoever waits for news."""

import logging
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from queue import LifoQueue

from django.conf import settings
from django.db import Error, close_old_connections, connection

from wortel.channels.email.reader import LINE_SECONDS, Reader
from wortel.channels.email.smtp_in import ASIDE, AT_ONCE
from wortel.channels.email.spool import Full
from wortel.channels.queries import OwnAddresses, find_own_addresses
from wortel.config.processes.postgres.cluster import SMALLEST_DISK_BYTES
from wortel.events.actions import Batch, in_bulk
from wortel.journey.followups import gathered, wake
from wortel.journey.receive import receive_mail

READERS = AT_ONCE + ASIDE + 2  # one more for large mail, and one for what is fetched
OWN_ADDRESSES_KEPT = timedelta(seconds=10)

log = logging.getLogger(__name__)


def clock() -> datetime:
    return datetime.now(UTC)


class Front:
    """The front line of this process; any thread may use it."""

    def __init__(self) -> None:
        # The one that worked last comes first: a further child is only there when mails come together.
        self._readers: LifoQueue[Reader] = LifoQueue()
        for _ in range(READERS):
            self._readers.put(Reader(trusted_authserv=settings.TRUSTED_AUTHSERV, cpu_seconds=LINE_SECONDS))
        self._lock = threading.Lock()
        # A database of your own stands on a disk of its own.
        self._disk = place if (place := settings.HOME.postgres).exists() else None
        self._own: OwnAddresses | None = None
        self._asked_at = datetime.min.replace(tzinfo=UTC)
        self._batch = Batch()
        self._kinds: set[str] = set()

    def take(self, raw: bytes, source: str) -> None:
        """Take in one mail; when this returns it is committed, and when it raises nothing of it was kept."""
        self.require_room()
        with self.working(), self.reading() as reader:
            receive_mail(raw, reader=reader, mailboxes=self.own(), now=clock(), source=source)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A reader for yourself alone."""
        reader = self._readers.get()
        try:
            yield reader
        finally:
            self._readers.put(reader)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Work with the database in this thread; news is told by `tell`, and a broken line is not used again."""
        close_old_connections()
        try:
            with in_bulk(self._batch), gathered(self._kinds):
                yield
        except Error:
            connection.close()
            raise
        finally:
            close_old_connections()

    def require_room(self) -> None:
        """Refuse mail while the disk can still hold everything else: a database without any room stops altogether."""
        if self._disk is not None and (free := shutil.disk_usage(self._disk).free) < SMALLEST_DISK_BYTES:
            raise Full(f"the disk is nearly full ({free // 2**20} MB free): make room, mail waits until then")

    def own(self) -> OwnAddresses:
        """Our addresses, read again every few seconds: somebody may add a mailbox."""
        with self._lock:
            if self._own is None or clock() - self._asked_at > OWN_ADDRESSES_KEPT:
                self._own, self._asked_at = find_own_addresses(), clock()
            return self._own

    def tell(self) -> None:
        """Wake the screens and the jobs, once for everything since the last time."""
        try:
            self._batch.tell()
            wake(self._kinds)
        except Error as error:
            connection.close()
            log.warning("news could not be told: %s", error)

    def close(self) -> None:
        while not self._readers.empty():
            self._readers.get().close()
