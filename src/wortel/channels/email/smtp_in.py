"""Accepts mail over SMTP and LMTP: a mail is acknowledged only after it has been stored."""

import asyncio
import logging
import ssl
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from wortel.channels.email.spool import Full, Incoming, Spool

LARGEST_MAIL = 60 * 1024 * 1024
LARGE = 512 * 1024
LONGEST_LINE = 1024 * 1024  # more than the standard allows: real mails break it, and refusing them loses them
SECONDS_OF_SILENCE = 300
SECONDS_TO_STORE = 900
"""More than a sender waits for our answer: it is not for us to hang up first."""
STRIDE = 64 * 1024
"""Whoever needs more than five minutes for this little holds a line for nothing."""
LINES_AT_ONCE = 256
"""Lines that came in already are read without waiting: of a mail of short ones the others would wait for a million."""

AT_ONCE = 3
ASIDE = 3
"""So many mails that take long may go on beside those whose turn it is."""
PATIENCE_SECONDS = 1.0

STORED = "250 2.0.0 Stored"
LATER = "451 4.3.0 Could not be stored now, please try again later"
NO_ROOM = "452 4.3.1 No room for it now, please try again later"
TOO_LARGE = "552 5.3.4 Error: Too much mail data"
TOO_LONG = "500 5.5.2 Line too long (see RFC5321 4.5.3.1.6)"

type Take = Callable[[bytes, str], None]

log = logging.getLogger(__name__)


class Door:
    """Hands each mail to `take`, which returns once it is stored; whatever goes wrong, the sender keeps the mail.

    What takes seconds must not stand before what takes none. So large mails have an `executor` of their own, and a
    small one that takes long steps aside: it goes on, and the next one begins; for that there are more threads than
    turns. `Full` is what `take` raises when there is no room, anything else when it could not.
    """

    def __init__(self, take: Take, executor: Executor, large: Executor | None = None) -> None:
        self._take = take
        self._executor = executor
        self._large = large or executor
        self._turns = asyncio.Semaphore(AT_ONCE)
        self.busy = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (named by aiosmtpd)
        """Store one mail."""
        incoming: Any = envelope.content
        return await self._store(incoming, _source(session, envelope))

    async def handle_exception(self, error: Exception) -> str:
        """A fault of ours is no reason to lose a mail."""
        log.error("mail conversation failed", exc_info=error)
        return LATER

    async def _store(self, incoming: Incoming, source: str) -> str:
        self.busy += 1
        try:
            if incoming.size > LARGE:
                await self._begin(self._large, incoming, source)
            else:
                await self._in_turn(incoming, source)
        except Full as refusal:
            log.warning("a mail stays with its sender: %s", refusal)
            return NO_ROOM
        except Exception as error:
            log.warning("a mail was not stored and stays with its sender: %s", error)
            return LATER
        finally:
            self.busy -= 1
        return STORED

    async def _in_turn(self, incoming: Incoming, source: str) -> None:
        async with self._turns:
            storing = self._begin(self._executor, incoming, source)
            await asyncio.wait({storing}, timeout=PATIENCE_SECONDS)
        await storing

    def _begin(self, executor: Executor, incoming: Incoming, source: str) -> asyncio.Future[None]:
        return asyncio.get_running_loop().run_in_executor(executor, self._take_from, incoming, source)

    def _take_from(self, incoming: Incoming, source: str) -> None:
        """Only the mail whose turn it is comes into memory."""
        self._take(incoming.read(), source)


class _Spooling(SMTP):
    """Writes what comes in to disk, line by line."""

    line_length_limit = LONGEST_LINE
    answers_each = False

    def __init__(self, door: Door, spool: Spool, **options: Any) -> None:
        super().__init__(door, **options)
        self._spool = spool

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 (named by aiosmtpd)
        if await self.check_helo_needed() or await self.check_auth_needed("DATA"):
            return
        assert self.envelope is not None
        if not self.envelope.rcpt_tos or arg:
            await self.push("501 Syntax: DATA" if arg else "503 Error: need RCPT command")
            return
        answers = len(self.envelope.rcpt_tos) if self.answers_each else 1
        with self._spool.open() as incoming:
            try:
                incoming.expect(_announced(self.envelope))
            except Full as refusal:
                log.warning("a mail stays with its sender: %s", refusal)
                await self.push(NO_ROOM)
                return
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            status = await self._receive(incoming)
            if status is None:
                self._reset_timeout(SECONDS_TO_STORE)
                self.envelope.content = incoming  # type: ignore[assignment]  # ours and the door's alone
                status = await self._call_handler_hook("DATA")
        self.envelope = self._create_envelope()
        await self.push("\r\n".join([status] * answers))

    async def _receive(self, incoming: Incoming) -> str | None:
        """Take a whole mail from the line; gives why it is refused, which is only told when all of it has come by."""
        refusal: str | None = None
        is_begin, pieces, come, told = True, 0, 0, 0
        while True:
            pieces += 1
            if pieces % LINES_AT_ONCE == 0:
                await asyncio.sleep(0)
            try:
                piece = await self._reader.readuntil(b"\r\n")
            except asyncio.LimitOverrunError as overrun:
                piece = await self._reader.read(overrun.consumed)
                refusal = refusal or TOO_LONG
            if is_begin and piece == b".\r\n":
                return refusal
            come += len(piece)
            if come - told >= STRIDE:
                told = come
                self._reset_timeout()
            if refusal is None:
                refusal = self._keep(incoming, piece[1:] if is_begin and piece.startswith(b".") else piece)
            if refusal is not None:
                incoming.drop()
            is_begin = piece.endswith(b"\r\n")

    def _keep(self, incoming: Incoming, piece: bytes) -> str | None:
        if self.data_size_limit and incoming.size + len(piece) > self.data_size_limit:
            return TOO_LARGE
        try:
            incoming.add(piece)
        except Full as refusal:
            log.warning("a mail stays with its sender: %s", refusal)
            return NO_ROOM
        return None


class _SpoolingLmtp(_Spooling, LMTP):
    answers_each = True


def make_protocol(
    door: Door,
    *,
    hostname: str,
    is_lmtp: bool = False,
    largest: int = LARGEST_MAIL,
    tls: ssl.SSLContext | None = None,
    spool: Spool | None = None,
) -> Callable[[], SMTP]:
    """What an asyncio server needs to speak with each sender; with `tls` no mail is taken before STARTTLS."""
    kind = _SpoolingLmtp if is_lmtp else _Spooling
    room = spool or Spool()
    return lambda: kind(
        door,
        room,
        data_size_limit=largest,
        enable_SMTPUTF8=True,
        decode_data=False,
        hostname=hostname,
        ident="Wortel",
        timeout=SECONDS_OF_SILENCE,
        tls_context=tls,
        require_starttls=tls is not None,
    )


def _announced(envelope: Envelope) -> int:
    """How large the sender says it is (RFC 1870), so that what cannot be kept need not be sent."""
    told = next((option[5:] for option in envelope.mail_options if option.upper().startswith("SIZE=")), "")
    return int(told) if told.isdecimal() else 0


def _source(session: Session, envelope: Envelope) -> str:
    peer = session.peer[0] if isinstance(session.peer, tuple) else "a socket"
    return f"smtp {peer} <{envelope.mail_from or ''}> to {', '.join(envelope.rcpt_tos)}"
