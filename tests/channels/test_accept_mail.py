"""The listener in a real conversation: smtplib on the other side, and whatever may go wrong behind it."""

import asyncio
import smtplib
import socket
import ssl
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.channels.certificates import certify
from tests.letters import letter
from wortel.channels.email.sink import Sink
from wortel.channels.email.smtp_in import (
    ASIDE,
    AT_ONCE,
    LARGE,
    LARGEST_MAIL,
    LINES_AT_ONCE,
    LONGEST_LINE,
    Door,
    make_protocol,
)
from wortel.channels.email.spool import IN_MEMORY, Full, Incoming, Spool


class Shelf:
    """Stores mails, until it breaks."""

    def __init__(self) -> None:
        self.mails: list[tuple[bytes, str]] = []
        self.is_broken = False

    def take(self, raw: bytes, source: str) -> None:
        if self.is_broken:
            raise ConnectionError("the database is away")
        self.mails.append((raw, source))


class _Listener(Sink):
    """The product's own conversation on a thread of the test."""

    def __init__(
        self,
        shelf: Shelf,
        *,
        is_lmtp: bool = False,
        largest: int = LARGEST_MAIL,
        tls: ssl.SSLContext | None = None,
        door: Door | None = None,
        spool: Spool | None = None,
    ) -> None:
        super().__init__()
        self.executor = ThreadPoolExecutor(max_workers=2)
        behind = door or Door(shelf.take, self.executor)
        self._make = make_protocol(behind, hostname="test", is_lmtp=is_lmtp, largest=largest, tls=tls, spool=spool)

    def _converse(self) -> object:  # type: ignore[override]  # aiosmtpd has no types
        return self._make()

    def run_beside(self, other: Coroutine[None, None, None]) -> None:
        asyncio.run_coroutine_threadsafe(other, self._loop)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def line(shelf: Shelf) -> Iterator[smtplib.SMTP]:
    """A conversation that has begun."""
    with _Listener(shelf) as url:
        client = smtplib.SMTP("127.0.0.1", int(url.rpartition(":")[2]), timeout=20)
        yield client
        client.close()


def _send(line: smtplib.SMTP, raw: bytes) -> tuple[int, bytes]:
    line.ehlo_or_helo_if_needed()
    line.mail("marijke@hoekstra.example")
    line.rcpt("hallo@devoorbeeldwinkel.example")
    return line.data(raw)


def test_a_mail_is_acknowledged_when_it_is_stored(line: smtplib.SMTP, shelf: Shelf) -> None:
    raw = letter("Een punt:\r\n.\r\n..en nog een")
    assert _send(line, raw)[0] == 250
    assert shelf.mails[0][0] == raw
    assert "marijke@hoekstra.example" in shelf.mails[0][1]


def test_when_it_cannot_be_stored_the_sender_keeps_it(line: smtplib.SMTP, shelf: Shelf) -> None:
    shelf.is_broken = True
    assert _send(line, letter())[0] == 451
    shelf.is_broken = False
    assert _send(line, letter())[0] == 250


def test_a_mail_that_is_too_large_is_refused_for_good(shelf: Shelf) -> None:
    with _Listener(shelf, largest=10_000) as url:
        client = smtplib.SMTP("127.0.0.1", int(url.rpartition(":")[2]))
        assert _send(client, letter("x" * 900 + "\r\n" * 10_000))[0] == 552
        assert _send(client, letter())[0] == 250
        client.close()
    assert len(shelf.mails) == 1


def test_long_lines_and_bare_bytes_are_no_reason_to_refuse(line: smtplib.SMTP, shelf: Shelf) -> None:
    raw = letter("x" * 50_000) + b"\xff\xfe\x00 caf\xe9\r\n"
    assert _send(line, raw)[0] == 250
    assert shelf.mails[0][0] == raw


def test_a_line_that_is_cut_off_stores_nothing(line: smtplib.SMTP, shelf: Shelf) -> None:
    line.ehlo()
    line.mail("a@x.example")
    line.rcpt("b@x.example")
    line.putcmd("data")
    line.getreply()
    assert isinstance(line.sock, socket.socket)
    line.sock.sendall(b"From: a@x.example\r\n\r\nhalf a mail")
    line.sock.close()
    line.sock = None
    assert shelf.mails == []


def test_lmtp_answers_for_each_recipient(shelf: Shelf) -> None:
    with _Listener(shelf, is_lmtp=True) as url:
        client = smtplib.LMTP("127.0.0.1", int(url.rpartition(":")[2]))
        assert client.sendmail("a@x.example", ["b@x.example", "c@x.example"], letter()) == {}
        client.close()
    assert len(shelf.mails) == 1


def test_with_a_certificate_no_mail_is_taken_in_the_open(shelf: Shelf, tmp_path: Path) -> None:
    certificate = certify(tmp_path)
    with _Listener(shelf, tls=certificate.for_server()) as url:
        client = smtplib.SMTP("localhost", int(url.rpartition(":")[2]))
        client.ehlo()
        assert client.mail("a@x.example")[0] == 530
        client.starttls(context=certificate.for_clients())
        assert _send(client, letter())[0] == 250
        client.close()
    assert len(shelf.mails) == 1


