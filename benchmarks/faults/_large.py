"""A mail of 50 MB and a hundred of 25 MB: how much memory they take, and what happens to one that is too large."""

import base64
import os
import smtplib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from benchmarks.faults._finding import Finding
from benchmarks.faults._letters import OURS
from benchmarks.faults._poison import Queue
from benchmarks.faults._world import World, open_world
from benchmarks.speed._cpu import tree

MEGABYTE = 1024 * 1024
MANY, FEW = 100, 12
MEMORY_MB = 600
LOOK_SECONDS = 0.1
PARTS = ("mail", "worker", "web", "push", "postgres")


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
        queue = Queue(world, [_mail(f"mail{place}", 25) for place in range(FEW)])
        with many.weighing():
            begun = time.monotonic()
            for start in range(0, number, FEW):
                queue = Queue(world, [_mail(f"mail{place}", 25) for place in range(start, min(number, start + FEW))])
                queue.send()
                assert set(queue.codes) == {250}, queue.codes
            seconds = time.monotonic() - begun
        refused = _send(port, _mail("teveel", 70))
        stored = _count(world)
        audit = world.colleague.ask("examine")["mismatches"]
    return [
        Finding("a mail of 50 MB", f"taken with less than {MEMORY_MB} MB", f"{kept}; {_told(one)}", _fits(one)),
        Finding(
            f"{number} mails of 25 MB, four at a time",
            f"taken with less than {MEMORY_MB} MB for the process that takes mail and its children",
            f"{stored - 1} stored in {seconds:.0f} s; {_told(many)}; the audit finds {audit or 'nothing'}",
            held=_fits(many) and stored == number + 1 and not audit,
        ),
        Finding("a mail of 70 MB", "refused at once with the limit as the reason", f"{refused}", refused[:3] == "552"),
    ]


def _fits(scale: Scale) -> bool:
    return max(scale.most[part] for part in ("mail", "worker", "web")) < MEMORY_MB


def _told(scale: Scale) -> str:
    return ", ".join(f"{part} {scale.most.get(part, 0):.0f} MB" for part in PARTS)


def _mail(token: str, megabytes: int) -> bytes:
    """Its size on the line: what is attached takes a third more than it is."""
    head = (
        f"From: Klant <{token}@post.example>\r\nTo: {OURS}\r\nSubject: {token}\r\nMessage-ID: <{token}@post.example>"
        "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=grens\r\n\r\n--grens\r\n\r\nZie de foto.\r\n"
        "--grens\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n"
        'Content-Disposition: attachment; filename="foto.jpg"\r\n\r\n'
    )
    encoded = base64.encodebytes(os.urandom(57 * 1024)).replace(b"\n", b"\r\n")
    return head.encode() + encoded * (megabytes * MEGABYTE // len(encoded)) + b"--grens--\r\n"


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
