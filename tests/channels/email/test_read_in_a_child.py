"""The parsing child: its limits, its death, and the mails beside the bad one."""

import json
import os
import signal
import socket
from pathlib import Path

import pytest

from tests.channels.email.hostile import HOSTILE
from tests.channels.email.mails import HTML, PDF, TEXT, mail, multipart
from wortel.channels.email import framing, parse, wire
from wortel.channels.email.reader import CPU_SECONDS, MEMORY_BYTES, TRIES, TRIES_WHEN_KILLED, Reader
from wortel.channels.interface import Unreadable

GOOD = multipart("mixed", TEXT, HTML, PDF, header="Date: Mon, 8 Sep 2025 10:00:00 +0200\nTo: a@b.example\n")


def child_of(reader: Reader) -> int:
    assert reader._process is not None
    return reader._process.pid


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_bytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def test_the_child_reads_exactly_what_we_would() -> None:
    with Reader(trusted_authserv="mx.example") as reader:
        assert reader.read(GOOD) == parse.read(GOOD, trusted_authserv="mx.example")


def test_one_child_reads_many_mails() -> None:
    with Reader() as reader:
        reader.read(GOOD)
        first = child_of(reader)
        reader.read(mail("Subject: twee"))
        assert child_of(reader) == first


def test_the_child_knows_no_django_and_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORTEL_SECRET", "kanarie")
    with Reader() as reader:
        reader.read(GOOD)
        pid = child_of(reader)
        assert "kanarie" not in Path(f"/proc/{pid}/environ").read_text("latin-1")
        assert "django" not in Path(f"/proc/{pid}/maps").read_text()


def test_a_child_killed_between_mails_is_replaced() -> None:
    with Reader() as reader:
        reader.read(GOOD)
        os.kill(child_of(reader), signal.SIGKILL)
        assert reader.read(GOOD).text


class Killer:
    """Strikes while a child is at a mail, so many times."""

    def __init__(self, patch: pytest.MonkeyPatch, reader: Reader, sign: signal.Signals, times: int) -> None:
        self._send, self._reader, self._sign, self.left = framing.send, reader, sign, times
        patch.setattr(framing, "send", self._strike)

    def _strike(self, channel: socket.socket, content: bytes) -> None:
        if content == GOOD and self.left:
            self.left -= 1
            os.kill(child_of(self._reader), self._sign)
        self._send(channel, content)


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_a_sound_mail_is_not_set_aside_for_children_that_somebody_killed(
    monkeypatch: pytest.MonkeyPatch, sign: signal.Signals
) -> None:
    with Reader() as reader:
        killer = Killer(monkeypatch, reader, sign, TRIES_WHEN_KILLED - 1)
        assert reader.read(GOOD).text
        assert killer.left == 0


def test_a_mail_that_its_children_die_of_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    with Reader() as reader:
        killer = Killer(monkeypatch, reader, signal.SIGSEGV, 100)
        with pytest.raises(Unreadable, match="SIGSEGV"):
            reader.read(GOOD)
        assert 100 - killer.left == TRIES


def test_a_child_that_has_nothing_to_read_ends_and_the_next_mail_starts_another() -> None:
    with Reader(idle_seconds=0.1) as reader:
        reader.read(GOOD)
        first = reader._process
        assert first is not None
        assert first.wait(10) == 0
        assert reader.read(GOOD).text
        assert child_of(reader) != first.pid


def test_a_mail_over_its_time_is_named_and_its_neighbours_live() -> None:
    with Reader(cpu_seconds=1) as reader:
        slow = HOSTILE["2,000,000 empty lines"] + b"\n" * 1_900_000
        with pytest.raises(Unreadable, match="out of time"):
            reader.read(slow)
        assert reader.read(GOOD).text


def test_a_mail_over_its_memory_is_named_and_its_neighbours_live() -> None:
    with Reader(memory_bytes=64 * 1024 * 1024) as reader:
        with pytest.raises(Unreadable, match="out of memory"):
            reader.read(HOSTILE["50 MB attached"])
        assert reader.read(GOOD).text


def test_a_mail_too_deep_is_named() -> None:
    with Reader() as reader, pytest.raises(Unreadable, match="nested too deep"):
        reader.read(HOSTILE["2,000 multiparts deep"])


@pytest.mark.slow
def test_every_hostile_mail_is_handled_or_named_within_its_limits() -> None:
    with Reader() as reader:
        for name, raw in HOSTILE.items():
            reader.read(GOOD)
            pid, before = child_of(reader), cpu_seconds(child_of(reader))
            outcome = outcome_of(reader, raw)
            assert outcome in {"handled", "nested too deep", "too many parts", "empty"}, name
            assert child_of(reader) == pid, f"{name} killed the child"
            assert cpu_seconds(pid) - before < CPU_SECONDS, name
            assert peak_bytes(pid) < MEMORY_BYTES, name


def outcome_of(reader: Reader, raw: bytes) -> str:
    """The reader itself refuses NUL and lone surrogates in an answer."""
    try:
        reader.read(raw)
    except Unreadable as unreadable:
        return str(unreadable)
    return "handled"


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"key": 1},
        {"attachments": "veel"},
        {"auto_kind": "onzin"},
        {"subject": "NUL\x00"},
        {"subject": "\ud800"},
        {"moment": "2025-09-08T10:00:00"},
        {"sender": ["alleen een naam"]},
        {"references": [1]},
    ],
)
def test_an_answer_that_is_no_mail_is_refused(answer: dict[str, object]) -> None:
    whole = json.loads(wire.pack(parse.read(GOOD)))
    with pytest.raises(wire.Garbled):
        wire.unpack({**whole, **answer} if answer else {})