def test_a_small_mail_does_not_wait_behind_a_large_one() -> None:
    shelf, may_go_on = Shelf(), threading.Event()

    def take(raw: bytes, source: str) -> None:
        if len(raw) > LARGE:
            may_go_on.wait(30)
        shelf.take(raw, source)

    def send(url: str, raw: bytes) -> None:
        client = smtplib.SMTP("127.0.0.1", int(url.rpartition(":")[2]), timeout=60)
        _send(client, raw)
        client.close()

    with (
        ThreadPoolExecutor(max_workers=2) as small,
        ThreadPoolExecutor(max_workers=1) as large,
        _Listener(shelf, door=Door(take, small, large)) as url,
    ):
        senders = [threading.Thread(target=send, args=(url, letter("x\r\n" * LARGE))) for _ in range(4)]
        for sender in senders:
            sender.start()
        send(url, letter("klein"))
        assert len(shelf.mails) == 1
        may_go_on.set()
        for sender in senders:
            sender.join()
    assert len(shelf.mails) == 5


def test_a_mail_that_takes_long_steps_aside() -> None:
    shelf, may_go_on = Shelf(), threading.Event()

    def take(raw: bytes, source: str) -> None:
        if b"gif" in raw:
            may_go_on.wait(60)
        shelf.take(raw, source)

    def send(url: str, raw: bytes) -> None:
        client = smtplib.SMTP("127.0.0.1", int(url.rpartition(":")[2]), timeout=60)
        _send(client, raw)
        client.close()

    with (
        ThreadPoolExecutor(max_workers=AT_ONCE + ASIDE) as executor,
        _Listener(shelf, door=Door(take, executor)) as url,
    ):
        senders = [threading.Thread(target=send, args=(url, letter("gif"))) for _ in range(AT_ONCE + ASIDE - 1)]
        for sender in senders:
            sender.start()
        send(url, letter("gezond"))
        assert len(shelf.mails) == 1
        may_go_on.set()
        for sender in senders:
            sender.join()
    assert len(shelf.mails) == AT_ONCE + ASIDE


def test_a_mail_of_short_lines_lets_the_others_have_their_turn(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    counted, longest = 0, 0

    def add(incoming: Incoming, piece: bytes) -> None:
        nonlocal counted
        counted += 1
        incoming.size += len(piece)

    async def take_turns() -> None:
        nonlocal longest
        while True:
            before = counted
            await asyncio.sleep(0)
            longest = max(longest, counted - before)

    monkeypatch.setattr(Incoming, "add", add)
    listener = _Listener(shelf)
    with listener as url, smtplib.SMTP("127.0.0.1", int(url.rpartition(":")[2]), timeout=60) as line:
        listener.run_beside(take_turns())
        _send(line, b"\r\n" * 300_000)
    assert counted >= 300_000
    assert longest <= LINES_AT_ONCE


def test_what_was_on_disk_is_stored_whole_and_leaves_nothing_behind(shelf: Shelf, tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    raw = letter("x" * 70 + "\r\n") + b"y" * 70 * 1024 + b"\r\n"
    with _Listener(shelf, spool=spool) as url:
        client = smtplib.SMTP("127.0.0.1", int(url.rpartition(":")[2]), timeout=20)
        assert _send(client, raw)[0] == 250
        client.close()
    assert shelf.mails[0][0] == raw
    assert spool.taken == 0
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_the_spool_has_no_name_while_it_is_written(tmp_path: Path) -> None:
    """So whatever kills us, nothing is left to be cleared away."""
    with Spool(tmp_path).open() as incoming:
        for _ in range(3):
            incoming.add(b"x" * IN_MEMORY)
        assert list(tmp_path.iterdir()) == []
        assert incoming.read() == b"x" * 3 * IN_MEMORY


def test_more_large_mail_than_may_wait_is_put_off(shelf: Shelf) -> None:
    large = letter("x" * 900 + "\r\n" * IN_MEMORY)
    with _Listener(shelf, spool=Spool(most=IN_MEMORY)) as url:
        client = smtplib.SMTP("127.0.0.1", int(url.rpartition(":")[2]), timeout=20)
        assert _send(client, large)[0] == 452
        assert _send(client, letter())[0] == 250
        client.close()
    assert len(shelf.mails) == 1


def test_what_is_announced_as_too_much_for_now_need_not_be_sent(shelf: Shelf) -> None:
    with _Listener(shelf, spool=Spool(most=2 * IN_MEMORY)) as url:
        client = smtplib.SMTP("127.0.0.1", int(url.rpartition(":")[2]), timeout=20)
        client.ehlo()
        client.mail("a@x.example", [f"size={3 * IN_MEMORY}"])
        client.rcpt("b@x.example")
        assert client.docmd("data")[0] == 452
        client.rset()
        assert _send(client, letter())[0] == 250
        client.close()


def test_a_disk_that_is_nearly_full_puts_off_large_mail(shelf: Shelf, tmp_path: Path) -> None:
    with _Listener(shelf, spool=Spool(tmp_path, least_free=1 << 60)) as url:
        client = smtplib.SMTP("127.0.0.1", int(url.rpartition(":")[2]), timeout=20)
        assert _send(client, letter("x" * 900 + "\r\n" * IN_MEMORY))[0] == 452
        assert _send(client, letter())[0] == 250
        client.close()


def test_no_room_where_mail_is_kept_puts_it_off_too() -> None:
    def refuse(raw: bytes, source: str) -> None:
        raise Full("the disk is nearly full")

    with ThreadPoolExecutor() as executor, _Listener(Shelf(), door=Door(refuse, executor)) as url:
        client = smtplib.SMTP("127.0.0.1", int(url.rpartition(":")[2]), timeout=20)
        assert _send(client, letter())[0] == 452
        client.close()


def test_a_line_without_an_end_is_refused_and_the_next_mail_taken(line: smtplib.SMTP, shelf: Shelf) -> None:
    assert _send(line, letter("x" * (2 * LONGEST_LINE + 7)))[0] == 500
    assert _send(line, letter("klein"))[0] == 250
    assert len(shelf.mails) == 1
