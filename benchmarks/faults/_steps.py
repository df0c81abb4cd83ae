"""Dies at each step between two side effects, one after the other, and looks whether every invariant holds there."""

import email
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from benchmarks.faults._finding import Finding
from benchmarks.faults._inside import OURS, hang_up, open_shop
from benchmarks.faults._points import Points, live
from tests.channels.dovecot import PASSWORD, USER, Dovecot

from wortel.accounts.models import Agent
from wortel.cases.models import Case
from wortel.channels.actions import send_due
from wortel.channels.email.imap import Account, open_folder
from wortel.channels.interface import Refused
from wortel.channels.models import Mailbox
from wortel.config.processes.mail.front import Front
from wortel.contacts.models import Contact
from wortel.journey.answer import answer
from wortel.journey.audit import examine
from wortel.journey.fetch import fetch
from wortel.journey.understand import understand_waiting

LATER = timedelta(minutes=1)
MANY = 400


@dataclass(frozen=True)
class Scene:
    """`prepare` comes before each death, `act` is broken off and done again, `check` says what is wrong."""

    name: str
    act: Callable[[Points], None]
    check: Callable[[], list[str]]
    prepare: Callable[[int], None] = lambda number: None


class Stage:
    """What the scenes play with; each death has a number of its own, and so mails of its own."""

    def __init__(self, folder: Path, dovecot: Dovecot, mailbox: Mailbox, agent: Agent) -> None:
        self.number = 0
        self.repeats = 0
        self.raw = b""
        self.acknowledged = folder / "acknowledged"
        self.taken = folder / "taken"
        self.taken.touch()
        self._dovecot = dovecot
        self._mailbox = mailbox
        self._agent = agent

    def scenes(self) -> Iterator[Scene]:
        yield Scene("a mail comes in over SMTP, with a file", self.accept, self.check_in, self.write_new)
        yield Scene("a mail comes in that joins its thread", self.accept, self.check_in, self.write_reply)
        yield Scene("a mail comes in that cannot be read", self.accept, self.check_aside, self.write_nonsense)
        yield Scene("mails are fetched over IMAP", self.fetch, self.check_in, self.put)
        yield Scene("a colleague answers", self.answer, self.check_answered, self.ask)
        yield Scene("an answer leaves", self.send, self.check_sent, self.ask_and_answer)
        yield Scene("what came in is understood", self.understand, self.check_in, self.bring)

    # What is broken off.

    def accept(self, points: Points) -> None:
        """As an SMTP conversation does: the sender keeps the mail until it hears 250."""
        if self.acknowledged.exists():
            return
        front = Front()
        front.take(self.raw, "smtp")
        points.pass_by("250 Stored")
        self.acknowledged.touch()
        front.tell()
        front.close()

    def fetch(self, points: Points) -> None:
        front = Front()
        account = Account("127.0.0.1", self._dovecot.port, USER, PASSWORD, security="plain")
        with open_folder(account) as folder, front.working(), front.reading() as reader:
            fetch(mailbox=self._mailbox, folder=folder, reader=reader, mailboxes=front.own(), clock=_now)
        front.tell()
        front.close()

    def answer(self, points: Points) -> None:
        if _ask("SELECT 1 FROM contacts_contact WHERE direction = 'out' AND text = %s", f"antwoord {self.number}"):
            return  # the colleague sees that it stands there
        asked = Contact.objects.get(message_id=self._name())
        case = Case.objects.get(parts__conversation=asked.conversation_id)
        answer(case=case, text=f"antwoord {self.number}", agent=self._agent, now=_now(), seen=asked.pk)

    def send(self, points: Points) -> None:
        send_due(post=_Post(self.taken, points), now=_now() + LATER)

    def understand(self, points: Points) -> None:
        understand_waiting()

    # What was there before.

    def write_new(self, number: int) -> None:
        self.raw = _letter(self._name(), file=b"%PDF-1.4 bon")

    def write_reply(self, number: int) -> None:
        parent = f"parent{number}@post.example"
        _bring(_letter(parent))
        self.raw = _letter(self._name(), answers=parent)

    def write_nonsense(self, number: int) -> None:
        self.raw = b"Content-Type: multipart/mixed; boundary=b0\n" + _nested(300, str(number).encode())

    def put(self, number: int) -> None:
        self.raw = _letter(self._name())
        self._dovecot.put(self.raw, f"{number}.bench")

    def bring(self, number: int) -> None:
        self.raw = _letter(self._name())
        _bring(self.raw)

    ask = bring

    def ask_and_answer(self, number: int) -> None:
        live(self.send)  # what other scenes left behind
        self.taken.write_text("")
        self.bring(number)
        live(self.answer)

    # What must be so in the end.

    def check_in(self) -> list[str]:
        stored = _ask("SELECT outcome FROM wortel_channels_arrival WHERE raw = %s", self.raw)
        filed = _ask("SELECT id FROM contacts_contact WHERE message_id = %s", self._name())
        return [] if len(stored) == len(filed) == 1 else [f"stored {len(stored)} times, filed {len(filed)} times"]

    def check_aside(self) -> list[str]:
        stored = _ask("SELECT outcome FROM wortel_channels_arrival WHERE raw = %s", self.raw)
        return [] if stored == [("quarantined",)] else [f"set aside as {stored}"]

    def check_answered(self) -> list[str]:
        said = _ask("SELECT delivery_id FROM contacts_contact WHERE text = %s", f"antwoord {self.number}")
        return [] if len(said) == 1 and said[0][0] else [f"answered {len(said)} times"]

    def check_sent(self) -> list[str]:
        waiting = _ask("SELECT message_id FROM wortel_channels_delivery WHERE state <> 'sent'")
        names = self.taken.read_text().split()
        self.repeats += len(names) - 1
        wrong = [f"{name} did not leave" for (name,) in waiting]
        wrong += ["it left under two names"] if len(set(names)) != 1 else []
        return wrong + (["one death made it leave more than twice"] if len(names) > 2 else [])

    def _name(self) -> str:
        return f"stap{self.number}@post.example"


