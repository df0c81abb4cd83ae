"""A mail of 50 MB, and a hundred of 25 MB at the same moment: how much memory they take, and what becomes of them."""

import base64
import os
import smtplib
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

import psycopg
from benchmarks.faults._finding import Finding
from benchmarks.faults._letters import OURS
from benchmarks.faults._world import World, open_world
from benchmarks.speed._cpu import tree

MEGABYTE = 1024 * 1024
MANY, FEW = 100, 12
MEMORY_MB = 600
LOOK_SECONDS = 0.1
PARTS = ("mail", "worker", "web", "push", "postgres")
PAUSE_SECONDS = 5.0
ANSWER_SECONDS = 600
"""As long as the standard asks of whoever sends (RFC 5321, 4.5.3.2.6)."""
PATIENCE_SECONDS = 1_500.0


class Scale:
    """The most each part took at one moment, its children included: what processes share counts once."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._stop = threading.Event()
        self.most: dict[str, float] = {}

    @contextmanager
    def weighing(self) -> Iterator[None]:
        thread = threading.Thread(target=self._look)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()

    def _look(self) -> None:
        while not self._stop.wait(LOOK_SECONDS):
            for part, leader in self._world.machine.children().items():
                if part in PARTS:
                    weight = sum(_weigh(pid) for pid, _ in tree(leader)) / 1024
                    self.most[part] = max(self.most.get(part, 0.0), weight)


def run(folder: Path, *, is_small: bool = False) -> list[Finding]:
    number = FEW if is_small else MANY
    with open_world(folder) as world:
        port = urlsplit(world.machine.mail_address).port or 0
        one = Scale(world)
        with one.weighing():
            kept = _send(port, _mail("een", 50))
        many = Scale(world)
        with many.weighing():
            begun = time.monotonic()
            crowd = Crowd(port, number)
            crowd.send()
            seconds = time.monotonic() - begun
        refused = _send(port, _mail("teveel", 70))
        stored = _count(world)
        audit = world.colleague.ask("examine")["mismatches"]
    return [
        Finding("a mail of 50 MB", f"taken with less than {MEMORY_MB} MB", f"{kept}; {_told(one)}", _fits(one)),
        Finding(
            f"{number} mails of 25 MB at once",
            f"taken with less than {MEMORY_MB} MB for the process that takes mail and its children",
            f"{stored - 1} stored in {seconds:.0f} s, {crowd.answers[452]} times put off with 452, "
            f"{crowd.answers.total() - crowd.answers[452] - crowd.answers[250]} times otherwise; {_told(many)}; "
            f"the audit finds {audit or 'nothing'}",
            held=_fits(many) and stored == number + 1 and not audit,
        ),
        Finding("a mail of 70 MB", "refused at once with the limit as the reason", f"{refused}", refused[:3] == "552"),
    ]


class Crowd:
    """Mail servers that all begin at the same moment; who is put off comes back, as they do."""

    def __init__(self, port: int, number: int) -> None:
        self._port = port
        self._number = number
        self._until = time.monotonic() + PATIENCE_SECONDS
        self._lock = threading.Lock()
        self.answers: Counter[int] = Counter()

    def send(self) -> None:
        threads = [threading.Thread(target=self._work, args=(f"mail{place}",)) for place in range(self._number)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _work(self, token: str) -> None:
        code = 0
        while code != 250 and time.monotonic() < self._until:
            code = _stream(self._port, token)
            with self._lock:
                self.answers[code] += 1
            time.sleep(PAUSE_SECONDS if code != 250 else 0)


def _stream(port: int, token: str) -> int:
    """Send a mail piece by piece, so that those who send take no memory either; gives the last code."""
    head, piece, times, tail = _pieces(token, 25)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS) as line, line.makefile("rb") as said:
            said.readline()
            size = len(head) + len(piece) * times + len(tail)
            sender = f"MAIL FROM:<klant@post.example> SIZE={size}"
            for word in ("EHLO post.example", sender, f"RCPT TO:<{OURS}>", "DATA"):
                line.sendall(f"{word}\r\n".encode())
                if (code := _heard(said)) >= 400:
                    return code
            line.sendall(head)
            for _ in range(times):
                line.sendall(piece)
            line.sendall(tail + b".\r\n")
            return _heard(said)
    except (OSError, ValueError):
        return 0


def _heard(said: BinaryIO) -> int:
    """The code of an answer, which may take several lines."""
    while (answer := said.readline())[3:4] == b"-":
        pass
    return int(answer[:3])


def _fits(scale: Scale) -> bool:
    return max(scale.most[part] for part in ("mail", "worker", "web")) < MEMORY_MB


def _told(scale: Scale) -> str:
    return ", ".join(f"{part} {scale.most.get(part, 0):.0f} MB" for part in PARTS)


def _mail(token: str, megabytes: int) -> bytes:
    head, piece, times, tail = _pieces(token, megabytes)
    return head + piece * times + tail


def _pieces(token: str, megabytes: int) -> tuple[bytes, bytes, int, bytes]:
    """A mail of this size on the line (what is attached takes a third more than it is), with one piece repeated."""
    head = (
        f"From: Klant <{token}@post.example>\r\nTo: {OURS}\r\nSubject: {token}\r\nMessage-ID: <{token}@post.example>"
        "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=grens\r\n\r\n--grens\r\n\r\nZie de foto.\r\n"
        "--grens\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n"
        'Content-Disposition: attachment; filename="foto.jpg"\r\n\r\n'
    )
    encoded = base64.encodebytes(os.urandom(57 * 1024)).replace(b"\n", b"\r\n")
    return head.encode(), encoded, megabytes * MEGABYTE // len(encoded), b"--grens--\r\n"


def _send(port: int, raw: bytes) -> str:
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=300) as line:
            line.sendmail("klant@post.example", [OURS], raw)
    except smtplib.SMTPSenderRefused as refusal:
        return f"{refusal.smtp_code} {refusal.smtp_error.decode(errors='replace')}"
    except smtplib.SMTPResponseException as refusal:
        return f"{refusal.smtp_code} {refusal.smtp_error!r}"
    return "250 stored"


def _count(world: World) -> int:
    with psycopg.connect(world.machine.database_url) as database:
        found = database.execute("SELECT count(*) FROM contacts_contact WHERE arrival_id IS NOT NULL").fetchone()
    return int(found[0]) if found else 0


def _weigh(pid: int) -> int:
    """Kilobytes: its own, and its share of what it has in common with others."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
