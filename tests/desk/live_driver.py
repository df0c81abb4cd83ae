"""Drives the push application as a server would, and reads what it sends."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Self

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from wortel.accounts.models import Agent
from wortel.config import asgi
from wortel.config.asgi import Push

PAGE = "http://127.0.0.1:8000"


def database_url() -> str:
    """The database of this test, for a process of its own."""
    values = connection.settings_dict
    host = values["HOST"] or "localhost"
    return f"postgresql://{values['USER']}@/{values['NAME']}?host={host}"


def sign_in(agent: Agent) -> str:
    """A session as the sign-in page makes one; gives its key."""
    session = SessionStore()
    session[SESSION_KEY] = str(agent.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = agent.get_session_auth_hash()
    session.create()
    assert session.session_key is not None
    return session.session_key


class Screen:
    """An open page: `async with Screen(push, cookie=…) as screen: await screen.hear("case:12")`."""

    def __init__(self, push: Push, *, cookie: str = "", origin: str = PAGE, after: int | None = None) -> None:
        self._push = push
        headers = [(b"cookie", f"wortel={cookie}".encode()), (b"origin", origin.encode())]
        query = f"after={after}".encode() if after is not None else b""
        self._scope = {
            "type": "http", "method": "GET", "path": "/events/", "query_string": query, "headers": headers,
        }  # fmt: skip
        self.status = 0
        self.heard: list[dict[str, Any]] = []
        self.number = 0
        self.beats = 0
        self.has_ended = asyncio.Event()
        self._news = asyncio.Event()
        self._closed = asyncio.Event()
        self._is_deaf = False

    async def __aenter__(self) -> Self:
        self._running = asyncio.create_task(self._push(self._scope, self._receive, self._send))
        self._running.add_done_callback(lambda _: self.has_ended.set())
        async with asyncio.timeout(10):
            while not self.status:
                if self._running.done():
                    self._running.result()
                await asyncio.sleep(0.005)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closed.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._running, 5)

    def turn_deaf(self) -> None:
        """From now on nothing is taken off the line."""
        self._is_deaf = True

    async def hear(self, topic: str, within: float = 10) -> dict[str, Any]:
        """Wait for news about this."""
        async with asyncio.timeout(within):
            while True:
                for news in self.heard:
                    if topic in news["topics"]:
                        return news
                self._news.clear()
                await self._news.wait()

    async def _receive(self) -> dict[str, Any]:
        await self._closed.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        if self._is_deaf:
            await asyncio.Event().wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            return
        self.beats += message["body"] == asgi.BEAT
        for block in message["body"].decode().split("\n\n"):
            lines = dict(
                line.split(": ", 1) for line in block.splitlines() if ": " in line and not line.startswith(":")
            )
            if "data" in lines:
                self.number = int(lines["id"])
                self.heard.append({"number": self.number, **json.loads(lines["data"])})
        self._news.set()


def run(scene: Callable[[Push], Awaitable[None]]) -> None:
    """Play a scene with a push application of its own."""

    async def play() -> None:
        push = Push(database_url(), PAGE)
        try:
            await scene(push)
        finally:
            await push.close()

    # A browser that another test left open has a loop of its own in this thread.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, play()).result()
