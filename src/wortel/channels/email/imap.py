"""Reads a folder over IMAP from where it was left, without marking or removing anything on the server."""

import imaplib
import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date

from imap_tools import BaseMailBox
from imap_tools.errors import ImapToolsError

from wortel.channels import egress
from wortel.channels.email import sasl, trouble
from wortel.channels.email.smtp_in import LARGEST_MAIL

SECONDS = 60
LONGEST_IDLE_SECONDS = 4 * 60  # some routers forget a line that is silent for five minutes; the standard allows 29
LISTEN_SECONDS = 1
_SIZE = re.compile(rb"UID\s+(\d+).*?RFC822\.SIZE\s+(\d+)|RFC822\.SIZE\s+(\d+).*?UID\s+(\d+)", re.IGNORECASE | re.DOTALL)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class CannotFetch(Exception):
    """The mailbox could not be read now; the message says why. Nothing was lost: the mail is still there."""

    def __init__(self, said: str, kind: trouble.Kind = "other") -> None:
        super().__init__(said)
        self.kind: trouble.Kind = kind


@dataclass(frozen=True)
class Account:
    """Where a mailbox can be read; with a `token` it is opened by OAuth instead of a password."""

    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    security: str = "tls"
    token: str = ""
    since: date | None = None


@dataclass(frozen=True)
class Fetched:
    """One mail of the folder. A mail that is too large comes with its headers only."""

    uid: int
    raw: bytes
    is_whole: bool = True


class Folder:
    """A folder that has been opened."""

    def __init__(self, box: "_Box", uid_validity: int, since: date | None = None) -> None:
        self._box = box
        self._line = box.line
        self._since = since
        self.uid_validity = uid_validity
        self._is_told_of_more()  # opening tells what stands there already

    def fetch_after(self, uid: int) -> Iterator[Fetched]:
        """Give the mails that came after this one, oldest first, each only when it is asked for."""
        for number, size in self._list_after(uid):
            is_whole = size <= LARGEST_MAIL
            raw = self._fetch(number, "BODY.PEEK[]" if is_whole else "BODY.PEEK[HEADER]")
            if raw is not None:
                yield Fetched(number, raw, is_whole)

    def wait(self, seconds: float, is_over: Callable[[], bool] = lambda: False) -> None:
        """Wait until something comes in or it is over; only where the server can tell, not longer than it lets us."""
        with _told():
            self._line.noop()  # a server may tell here what it would tell only much later while we listen
        if self._is_told_of_more():
            return
        until = time.monotonic() + min(seconds, LONGEST_IDLE_SECONDS)
        with _told():
            tag, has_news = self._line.begin_idle()
            try:
                while not has_news and time.monotonic() < until and not is_over():
                    has_news = self._has_news()
            finally:
                self._line.send(b"DONE\r\n")
                self._box.consume_until_tagged_response(tag)

    def _is_told_of_more(self) -> bool:
        """Whether something came in since the latest search: a server tells that once, perhaps while we fetched."""
        return self._line.response("EXISTS")[1] != [None]

    def _has_news(self) -> bool:
        """Some servers say "still here" now and then; only these words are about mail.

        Nothing said and yet no wait: the line may be dead, and whoever speaks next finds out.
        """
        begun = time.monotonic()
        said = self._box.idle.poll(timeout=LISTEN_SECONDS)
        if not said:
            return time.monotonic() - begun < LISTEN_SECONDS / 2
        return any(word in line.upper() for line in said for word in (b"EXISTS", b"RECENT", b"BYE"))

    @property
    def can_tell(self) -> bool:
        return "IDLE" in self._box.client.capabilities

    def _list_after(self, uid: int) -> list[tuple[int, int]]:
        """The numbers and sizes of new mails; an idle poll costs one short question."""
        self._is_told_of_more()  # forget it: the search finds it
        since = f" SINCE {self._since.day}-{_MONTHS[self._since.month - 1]}-{self._since.year}" if self._since else ""
        found = self._ask("SEARCH", f"UID {uid + 1}:*{since}")
        # `n:*` always names the last mail, also when that one is older.
        numbers = b" ".join(line for line in found if isinstance(line, bytes)).split()
        new = sorted(number for number in map(int, numbers) if number > uid)
        sizes: dict[int, int] = {}
        for start in range(0, len(new), 500):
            chunk = ",".join(map(str, new[start : start + 500]))
            for line in self._ask("FETCH", chunk, "(UID RFC822.SIZE)"):
                match = _SIZE.search(line if isinstance(line, bytes) else b"")
                if match:
                    sizes[int(match[1] or match[4])] = int(match[2] or match[3])
        return [(number, sizes.get(number, 0)) for number in new]

    def _fetch(self, uid: int, part: str) -> bytes | None:
        """The bytes of one mail; None when somebody removed it meanwhile."""
        return next((entry[1] for entry in self._ask("FETCH", str(uid), f"({part})") if isinstance(entry, tuple)), None)

    def _ask(self, command: str, *words: str) -> list[bytes | tuple[bytes, bytes]]:
        with _told():
            status, answer = self._box.client.uid(command, *words)
            if self._is_numbered_anew():
                raise CannotFetch("the folder was made anew", "cut")
        if status != "OK":
            raise CannotFetch(f"{command} was answered with {status}")
        return answer

    def _is_numbered_anew(self) -> bool:
        """A server may say so at any moment; from then on the numbers mean other mails."""
        said = _said_validity(self._box)
        return said is not None and said != self.uid_validity