class _Post:
    """The other side's mail server: what it took stands in a file, also when whoever gave it dies."""

    def __init__(self, file: Path, points: Points) -> None:
        self._file = file
        self._points = points

    def hand_over(self, *, sender: str, recipients: Sequence[str], raw: bytes) -> Sequence[Refused]:
        self._points.pass_by("hand over")
        name = str(email.message_from_bytes(raw)["Message-ID"]).strip("<>")
        with self._file.open("a") as file:
            file.write(f"{name}\n")
            file.flush()
            os.fsync(file.fileno())
        self._points.pass_by("handed over, before we know")
        return []


def run(folder: Path, *, is_small: bool = False) -> list[Finding]:
    mailbox, agent = open_shop()
    findings = []
    with Dovecot(folder / "dovecot") as dovecot:
        stage = Stage(folder, dovecot, mailbox, agent)
        for scene in stage.scenes():
            findings.append(_play(stage, scene, is_small=is_small))
    hang_up()
    return findings


def _play(stage: Stage, scene: Scene, *, is_small: bool) -> Finding:
    """Die at step 1, 2, 3, … until the scene comes to its end alive; after each death go on as if nothing happened."""
    wrong: list[str] = []
    deaths, steps = 0, 0
    for step in range(1, MANY, 3 if is_small else 1):
        stage.number += 1
        stage.acknowledged.unlink(missing_ok=True)
        scene.prepare(stage.number)
        first = live(scene.act, die_at=step)
        wrong += [f"at step {step} ({first.steps[-1]}): {what}" for what in _look(stage)]
        if first.is_killed:
            deaths += 1
            live(scene.act)
        wrong += [f"after step {step} ({first.steps[-1]}): {what}" for what in (*scene.check(), *_look(stage))]
        if not first.is_killed:
            steps = len(first.steps)
            break
    again = f", {stage.repeats} of them made it leave twice" if stage.repeats else ""
    seen = f"{deaths} deaths at {steps} steps{again}" + "".join(f"; {what}" for what in wrong[:3])
    stage.repeats = 0
    promise = "all invariants hold at every step, and once it is done again it is done once"
    return Finding(scene.name, promise, seen, held=not wrong and steps > 0)


def _look(stage: Stage) -> list[str]:
    """What must be so at every moment: the books are in order, and what was acknowledged is there."""
    found = [f"{one.count} {one.check}" for one in examine(now=_now()).mismatches]
    hang_up()
    if stage.acknowledged.exists() and not _ask("SELECT 1 FROM wortel_channels_arrival WHERE raw = %s", stage.raw):
        found.append("acknowledged and not stored")
    return found


def _bring(raw: bytes) -> None:
    def take(points: Points) -> None:
        front = Front()
        front.take(raw, "smtp")
        front.close()

    live(take)


def _ask(sql: str, *values: object) -> list[tuple[object, ...]]:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as database:
        return list(database.execute(sql, values))


def _letter(name: str, *, answers: str = "", file: bytes = b"") -> bytes:
    head = f"From: Klant <klant.{answers or name}>\r\n"
    replied = f"In-Reply-To: <{answers}>\r\n" if answers else ""
    top = f"{head}To: {OURS}\r\nSubject: {name}\r\nMessage-ID: <{name}>\r\n{replied}".encode()
    if not file:
        return top + b"\r\nWaar blijft mijn bestelling?\r\n"
    kind = (
        b"Content-Type: multipart/mixed; boundary=grens\r\n\r\n--grens\r\n\r\nZie de bon.\r\n--grens\r\nContent-Type: "
    )
    return top + kind + b'application/pdf; name="bon.pdf"\r\n\r\n' + file + b"\r\n--grens--\r\n"


def _nested(depth: int, token: bytes) -> bytes:
    opened = b"".join(b"\n--b%d\nContent-Type: multipart/mixed; boundary=b%d\n" % (n, n + 1) for n in range(depth))
    return opened + b"\n--b%d\n\nhallo %s\n" % (depth, token)


def _now() -> datetime:
    return datetime.now(UTC)
