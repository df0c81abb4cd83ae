"""Faults between us and the IMAP server, with a real Dovecot behind a line that can be spoiled."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

from benchmarks.faults._finding import Finding
from benchmarks.faults._inside import OURS, hang_up, open_shop
from tests.channels.dovecot import PASSWORD, USER, Dovecot
from tests.faults_proxy import FaultProxy, Spoil

from wortel.channels.email import imap
from wortel.channels.email.reader import Reader
from wortel.channels.models import Arrival, Mailbox
from wortel.channels.queries import find_own_addresses
from wortel.contacts.models import Contact
from wortel.journey.fetch import fetch

OFFSETS = 40
MAILS = 3
IDLE_BYTES = 2_000
TIMEOUT_SECONDS = 2
"""The product waits a minute for a server that says nothing; the campaign has no minute for each byte."""


class Line:
    """One mailbox, fetched over a line that can be spoiled."""

    def __init__(self, dovecot: Dovecot, proxy: FaultProxy, mailbox: Mailbox, reader: Reader) -> None:
        self.dovecot = dovecot
        self.proxy = proxy
        self._mailbox = mailbox
        self._reader = reader
        self._numbers = count(1)
        self.sent: list[bytes] = []

    def put(self, mails: int = MAILS) -> None:
        for _ in range(mails):
            number = next(self._numbers)
            raw = _letter(number)
            self.dovecot.put(raw, f"{number:06}.bench")
            self.sent.append(raw)

    def put_again(self) -> None:
        """Deliver the latest mail once more, as servers do that are not sure."""
        self.dovecot.put(self.sent[-1], f"{next(self._numbers):06}.bench")

    def fetch(self, spoil: Spoil | None = None) -> bool:
        """Try once over the line as it is then; gives whether it came to its end."""
        self.proxy.spoil = spoil or Spoil()
        account = imap.Account("127.0.0.1", self.proxy.port, USER, PASSWORD, security="plain")
        with suppress(imap.CannotFetch), imap.open_folder(account) as folder:
            fetch(
                mailbox=self._mailbox,
                folder=folder,
                reader=self._reader,
                mailboxes=find_own_addresses([OURS]),
                clock=lambda: datetime.now(UTC),
            )
            return True
        return False

    def find_wrong(self) -> list[str]:
        """Every mail once, its bytes unchanged, and nothing marked on the server."""
        stored = Arrival.objects.values_list("sha256", flat=True)
        marks = {sha256(raw).hexdigest() for raw in self.sent}
        lost, more = len(marks - set(stored)), len(stored) - len(marks)
        filed = Contact.objects.count() - len(marks)
        names = [path.name for place in ("new", "cur") for path in (self.dovecot.maildir / place).iterdir()]
        marked = sum(bool(set(name.partition(":2,")[2]) & set("ST")) for name in names)
        told = {"lost": lost, "stored too often": more, "filed too often": filed, "marked on the server": marked}
        return [f"{number} {what}" for what, number in told.items() if number]


def run(folder: Path, *, is_small: bool = False) -> list[Finding]:
    mailbox, _ = open_shop()
    imap.SECONDS = TIMEOUT_SECONDS
    try:
        with Dovecot(folder) as dovecot, FaultProxy(dovecot.port) as proxy, Reader() as reader:
            return list(_all(Line(dovecot, proxy, mailbox, reader), 8 if is_small else OFFSETS))
    finally:
        imap.SECONDS = 60
        hang_up()


def _all(line: Line, offsets: int) -> Iterator[Finding]:
    whole = _measure(line)
    places = [whole * (place + 1) // (offsets + 1) for place in range(offsets)]
    yield _spoil(line, "cut in the middle of fetching", [Spoil(cut_after=place) for place in places])
    yield _spoil(line, "half closed", [Spoil(half_close_after=place) for place in places[::4]])
    yield _spoil(line, "fallen silent", [Spoil(silent_after=place) for place in places[::8]])
    yield _spoil(line, "slow, 40 bytes at a time", [Spoil(piece=40, delay=0.002)], must_come=True)
    yield _spoil(line, "refused", [Spoil(is_refused=True)])
    line.dovecot.number_anew()
    yield _go_on(line, "UIDVALIDITY changed", "all mails are seen again, none is stored again")
    line.put_again()
    yield _go_on(line, "delivered twice", "one of the two is kept")
    yield _idle(line)


def _measure(line: Line) -> int:
    """How many bytes one undisturbed conversation takes."""
    line.put()
    before = line.proxy.from_server
    line.fetch()
    return line.proxy.from_server - before


def _spoil(line: Line, name: str, spoils: Sequence[Spoil], *, must_come: bool = False) -> Finding:
    wrong: list[str] = []
    broken = 0
    for spoil in spoils:
        line.put()
        came = line.fetch(spoil)
        broken += not came
        wrong += ["it did not come to its end"] if must_come and not came else []
        line.fetch()
        wrong += line.find_wrong()
    seen = f"{len(spoils)} times, of which {broken} broke off" + "".join(f"; {what}" for what in wrong[:3])
    return Finding(f"line to the server {name}", "every mail once, nothing marked on the server", seen, held=not wrong)


def _go_on(line: Line, name: str, promise: str) -> Finding:
    line.put()
    came = line.fetch()
    wrong = line.find_wrong() + ([] if came else ["it did not come to its end"])
    return Finding(
        name, promise, f"{len(line.sent)} mails in the folder; " + (", ".join(wrong) or "as promised"), not wrong
    )


def _idle(line: Line) -> Finding:
    """Ask when nothing came: sign in, open the folder, one question."""
    before = line.proxy.from_server + line.proxy.from_client
    line.fetch()
    spent = line.proxy.from_server + line.proxy.from_client - before
    promise = f"a look at a folder without news costs less than {IDLE_BYTES:,} bytes"
    return Finding("nothing new", promise, f"{spent:,} bytes, signing in included", held=spent < IDLE_BYTES)


def _letter(number: int) -> bytes:
    head = (
        f"From: Klant <klant{number}@post.example>\r\nTo: {OURS}\r\nSubject: mail {number}\r\n"
        f"Message-ID: <imap{number}@post.example>\r\n\r\n"
    )
    return head.encode() + f"Waar blijft bestelling {number}?\r\n".encode() * 40
