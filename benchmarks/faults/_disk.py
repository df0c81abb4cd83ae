"""The disk on which everything stands fills up, first nearly and then to the last byte, and is made free again."""

import os
import smtplib
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.faults._books import Books, close_books, count_filed
from benchmarks.faults._finding import Finding
from benchmarks.faults._letters import OURS, Letter, write
from benchmarks.faults._world import Senders, World, open_world
from tests.config.machine import wait_for

MEGABYTE = 1024 * 1024
SIZE = 800
SCARCE = 120
MAILS = 40
LOOK_SECONDS = 12.0
PATIENCE_SECONDS = 180.0


def run(folder: Path, *, is_small: bool = False) -> list[Finding]:
    if os.geteuid() != 0:
        print("SKIPPED: only root can make a small disk, so a full one is not tested.")
        return []
    letters = [write(number) for number in range(3 * MAILS)]
    with _small_disk(folder / "small") as disk, open_world(folder / "world", disk / "home") as world:
        ballast = disk / "ballast"
        _send(world, letters[:MAILS])
        scarce = _starve(world, letters[MAILS : 2 * MAILS], ballast, leave=SCARCE)
        full = _starve(world, letters[2 * MAILS :], ballast, leave=0)
        wait_for(lambda: not world.colleague.ask("count")["waiting"], PATIENCE_SECONDS)
        books = close_books(world, letters)
    return [
        _as_finding(f"only {SCARCE} MB left on the disk", scarce),
        _as_finding("not a byte left on the disk", full, must_read=False),
        Finding(
            "room again, without anybody touching Wortel",
            "everything comes in, nothing lost, nothing half written",
            f"after {scarce.back:.0f} s and {full.back:.0f} s; {_told(books)}",
            held=books.is_clean,
        ),
    ]


class Hunger:
    """What was seen while there was no room, and after."""

    said: int = 0
    filed: int = 0
    pages: int = 0
    looks: int = 0
    failing: str = ""
    back: float = 0.0


def _starve(world: World, letters: Sequence[Letter], ballast: Path, *, leave: int) -> Hunger:
    hunger = Hunger()
    _fill(ballast, leave)
    senders = Senders(world, letters)
    until = time.monotonic() + LOOK_SECONDS
    while time.monotonic() < until:
        hunger.looks += 1
        hunger.pages += _page_opens(world)
        time.sleep(0.5)
    hunger.said = _answer_to_a_mail(world, letters[0])
    hunger.filed = count_filed(world, letters)
    if leave:
        hunger.failing = " ".join(world.colleague.ask("count")["failing"])
    ballast.unlink()
    begun = time.monotonic()
    senders.join()
    wait_for(lambda: count_filed(world, letters) == len(letters), PATIENCE_SECONDS)
    hunger.back = time.monotonic() - begun
    return hunger


def _as_finding(fault: str, hunger: Hunger, *, must_read: bool = True) -> Finding:
    why = f"; the mailbox says: {hunger.failing}" if hunger.failing else ""
    seen = (
        f"SMTP answers {hunger.said}, {hunger.filed} filed, {hunger.pages} of {hunger.looks} looks at a page came{why}"
    )
    promise = "mail is refused for now and stays where it is" + ("; pages can be read" if must_read else "")
    is_refused = 400 <= hunger.said < 500 or (hunger.said == 0 and not must_read)
    held = is_refused and (not must_read or (hunger.filed == 0 and hunger.pages == hunger.looks))
    return Finding(fault, promise, seen, held=held)


def _told(books: Books) -> str:
    return f"{books.came} messages, {books.lost} lost, {books.twice} twice, {books.marked} marked on the IMAP server"


@contextmanager
def _small_disk(place: Path) -> Iterator[Path]:
    place.mkdir(parents=True)
    place.parent.chmod(0o711)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m,mode=711", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def _fill(ballast: Path, leave: int) -> None:
    free = os.statvfs(ballast.parent).f_bavail * os.statvfs(ballast.parent).f_frsize
    with ballast.open("wb") as file:
        try:
            os.posix_fallocate(file.fileno(), 0, free - leave * MEGABYTE)
            while not leave:
                file.seek(0, os.SEEK_END)
                file.write(b"x" * 4096)
                file.flush()
        except OSError:
            return


def _send(world: World, letters: Sequence[Letter]) -> None:
    Senders(world, letters).join()
    wait_for(lambda: count_filed(world, letters) == len(letters), PATIENCE_SECONDS)


def _answer_to_a_mail(world: World, letter: Letter) -> int:
    """The code with which SMTP answers; 0 when nobody does."""
    try:
        with smtplib.SMTP("127.0.0.1", urlsplit(world.machine.mail_address).port or 0, timeout=15) as line:
            line.sendmail("klant@post.example", [OURS], letter.raw)
    except smtplib.SMTPResponseException as refusal:
        return refusal.smtp_code
    except (OSError, smtplib.SMTPException):
        return 0
    return 250


def _page_opens(world: World) -> bool:
    try:
        with urllib.request.urlopen(f"{world.machine.address}/contact/", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False
