"""Live push: an event stream for every open screen, without Django's request stack."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wortel.config.settings")

from django.conf import settings

from wortel.desk.live.hub import END, Hub, Screen
from wortel.desk.live.looker import recognise

type Scope = Mapping[str, Any]
type Receive = Callable[[], Awaitable[Mapping[str, Any]]]
type Send = Callable[[dict[str, Any]], Awaitable[None]]

BEAT_SECONDS = 15
SLOWEST_SECONDS = 20
COME_BACK = b"retry: 1000\n\n"
STREAM = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no")]
BEAT = b": beat\n\n"


class Push:
    """`GET /events/?after=N`: what happened since, and from then on whatever happens."""

    def __init__(self, database_url: str, page_origin: str) -> None:
        self._hub = Hub(database_url)
        self._origin = page_origin.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self._live(receive, send)
        if scope["type"] != "http":
            return None
        return await self._answer(scope, receive, send)

    @property
    def screens(self) -> int:
        return self._hub.screens

    async def close(self) -> None:
        """Tell every screen to come back elsewhere."""
        await self._hub.close()

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await self.close()
                return await send({"type": "lifespan.shutdown.complete"})
            await send({"type": "lifespan.startup.complete"})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path == "/events/":
            return await self._stream(scope, receive, send)
        if path == "/health/live":
            return await _say(send, 200, b'{"status": "alive"}')
        if path == "/health/ready":
            return await self._ready(send)
        if path == "/metrics":
            return await _say(send, 200, b"# TYPE wortel_screens gauge\nwortel_screens %d\n" % self._hub.screens)
        return await _say(send, 404, b"")

    async def _ready(self, send: Send) -> None:
        try:
            async with self._hub.asking() as connection:
                await connection.execute("SELECT 1")
        except psycopg.Error:
            return await _say(send, 503, b'{"status": "not ready", "why": "the database does not answer"}')
        return await _say(send, 200, b'{"status": "ready"}')

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.lower(): value for name, value in scope["headers"]}
        if scope["method"] != "GET":
            return await _say(send, 405, b"")
        # Only our own page may listen with its reader's cookie.
        if headers.get(b"origin", self._origin) != self._origin:
            return await _say(send, 403, b"")
        async with self._hub.asking() as connection:
            looker = await recognise(connection, headers)
        if looker is None:
            return await _say(send, 401, b"", self._allowed())
        screen = await self._hub.join(looker, _read_after(scope, headers))
        try:
            await self._tell(screen, receive, send)
        finally:
            self._hub.leave(screen)

    async def _tell(self, screen: Screen, receive: Receive, send: Send) -> None:
        start = [
            (b"content-type", b"text/event-stream"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": [*start, *self._allowed()]})
        await _send_body(send, COME_BACK)
        gone = asyncio.create_task(_wait_until_gone(receive))
        try:
            while not gone.done():
                words = await _next_words(screen, gone)
                if words == END:
                    break
                await _send_body(send, words)
            with suppress(Exception):
                await _send_body(send, b"", is_last=True)
        except TimeoutError:
            return  # a page that takes nothing for this long has lost its line
        finally:
            gone.cancel()

    def _allowed(self) -> list[tuple[bytes, bytes]]:
        return [
            (b"access-control-allow-origin", self._origin),
            (b"access-control-allow-credentials", b"true"),
            (b"vary", b"origin"),
        ]


async def _next_words(screen: Screen, gone: asyncio.Task[None]) -> bytes:
    """The next news, or a sign of life when there is none for a while."""
    asked = asyncio.create_task(screen.waiting.get())
    await asyncio.wait({asked, gone}, timeout=BEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    if asked.done():
        return asked.result()
    asked.cancel()
    return END if gone.done() else BEAT


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send_body(send: Send, words: bytes, *, is_last: bool = False) -> None:
    sending = send({"type": "http.response.body", "body": words, "more_body": not is_last})
    await asyncio.wait_for(sending, SLOWEST_SECONDS)


async def _say(send: Send, status: int, words: bytes, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    kind = b"application/json" if words.startswith(b"{") else b"text/plain"
    start = {"type": "http.response.start", "status": status, "headers": [(b"content-type", kind), *(headers or [])]}
    await send(start)
    await send({"type": "http.response.body", "body": words})


def _read_after(scope: Scope, headers: Mapping[bytes, bytes]) -> int | None:
    """Where the screen left off: the browser says so itself when it comes back."""
    written = headers.get(b"last-event-id", b"").decode("latin-1")
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("after", [""])[0]
    numbers = [int(one) for one in (written, asked) if one.isdigit()]
    return max(numbers) if numbers else None


application = Push(settings.HOME.database_url(), settings.PUBLIC_URL)
