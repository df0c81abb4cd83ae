"""A mail server that keeps nothing: in a demo, all mail that leaves this organisation ends here."""

import socket
from asyncio import AbstractServer
from collections.abc import Awaitable, Callable

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Heard = Callable[[bytes], None]


class Sink:
    """`with Sink(heard) as url:` runs it on a free port of this machine; `heard` is told each mail."""

    def __init__(self, heard: Heard | None = None) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._controller = _OnSocket(_Ear(heard), self._listener)

    def __enter__(self) -> str:
        self._controller.start()
        host, port = self._listener.getsockname()[:2]
        return f"smtp://{host}:{port}"

    def __exit__(self, *_: object) -> None:
        self._controller.stop()


class _OnSocket(Controller):
    """Listens on a socket that is bound already: the library cannot tell which free port it was given."""

    def __init__(self, ear: "_Ear", listener: socket.socket) -> None:
        host, port = listener.getsockname()[:2]
        super().__init__(ear, hostname=host, port=port, data_size_limit=None)
        self._listener = listener

    def _create_server(self) -> Awaitable[AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self._listener)


class _Ear:
    def __init__(self, heard: Heard | None) -> None:
        self._heard = heard

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (named by aiosmtpd)
        if self._heard is not None and isinstance(envelope.content, bytes):
            self._heard(envelope.content)
        return "250 2.0.0 Heard"
