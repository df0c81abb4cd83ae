"""A mail server that keeps nothing: in a demo, all mail that leaves this organisation ends here."""

import asyncio

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Sink:
    """`with Sink() as url:` runs it on a free port of this machine."""

    def __init__(self) -> None:
        self._controller = Controller(_Ear(), hostname="127.0.0.1", port=0, data_size_limit=None)

    def __enter__(self) -> str:
        self._controller.start()
        server = self._controller.server
        assert isinstance(server, asyncio.Server)  # it has started
        host, port = server.sockets[0].getsockname()[:2]
        return f"smtp://{host}:{port}"

    def __exit__(self, *_: object) -> None:
        self._controller.stop()


class _Ear:
    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (named by aiosmtpd)
        return "250 2.0.0 Heard"
