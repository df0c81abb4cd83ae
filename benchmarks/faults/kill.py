"""Kills every process and the database at random moments while mail comes in and leaves, and counts what was lost."""

import argparse
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.faults._books import Books, close_books, count_filed
from benchmarks.faults._letters import Letter, write
from benchmarks.faults._world import NothingToRead, Senders, World, find_part, open_world, spread
from benchmarks.results import record, table
from tests.config.machine import wait_for
from tests.faults_proxy import Spoil

PARTS = ("web", "push", "worker", "mail", "parser", "postgres", "postgres at once", "imap line")
NAMES = {
    "web": "pages and API",
    "push": "live updates",
    "worker": "worker",
    "mail": "mail: accepts, fetches, sends",
    "parser": "child that reads mails",
    "postgres": "PostgreSQL, kill -9",
    "postgres at once": "PostgreSQL, immediate stop",
    "imap line": "line to the IMAP server, cut",
}
PATIENCE_SECONDS = 180.0
LONGEST_CATCH_UP = 60.0
UNDO_SECONDS = 10.0
"""An answer waits so long before it may leave; that is no catching up."""


@dataclass
class Toll:
    """What came of it up to the end of some round."""

    mails: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    tries: int = 0
    seconds: float = 0.0
    catch_up: float = 0.0
    books: Books = field(default_factory=Books)
    office: str = ""

    @property
    def is_clean(self) -> bool:
        senders = self.killed["mail"] + self.killed["postgres"] + self.killed["postgres at once"]
        is_quick = self.catch_up <= LONGEST_CATCH_UP
        return self.books.is_clean and is_quick and self.books.repeats <= senders


def storm(
    folder: Path, *, rounds: int, mails: int, kills: int, seed: int, parts: Sequence[str] = PARTS
) -> Iterator[Toll]:
    """Rounds of so many mails and kills on one machine; after each, wait until all is quiet and close the books."""
    chance, toll, letters = random.Random(seed), Toll(), list[Letter]()
    with open_world(folder) as world:
        toll.office = world.office.name
        for _ in range(rounds):
            begun = time.monotonic()
            fresh = [write(number) for number in range(len(letters), len(letters) + mails)]
            letters += fresh
            _storm_once(world, fresh, toll, kills, chance, parts)
            toll.catch_up = max(toll.catch_up, _wait_for_quiet(world, fresh))
            toll.seconds += time.monotonic() - begun
            toll.mails = len(letters)
            toll.books = close_books(world, letters)
            yield toll


def _storm_once(
    world: World, letters: Sequence[Letter], toll: Toll, kills: int, chance: random.Random, parts: Sequence[str]
) -> None:
    """At moments spread by chance over the stream of mails."""
    senders = Senders(world, letters)
    moments = sorted(chance.sample(range(1, len(letters)), kills))
    for moment, victim in zip(moments, spread(chance, parts, kills), strict=True):
        until = time.monotonic() + PATIENCE_SECONDS
        while senders.acknowledged < moment:
            assert time.monotonic() < until, f"mail stopped coming in after {senders.acknowledged}"
            time.sleep(0.001)
        time.sleep(chance.random() * 0.05)
        toll.killed[_hit(world, victim, chance)] += 1
    senders.join()
    toll.tries += senders.tries


def _hit(world: World, victim: str, chance: random.Random) -> str:
    """What was hit: the child that reads mails is there only while mails come, and without it its parent falls."""
    if victim == "imap line":
        world.proxy.spoil_next = Spoil(cut_after=chance.randrange(200, 40_000))
        world.proxy.cut()
        return victim
    sign = signal.SIGQUIT if victim == "postgres at once" else signal.SIGKILL
    while True:
        try:
            os.kill(find_part(world.machine, victim.partition(" ")[0]), sign)
        except ProcessLookupError:
            continue  # it had just ended by itself
        except NothingToRead:
            victim = "mail"
            continue
        return victim


def _wait_for_quiet(world: World, letters: Sequence[Letter]) -> float:
    """Seconds from the last mail that was offered until every one is filed and every answer has left."""
    begun = time.monotonic()
    wait_for(world.machine.is_ready, PATIENCE_SECONDS)  # the last kill may have been just now

    def is_quiet() -> bool:
        left = world.colleague.ask("count")
        return not (left["unanswered"] or left["waiting"])

    filed = 0.0
    with suppress(AssertionError):  # then the books say what is not there
        wait_for(lambda: count_filed(world, letters) == len(letters), PATIENCE_SECONDS)
        filed = time.monotonic() - begun
        wait_for(is_quiet, PATIENCE_SECONDS)
    return max(filed, time.monotonic() - begun - UNDO_SECONDS)


def report(toll: Toll, seed: int) -> str:
    books = toll.books
    rows = [(NAMES[part], f"{toll.killed[part]:,}") for part in PARTS if toll.killed[part]]
    missing = f" (such as {', '.join(books.missing)})" if books.missing else ""
    marks = ", ".join(f"{check}: {count}" for check, count in books.mismatches) or "none"
    return (
        f"{toll.mails:,} messages: over SMTP and through the API from senders that try again until they are "
        f"acknowledged, over IMAP from a real Dovecot, one in twenty-five both ways; one in twelve is answered by a "
        f"colleague, and answers leave to {toll.office}. Meanwhile **{toll.killed.total():,} faults** at random "
        f"moments (seed {seed}); {toll.tries:,} attempts to deliver, {toll.seconds:.0f} s.\n\n"
        f"**{books.lost} lost{missing}, {books.twice} stored twice, {books.changed} changed in transit, "
        f"{books.quarantined} wrongly set aside, {books.loose} conversations without a mail or a case. "
        f"{books.answers:,} answers: "
        f"{books.answers_lost} lost, {books.answers_twice} under two names, {books.repeats} sent once more under the "
        f"same Message-ID (at most {books.most_repeats} a mail).** After the last mail of a round everything was filed "
        f"and answered within {toll.catch_up:.0f} s; {books.marked} mails marked or removed on the IMAP server; the "
        f"nightly audit finds: {marks}.\n\n{table(('what was hit', 'times'), rows)}"
    )


def main(wanted: argparse.Namespace) -> int:
    until = time.monotonic() + wanted.minutes * 60
    latest = Toll()
    sizes = {"rounds": wanted.rounds, "mails": wanted.mails // wanted.rounds, "kills": wanted.kills // wanted.rounds}
    with tempfile.TemporaryDirectory(prefix="wortel-kill-") as folder:
        for latest in storm(Path(folder), seed=wanted.seed, **sizes):
            print(report(latest, wanted.seed), flush=True)
            if wanted.mails >= 2_000:
                record(wanted.name, report(latest, wanted.seed))
            if not latest.books.is_clean or time.monotonic() > until:
                break
    return 0 if latest.is_clean else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=10, help="the books are closed after each")
    parser.add_argument("--minutes", type=float, default=600.0, help="begin no further round after this")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--name", default="kill", help="the section of RESULTS.md, where several machines run beside")
    raise SystemExit(main(parser.parse_args()))
