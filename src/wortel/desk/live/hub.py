"""One listener at the database, many screens behind it."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import psycopg

from wortel.desk.live.looker import Looker, list_gone
from wortel.desk.live.news import Reader, catch_up

CHANNEL = "wortel_events"  # as events.actions says it; importing that would load every model into this small process
LONGEST_SILENCE = 1.0  # a lost wake-up costs no more than this
SLOWEST_RETRY = 5.0
MOST_WAITING = 500
END = b""

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Screen:
    """One open page. What it has not taken yet waits here; a page that takes nothing is let go."""

    looker: Looker
    waiting: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))

    def tell(self, words: bytes) -> bool:
        try:
            self.waiting.put_nowait(words)
        except asyncio.QueueFull:
            return False
        return True

    def end(self) -> None:
        while self.waiting.full():
            self.waiting.get_nowait()
        self.waiting.put_nowait(END)


class Hub:
    """Listens while anybody is looking, and tells everybody what happened."""

    def __init__(self, database_url: str) -> None:
        self._database_url = database_url
        self._screens: set[Screen] = set()
        self._reader = Reader()
        self._listening: asyncio.Task[None] | None = None
        self._began = asyncio.Event()
        self._looked = 0.0

    @property
    def screens(self) -> int:
        return len(self._screens)

    @asynccontextmanager
    async def asking(self) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
        """A connection for one question."""
        async with await psycopg.AsyncConnection.connect(self._database_url, autocommit=True) as connection:
            yield connection

    async def join(self, looker: Looker, after: int | None) -> Screen:
        """A screen that has heard everything up to number `after` hears everything from there."""
        self._listening = self._listening or asyncio.create_task(self._listen())
        await self._began.wait()
        screen = Screen(looker)
        # First listen, then look back: the other way round something could happen in between.
        self._screens.add(screen)
        async with self.asking() as connection:
            missed = await catch_up(connection, after)
        if missed is not None:
            screen.tell(missed.encode())
        return screen

    def leave(self, screen: Screen) -> None:
        self._screens.discard(screen)

    async def close(self) -> None:
        """Tell everybody to come back elsewhere."""
        for screen in list(self._screens):
            screen.end()
        self._screens.clear()
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    async def _listen(self) -> None:
        wait = 0.2
        while True:
            try:
                async with self.asking() as connection:
                    await self._follow(connection)
            except (psycopg.Error, OSError) as failure:
                log.warning("live push lost the database: %s", failure)
                await asyncio.sleep(wait)
                wait = min(2 * wait, SLOWEST_RETRY)

    async def _follow(self, connection: psycopg.AsyncConnection[Any]) -> None:
        await connection.execute(f"LISTEN {CHANNEL}")
        if not self._began.is_set():
            await self._reader.begin(connection)
            self._began.set()
        while True:
            async for _ in connection.notifies(timeout=LONGEST_SILENCE, stop_after=1):
                pass
            for news in await self._reader.read(connection, time.monotonic()):
                self._tell_all(news.encode())
            await self._let_go(connection)

    def _tell_all(self, words: bytes) -> None:
        for screen in list(self._screens):
            if not screen.tell(words):
                self._screens.discard(screen)
                screen.end()

    async def _let_go(self, connection: psycopg.AsyncConnection[Any]) -> None:
        """A session that ended closes its screens."""
        if not self._screens or time.monotonic() - self._looked < LONGEST_SILENCE:
            return
        self._looked = time.monotonic()
        gone = await list_gone(connection, {screen.looker for screen in self._screens})
        for screen in [one for one in self._screens if one.looker in gone]:
            self._screens.discard(screen)
            screen.end()
