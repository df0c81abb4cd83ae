"""A mail server on a thread of its own. As it is, it keeps nothing: in a demo, all mail that leaves ends here."""

import asyncio
import socket
import threading
from typing import Any, Protocol

from aiosmtpd.smtp import SMTP, Envelope, Session


class Nowhere:
    """Takes every mail and forgets it."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (named by aiosmtpd)
        return "250 2.0.0 Heard"


class Taking(Protocol):
    """Who gets the mail."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str: ...  # noqa: N802 (named by aiosmtpd)


class Sink:
    """`with Sink() as url:` runs it on a free port of this machine; `handler` may do something with the mail."""

    def __init__(self, handler: Taking | None = None) -> None:
        self._handler = handler or Nowhere()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._listener = socket.create_server(("127.0.0.1", 0))

    def __enter__(self) -> str:
        self._thread.start()
        return f"smtp://127.0.0.1:{self._listener.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server: Any = self._loop.run_until_complete(self._loop.create_server(self._converse, sock=self._listener))
        try:
            self._loop.run_forever()
        finally:
            server.close()
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.run_until_complete(asyncio.sleep(0))

    def _converse(self) -> SMTP:
        return SMTP(self._handler, hostname="sink", data_size_limit=None, loop=self._loop)
