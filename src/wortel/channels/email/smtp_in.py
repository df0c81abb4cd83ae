"""Accepts mail over SMTP and LMTP: a mail is acknowledged only after it has been stored."""

import asyncio
import logging
import ssl
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MAIL = 60 * 1024 * 1024
LARGE = 512 * 1024
LONGEST_LINE = 1024 * 1024  # more than the standard allows: real mails break it, and refusing them loses them
SECONDS_OF_SILENCE = 300

STORED = "250 2.0.0 Stored"
LATER = "451 4.3.0 Could not be stored now, please try again later"

type Take = Callable[[bytes, str], None]

log = logging.getLogger(__name__)


class Door:
    """Hands each mail to `take`, which returns once it is stored; whatever goes wrong, the sender keeps the mail.

    Large mails have a door of their own: what takes seconds to read must not stand before what takes none.
    """

    def __init__(self, take: Take, executor: Executor, large: Executor | None = None) -> None:
        self._take = take
        self._executor = executor
        self._large = large or executor
        self.busy = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (named by aiosmtpd)
        """Store one mail."""
        status = await self._store(bytes(envelope.original_content or b""), _source(session, envelope))
        # LMTP answers for each recipient apart.
        return "\r\n".join([status] * (len(envelope.rcpt_tos) if isinstance(server, LMTP) else 1))

    async def handle_exception(self, error: Exception) -> str:
        """A fault of ours is no reason to lose a mail."""
        log.error("mail conversation failed", exc_info=error)
        return LATER

    async def _store(self, raw: bytes, source: str) -> str:
        self.busy += 1
        try:
            executor = self._large if len(raw) > LARGE else self._executor
            await asyncio.get_running_loop().run_in_executor(executor, self._take, raw, source)
        except Exception as error:
            log.warning("a mail was not stored and stays with its sender: %s", error)
            return LATER
        finally:
            self.busy -= 1
        return STORED


class _Smtp(SMTP):
    line_length_limit = LONGEST_LINE


class _Lmtp(LMTP):
    line_length_limit = LONGEST_LINE


def make_protocol(
    door: Door,
    *,
    hostname: str,
    is_lmtp: bool = False,
    largest: int = LARGEST_MAIL,
    tls: ssl.SSLContext | None = None,
) -> Callable[[], SMTP]:
    """What an asyncio server needs to speak with each sender; with `tls` no mail is taken before STARTTLS."""
    kind: Any = _Lmtp if is_lmtp else _Smtp
    return lambda: kind(
        door,
        data_size_limit=largest,
        enable_SMTPUTF8=True,
        decode_data=False,
        hostname=hostname,
        ident="Wortel",
        timeout=SECONDS_OF_SILENCE,
        tls_context=tls,
        require_starttls=tls is not None,
    )


def _source(session: Session, envelope: Envelope) -> str:
    peer = session.peer[0] if isinstance(session.peer, tuple) else "a socket"
    return f"smtp {peer} <{envelope.mail_from or ''}> to {', '.join(envelope.rcpt_tos)}"
