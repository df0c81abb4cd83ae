"""Mails made to hurt whoever reads them, in the middle of a thousand that are not."""

import random
import smtplib
import threading
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from benchmarks.faults._finding import Finding
from benchmarks.faults._letters import OURS
from benchmarks.faults._world import World, open_world
from tests.channels.email.hostile import HOSTILE
from tests.outside import SHARED

NEIGHBOURS = 1_000
MUTATIONS = 100
FEW = 60
SENDERS = 4
LATE_SECONDS = 5.0


class Queue:
    """Mails in a fixed order, handed over by a few senders; remembers how long each took."""

    def __init__(self, world: World, mails: Sequence[bytes]) -> None:
        self._port = urlsplit(world.machine.mail_address).port or 0
        self._mails = list(enumerate(mails))[::-1]
        self._lock = threading.Lock()
        self.seconds = [0.0] * len(mails)
        self.codes = [0] * len(mails)

    def send(self) -> None:
        threads = [threading.Thread(target=self._work) for _ in range(SENDERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._mails:
                    return
                number, raw = self._mails.pop()
            begun = time.monotonic()
            self.codes[number] = _send(self._port, raw)
            self.seconds[number] = time.monotonic() - begun


def _send(port: int, raw: bytes) -> int:
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=300) as line:
            line.sendmail("klant@post.example", [OURS], raw)
    except smtplib.SMTPResponseException as refusal:
        return refusal.smtp_code
    except (OSError, smtplib.SMTPException):
        return 0
    return 250


def run(folder: Path, *, is_small: bool = False) -> list[Finding]:
    chance = random.Random(1)
    poison = [_as_lines(raw) for raw in (*HOSTILE.values(), *mutate(FEW if is_small else MUTATIONS, chance))]
    neighbours = [_letter(number) for number in range(FEW if is_small else NEIGHBOURS)]
    mails = _mixed(neighbours, poison, chance)
    with open_world(folder) as world:
        calm = Queue(world, [_letter(-number) for number in range(1, 41)])
        calm.send()
        queue = Queue(world, mails)
        queue.send()
        outcomes = _find_outcomes(world)
        audit = world.colleague.ask("examine")["mismatches"]
    theirs = {raw: (queue.seconds[place], queue.codes[place]) for place, raw in enumerate(mails)}
    late = sorted(theirs[raw][0] for raw in neighbours)
    stored = sum(sha256(raw).hexdigest() in outcomes for raw in neighbours)
    refused = [raw for raw in poison if theirs[raw][1] != 250]
    lost = [raw for raw in poison if theirs[raw][1] == 250 and sha256(raw).hexdigest() not in outcomes]
    aside = sum(outcome == "quarantined" for outcome in outcomes.values())
    return [
        Finding(
            f"{len(poison)} poisoned mails among {len(neighbours):,}",
            "every other mail is handled",
            f"{stored:,} of {len(neighbours):,} filed; the audit finds {audit or 'nothing'}",
            held=stored == len(neighbours) and not audit,
        ),
        Finding(
            "neighbours of a poisoned mail",
            f"none is stored more than {LATE_SECONDS:.0f} s late",
            f"half within {late[len(late) // 2]:.2f} s, the latest after {late[-1]:.1f} s "
            f"(without poison {max(calm.seconds):.1f} s)",
            held=late[-1] - max(calm.seconds) < LATE_SECONDS,
        ),
        Finding(
            "the poisoned mails themselves",
            "each is filed, or stands in quarantine with its bytes, or was refused by the stated limit",
            f"{len(poison) - len(refused) - len(lost)} kept, of which {aside} in quarantine; {len(refused)} refused "
            f"({', '.join(sorted({str(theirs[raw][1]) for raw in refused})) or '-'}); {len(lost)} lost; the slowest "
            f"took {max(theirs[raw][0] for raw in poison):.1f} s",
            held=not lost and all(theirs[raw][1] in {500, 552} for raw in refused),
        ),
    ]


def mutate(number: int, chance: random.Random) -> list[bytes]:
    """Real mails of others, each changed in a few places: bytes turned, pieces doubled, taken out or moved."""
    seeds = sorted(path for path in (SHARED / "data/mail").rglob("*") if path.suffix in {".eml", ".msg", ".txt"})
    originals = [path.read_bytes() for path in seeds] or list(HOSTILE.values())
    chance.shuffle(originals)  # each once: two versions of one mail could pass for the same
    return [_mutated(raw, place, chance) for place, raw in enumerate(originals[:number])]


def _mutated(raw: bytes, number: int, chance: random.Random) -> bytes:
    content = bytearray(raw or b"x")
    for _ in range(chance.randrange(1, 12)):
        start = chance.randrange(len(content) + 1)
        piece = bytes(content[start : start + chance.randrange(1, 200)])
        kind = chance.randrange(4)
        if kind == 0 and start < len(content):
            content[start] = chance.randrange(256)
        elif kind == 1:
            content[start:start] = piece * chance.randrange(1, 30)
        elif kind == 2:
            del content[start : start + len(piece)]
        else:
            content[start:start] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 40)))
    return b"X-Token: %d\r\n" % number + bytes(content)


def _mixed(neighbours: Sequence[bytes], poison: Sequence[bytes], chance: random.Random) -> list[bytes]:
    mails = [*neighbours, *poison]
    chance.shuffle(mails)
    return mails


def _as_lines(raw: bytes) -> bytes:
    """On an SMTP line every line ends with CR LF, and so does the last one: then what comes in is what was sent."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _find_outcomes(world: World) -> dict[str, str]:
    with psycopg.connect(world.machine.database_url) as database:
        return dict(database.execute("SELECT sha256, outcome FROM wortel_channels_arrival").fetchall())


def _letter(number: int) -> bytes:
    return (
        f"From: Klant <klant{number}@post.example>\r\nTo: {OURS}\r\nSubject: mail {number}\r\n"
        f"Message-ID: <buur{number}@post.example>\r\n\r\nWaar blijft bestelling {number}?\r\n"
    ).encode()
