"""Reads a folder over IMAP from where it was left, without marking or removing anything on the server."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from wortel.channels.email.smtp_in import LARGEST_MAIL

SECONDS = 60
_SIZE = re.compile(rb"UID\s+(\d+).*?RFC822\.SIZE\s+(\d+)|RFC822\.SIZE\s+(\d+).*?UID\s+(\d+)", re.IGNORECASE | re.DOTALL)


class CannotFetch(Exception):
    """The mailbox could not be read now; the message says why. Nothing was lost: the mail is still there."""


@dataclass(frozen=True)
class Account:
    """Where a mailbox can be read."""

    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    security: str = "tls"


@dataclass(frozen=True)
class Fetched:
    """One mail of the folder. A mail that is too large comes with its headers only."""

    uid: int
    raw: bytes
    is_whole: bool = True


class Folder:
    """A folder that has been opened."""

    def __init__(self, box: BaseMailBox, uid_validity: int) -> None:
        self._box = box
        self.uid_validity = uid_validity

    def fetch_after(self, uid: int) -> Iterator[Fetched]:
        """Give the mails that came after this one, oldest first, each only when it is asked for."""
        for number, size in self._list_after(uid):
            is_whole = size <= LARGEST_MAIL
            raw = self._fetch(number, "BODY.PEEK[]" if is_whole else "BODY.PEEK[HEADER]")
            if raw is not None:
                yield Fetched(number, raw, is_whole)

    def wait(self, seconds: float) -> None:
        """Wait until something comes in, where the server can tell; else just wait."""
        with _told():
            if "IDLE" in self._box.client.capabilities:
                self._box.idle.wait(timeout=seconds)

    @property
    def can_tell(self) -> bool:
        return "IDLE" in self._box.client.capabilities

    def _list_after(self, uid: int) -> list[tuple[int, int]]:
        """The numbers and sizes of new mails; an idle poll costs one short question."""
        found = self._ask("SEARCH", f"UID {uid + 1}:*")
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
        if status != "OK":
            raise CannotFetch(f"{command} was answered with {status}")
        return answer


@contextmanager
def open_folder(account: Account, *, tls: ssl.SSLContext | None = None) -> Iterator[Folder]:
    """Sign in and open the folder without the right to change it. Certificates are always checked."""
    context = tls or ssl.create_default_context()
    with _told():
        box = _connect(account, context)
    try:
        with _told():
            box.login(account.user, account.password, initial_folder=None)
            box.folder.set(account.folder, readonly=True)
        yield Folder(box, _find_validity(box, account.folder))
    finally:
        _leave(box)


def _connect(account: Account, context: ssl.SSLContext) -> BaseMailBox:
    if account.security == "tls":
        return MailBox(account.host, account.port, timeout=SECONDS, ssl_context=context)
    if account.security == "starttls":
        return MailBoxStartTls(account.host, account.port, timeout=SECONDS, ssl_context=context)
    return MailBoxUnencrypted(account.host, account.port, timeout=SECONDS)


def _find_validity(box: BaseMailBox, folder: str) -> int:
    """Which numbering of the folder this is: another one means that all mails were numbered anew."""
    with _told():
        found = box.folder.status(folder, ["UIDVALIDITY"]).get("UIDVALIDITY")
    if not found:
        raise CannotFetch("the server does not number its mails (no UIDVALIDITY)")
    return int(found)


def _leave(box: BaseMailBox) -> None:
    try:
        box.client.logout()
    except (OSError, imaplib.IMAP4.error):
        return


@contextmanager
def _told() -> Iterator[None]:
    """Whatever goes wrong on the line is one kind of refusal, with its reason."""
    try:
        yield
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as trouble:
        raise CannotFetch(str(trouble).strip()[:280] or type(trouble).__name__) from trouble
