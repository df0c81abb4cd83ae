"""Kills web, worker, mail and PostgreSQL at random moments while mail comes in, and counts what was lost."""

import argparse
import os
import random
import signal
import smtplib
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from benchmarks.results import record, table
from tests.config.machine import Machine, running, wait_for

PARTS = ("web", "worker", "mail", "postgres")
SENDERS = 4
PAUSE_SECONDS = 0.2
PATIENCE_SECONDS = 120.0


@dataclass
class Toll:
    """What came of it."""

    sent: int
    killed: Counter[str] = field(default_factory=Counter)
    tries: int = 0
    lost: int = 0
    twice: int = 0
    changed: int = 0
    loose: int = 0
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.twice or self.changed or self.loose)


def storm(home: Path, *, mails: int, kills: int, seed: int, parts: Sequence[str] = PARTS) -> Toll:
    """Send so many mails to a real `wortel run`, kill a part of it so many times, and look what is there."""
    toll = Toll(mails)
    letters = [_letter(number) for number in range(mails)]
    begun = time.monotonic()
    with running(home) as machine:
        senders = _Senders(machine, letters)
        _kill_now_and_then(machine, senders, toll, kills, random.Random(seed), parts)
        senders.join()
        toll.tries = senders.tries
        toll.seconds = time.monotonic() - begun
        wait_for(machine.is_ready, PATIENCE_SECONDS)  # the last kill may have been just now
        _count(machine, letters, toll)
    return toll


class _Senders:
    """Mail servers of others: they keep a mail and try again until it is acknowledged."""

    def __init__(self, machine: Machine, letters: Sequence[bytes]) -> None:
        self._port = urlsplit(machine.mail_address).port or 0
        self._waiting = list(enumerate(letters))[::-1]
        self._lock = threading.Lock()
        self.acknowledged = 0
        self.tries = 0
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(SENDERS)]
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    return
                number, raw = self._waiting.pop()
            while not self._send(number, raw):
                time.sleep(PAUSE_SECONDS)

    def _send(self, number: int, raw: bytes) -> bool:
        with self._lock:
            self.tries += 1
        try:
            with smtplib.SMTP("127.0.0.1", self._port, timeout=30) as line:
                line.sendmail(f"klant{number // 3}@post.example", ["hallo@winkel.example"], raw)
        except (OSError, smtplib.SMTPException):
            return False
        with self._lock:
            self.acknowledged += 1
        return True


def _kill_now_and_then(
    machine: Machine, senders: _Senders, toll: Toll, kills: int, chance: random.Random, parts: Sequence[str]
) -> None:
    """At moments spread by chance over the stream of mails, each part about as often."""
    moments = sorted(chance.sample(range(1, toll.sent), kills))
    victims = [parts[number % len(parts)] for number in range(kills)]
    chance.shuffle(victims)
    for moment, victim in zip(moments, victims, strict=True):
        until = time.monotonic() + PATIENCE_SECONDS
        while senders.acknowledged < moment:
            assert time.monotonic() < until, f"mail stopped coming in after {senders.acknowledged}"
            time.sleep(0.001)
        time.sleep(chance.random() * 0.05)
        os.kill(_find(machine, victim), signal.SIGKILL)
        toll.killed[victim] += 1


def _find(machine: Machine, part: str) -> int:
    """Its process id; it may just be starting again."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if (pid := machine.children().get(part)) is not None:
            return pid
        time.sleep(0.01)
    raise AssertionError(f"{part} did not come back")


def _letter(number: int) -> bytes:
    """Each third mail opens a thread, the two after it answer in it."""
    first, ours = number // 3 * 3, f"m{number}@post.example"
    answers = f"In-Reply-To: <m{first}@post.example>\r\n" if number > first else ""
    return (
        f"From: Klant {number // 3} <klant{number // 3}@post.example>\r\nTo: hallo@winkel.example\r\n"
        f"Subject: mail {number}\r\nMessage-ID: <{ours}>\r\n{answers}\r\nWaar blijft bestelling {number}?\r\n"
    ).encode()


def _count(machine: Machine, letters: Sequence[bytes], toll: Toll) -> None:
    with psycopg.connect(machine.database_url) as database:
        stored = Counter(number for (number,) in database.execute("SELECT sha256 FROM wortel_channels_arrival"))
        filed = Counter(name for (name,) in database.execute("SELECT message_id FROM contacts_contact"))
        loose = database.execute(
            "SELECT count(*) FROM contacts_conversation v LEFT JOIN contacts_contact c ON c.conversation_id = v.id "
            "LEFT JOIN cases_part p ON p.conversation_id = v.id WHERE c.id IS NULL OR p.id IS NULL"
        ).fetchone()
    marks = [sha256(raw).hexdigest() for raw in letters]
    names = [f"m{number}@post.example" for number in range(len(letters))]
    toll.lost = sum(stored[mark] == 0 for mark in marks) + sum(filed[name] == 0 for name in names)
    toll.twice = sum(stored[mark] > 1 for mark in marks) + sum(filed[name] > 1 for name in names)
    toll.changed = len(set(stored) - set(marks))
    toll.loose = loose[0] if loose else 0


def main(*, mails: int, kills: int, seed: int) -> int:
    with tempfile.TemporaryDirectory(prefix="wortel-kill-") as folder:
        toll = storm(Path(folder) / "home", mails=mails, kills=kills, seed=seed)
    headings = ("part", "killed with -9")
    rows = [(part, str(toll.killed[part])) for part in PARTS]
    words = (
        f"{toll.sent:,} mails over SMTP from {SENDERS} senders that try again until they are acknowledged, "
        f"{toll.killed.total()} kills at random moments (seed {seed}), {toll.tries:,} attempts, "
        f"{toll.seconds:.0f} s.\n\n"
        f"**{toll.lost} lost, {toll.twice} stored twice, {toll.changed} changed in transit, "
        f"{toll.loose} conversations without a mail or a case.**"
    )
    report = f"{words}\n\n{table(headings, rows)}"
    print(report)
    record("kill", report)
    return 0 if toll.is_clean else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    raise SystemExit(main(mails=wanted.mails, kills=wanted.kills, seed=wanted.seed))