@contextmanager
def open_folder(account: Account, *, tls: ssl.SSLContext | None = None, patience: float = SECONDS) -> Iterator[Folder]:
    """Sign in and open the folder without the right to change it. Certificates are always checked."""
    context = tls or ssl.create_default_context()
    with _told():
        box = _Box(_connect(account, context, patience or SECONDS))
    try:
        with _told(no="consent" if account.token else "sign_in"):
            _sign_in(box, account)
        with _told(no="no_folder"):
            box.folder.set(account.folder, readonly=True)
        yield Folder(box, _find_validity(box), account.since)
    finally:
        _leave(box.line)


class _Box(BaseMailBox):
    """Speaks over a line that has been opened already."""

    def __init__(self, line: "_Line") -> None:
        self.line = line
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return self.line


class _Line(imaplib.IMAP4):
    """A line on which a server may tell news unasked."""

    def begin_idle(self) -> tuple[bytes, bool]:
        """Ask to be told; gives the number of the question, and whether there was news at once."""
        tag, has_news = self._command("IDLE"), False
        while self._get_response() is not None:
            if self.tagged_commands[tag]:
                raise self.error("IDLE is refused")
            has_news = True
        return tag, has_news


class _Plain(_Line, egress.Imap):
    pass


class _Sealed(_Line, egress.ImapTls):
    pass


def _connect(account: Account, context: ssl.SSLContext, patience: float) -> _Line:
    if account.security == "tls":
        return _Sealed(account.host, account.port, ssl_context=context, timeout=patience)
    line = _Plain(account.host, account.port, timeout=patience)
    if account.security == "starttls":
        if "STARTTLS" not in line.capabilities:
            _leave(line)
            raise CannotFetch("no STARTTLS is offered", "no_starttls")
        try:
            line.starttls(ssl_context=context)
        except BaseException:
            with suppress(OSError):
                line.shutdown()
            raise
    return line


def _sign_in(box: BaseMailBox, account: Account) -> None:
    if account.token:
        is_standard = "AUTH=OAUTHBEARER" in box.client.capabilities
        speech: type[sasl.Speech] = sasl.OAuthBearer if is_standard else sasl.XOAuth2
        said = speech(user=account.user, token=account.token, host=account.host, port=account.port)
        try:
            box.client.authenticate(said.name, said.answer)
        except imaplib.IMAP4.error as refusal:
            raise CannotFetch(said.refusal or trouble.words_of(refusal), "consent") from refusal
    elif account.user.isascii() and account.password.isascii():
        box.login(account.user, account.password, initial_folder=None)
    else:
        box.login_utf8(account.user, account.password, initial_folder=None)


def _find_validity(box: BaseMailBox) -> int:
    """Which numbering of the folder this is: another one means that all mails were numbered anew."""
    said = _said_validity(box)
    if said is None:
        raise CannotFetch("the server does not number its mails (no UIDVALIDITY)")
    return said


def _said_validity(box: BaseMailBox) -> int | None:
    said = box.client.untagged_responses.get("UIDVALIDITY")
    latest = said[-1] if said else None
    return int(latest) if isinstance(latest, bytes) else None


def _leave(line: imaplib.IMAP4) -> None:
    with suppress(OSError, imaplib.IMAP4.error):
        line.logout()


@contextmanager
def _told(*, no: trouble.Kind = "other") -> Iterator[None]:
    """Whatever goes wrong on the line is one kind of refusal, with its reason; `no` is what a plain no means here."""
    try:
        yield
    except imaplib.IMAP4.abort as cut:
        raise CannotFetch(trouble.words_of(cut), "cut") from cut
    except (imaplib.IMAP4.error, ImapToolsError) as refusal:
        raise CannotFetch(trouble.words_of(refusal), no) from refusal
    except (OSError, ValueError) as broken:
        raise CannotFetch(trouble.words_of(broken), trouble.tell(broken)) from broken
