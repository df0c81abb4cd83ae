"""Counts, when all is quiet, what became of every message: by its token, its bytes and its Message-ID."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from email import message_from_bytes, policy

import psycopg
from benchmarks.faults._letters import Letter, asks_for_answer
from benchmarks.faults._world import World

LOOSE = """
    SELECT count(*) FROM contacts_conversation v LEFT JOIN contacts_contact c ON c.conversation_id = v.id
    LEFT JOIN cases_part p ON p.conversation_id = v.id WHERE c.id IS NULL OR (p.id IS NULL AND c.code IS NULL)
"""
ANSWERS = """
    SELECT d.message_id, d.state, a.subject FROM wortel_channels_delivery d
    JOIN contacts_contact o ON o.delivery_id = d.id
    JOIN contacts_contact a ON a.conversation_id = o.conversation_id AND a.subject LIKE 'graag antwoord%'
"""


@dataclass
class Books:
    """What came of it."""

    came: int = 0
    lost: int = 0
    twice: int = 0
    changed: int = 0
    loose: int = 0
    quarantined: int = 0
    answers: int = 0
    answers_lost: int = 0
    answers_twice: int = 0
    repeats: int = 0
    most_repeats: int = 0
    marked: int = 0
    missing: list[str] = field(default_factory=list)
    """The first of those that are lost, with the way they came."""
    mismatches: list[list[object]] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        wrong = (self.lost, self.twice, self.changed, self.loose, self.quarantined, self.marked, len(self.mismatches))
        return not any(wrong) and not (self.answers_lost or self.answers_twice)


def close_books(world: World, letters: Sequence[Letter]) -> Books:
    books = Books(came=len(letters))
    _count_in(world, letters, books)
    _count_out(world, letters, books)
    books.marked = count_marked(world)
    books.mismatches = world.colleague.ask("examine")["mismatches"]
    return books


def count_filed(world: World, letters: Sequence[Letter]) -> int:
    """How many of them have come in by now."""
    mails = [letter.name for letter in letters if letter.way != "api"]
    rows = [f"api-{letter.number}" for letter in letters if letter.way == "api"]
    try:
        with psycopg.connect(world.machine.database_url, connect_timeout=5) as database:
            found = database.execute(
                "SELECT (SELECT count(DISTINCT message_id) FROM contacts_contact WHERE message_id = ANY(%s))"
                " + (SELECT count(*) FROM contacts_contact WHERE code = ANY(%s))",
                (mails, rows),
            ).fetchone()
    except psycopg.Error:
        return 0
    return int(found[0]) if found else 0


def count_marked(world: World) -> int:
    """Mails on the IMAP server that were marked or removed."""
    names = [path.name for place in ("new", "cur") for path in (world.dovecot.maildir / place).iterdir()]
    flags = [name.partition(":2,")[2] for name in names]
    return sum(bool(set(flag) & set("ST")) for flag in flags) + max(0, world.offered - len(names))


def _count_in(world: World, letters: Sequence[Letter], books: Books) -> None:
    with psycopg.connect(world.machine.database_url) as database:
        arrivals = list(database.execute("SELECT sha256, outcome FROM wortel_channels_arrival"))
        filed = Counter(name for (name,) in database.execute("SELECT message_id FROM contacts_contact"))
        codes = Counter(code for (code,) in database.execute("SELECT code FROM contacts_contact"))
        loose = database.execute(LOOSE).fetchone()
    stored = Counter(mark for mark, _ in arrivals)
    mails = [letter for letter in letters if letter.way != "api"]
    rows = [f"api-{letter.number}" for letter in letters if letter.way == "api"]
    aside = {mark for mark, outcome in arrivals if outcome == "quarantined"}
    gone = [mail for mail in mails if not stored[mail.mark] or (not filed[mail.name] and mail.mark not in aside)]
    books.lost = len(gone) + sum(not codes[row] for row in rows)
    books.missing = [f"{mail.number} by {mail.way}" for mail in gone[:5]]
    books.twice = sum(stored[mail.mark] > 1 or filed[mail.name] > 1 for mail in mails)
    books.twice += sum(codes[row] > 1 for row in rows)
    books.changed = len(set(stored) - {mail.mark for mail in mails})
    books.loose = loose[0] if loose else 0
    books.quarantined = sum(outcome == "quarantined" for _, outcome in arrivals)


def _count_out(world: World, letters: Sequence[Letter], books: Books) -> None:
    """Each answer once in the outbox, and at the mail server always under the Message-ID it got there."""
    with psycopg.connect(world.machine.database_url) as database:
        written = list(database.execute(ANSWERS))
    taken = [message_from_bytes(raw, policy=policy.default) for raw in world.office.list_taken()]
    copies = Counter(str(mail["Message-ID"]).strip("<> \r\n") for mail in taken)
    asked = {f"graag antwoord {mail.number}" for mail in letters if mail.way != "api" and asks_for_answer(mail.number)}
    answered = Counter(subject for _, _, subject in written)
    books.answers = len(written)
    books.answers_lost = sum(answered[subject] == 0 for subject in asked)
    books.answers_lost += sum(state != "sent" or copies[name] == 0 for name, state, _ in written)
    books.answers_twice = sum(answered[subject] > 1 for subject in asked) + _under_two_names(taken)
    books.repeats = sum(copies.values()) - len(copies)
    books.most_repeats = max(copies.values(), default=1) - 1


def _under_two_names(taken: Sequence[object]) -> int:
    names: dict[str, set[str]] = {}
    for mail in taken:
        body = mail.get_body(("plain",))  # type: ignore[attr-defined]  # an EmailMessage by its policy
        words = body.get_content().split(" einde")[0] if body else ""
        names.setdefault(words.rpartition("antwoord op ")[2], set()).add(str(mail["Message-ID"]))  # type: ignore[index]
    return sum(len(ids) > 1 for ids in names.values())
