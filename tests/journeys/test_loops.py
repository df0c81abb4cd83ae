"""Two real Wortels and an autoresponder, with real SMTP between them: machines stop answering each other."""

import asyncio
import smtplib
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from tests.config.machine import Machine, environment, wait_for
from tests.letters import letter

from wortel.channels.email.sink import Sink

OURS, THEIRS = "hallo@ours.example", "hallo@theirs.example"
MACHINES = ("polite@auto.example", "rude@auto.example")
PAIRS = [(OURS, THEIRS), (THEIRS, OURS), *((us, machine) for us in (OURS, THEIRS) for machine in MACHINES)]
A_BUSY_MACHINE = 300.0
QUIET_SECONDS = 10
"""The outbox is looked at every second: what has not left by now is not going to."""
ACKNOWLEDGE = """
import sys, django
django.setup()
from wortel.channels import actions
box = actions.add_mailbox(address=sys.argv[1], name="Klantenservice")
actions.acknowledge_from(mailbox=box, acknowledges=True, text_nl="We hebben je mail.", text_en="")
"""


class PostOffice:
    """Carries every mail to whoever lives at its domain, and counts what the two of us sent to whom."""

    def __init__(self) -> None:
        self.doors: dict[str, str] = {}
        self.sent: Counter[tuple[str, str]] = Counter()
        self.answered = 0
        self.latest = time.monotonic()
        self._lock = threading.Lock()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (named by aiosmtpd)
        await asyncio.get_running_loop().run_in_executor(
            None, self.carry, envelope.mail_from or "", envelope.rcpt_tos[0], bytes(envelope.original_content or b"")
        )
        return "250 2.0.0 Carried"

    def carry(self, sender: str, to: str, raw: bytes) -> None:
        """A mail that somebody sends."""
        named = message_from_bytes(raw, policy=policy.default)["From"].addresses[0].addr_spec
        with self._lock:
            self.latest = time.monotonic()
            if named in {OURS, THEIRS}:
                self.sent[named, _without_tag(to)] += 1
            else:
                self.answered += 1
        self.bring(raw, to, sender)

    def bring(self, raw: bytes, to: str, sender: str = "") -> None:
        """To the door of whoever it is for, and no further."""
        host, _, port = self.doors[to.partition("@")[2]].removeprefix("smtp://").partition(":")
        with smtplib.SMTP(host, int(port), timeout=A_BUSY_MACHINE) as line:
            line.sendmail(sender, [to], raw)

    def wait_for_silence(self) -> None:
        wait_for(lambda: time.monotonic() - self.latest > QUIET_SECONDS, A_BUSY_MACHINE)


def _without_tag(address: str) -> str:
    local, _, domain = address.partition("@")
    return f"{local.partition('+')[0]}@{domain}"


@contextmanager
def started(home: Path, way_out: str) -> Iterator[Machine]:
    machine = Machine(home, SMTP_URL=way_out)
    try:
        wait_for(lambda: "Wortel is ready at" in machine.said.read_text(), A_BUSY_MACHINE)
        yield machine
    finally:
        machine.stop()


def acknowledging(machine: Machine, address: str) -> None:
    """Let a mailbox of this Wortel acknowledge what comes in."""
    variables = {"WORTEL_HOME": str(machine.home), "DATABASE_URL": machine.database_url}
    settings = {"DJANGO_SETTINGS_MODULE": "wortel.config.settings"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", ACKNOWLEDGE, address],
        env=environment() | variables | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def autoresponder(way_out: str) -> Iterator[str]:
    command = [sys.executable, str(Path(__file__).with_name("autoresponder.py")), way_out]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment())
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_two_wortels_and_an_autoresponder_fall_silent(tmp_path: Path) -> None:
    office = PostOffice()
    with (
        Sink(office) as way_out,
        autoresponder(way_out) as machine_that_answers,
        started(tmp_path / "ours", way_out) as ours,
        started(tmp_path / "theirs", way_out) as theirs,
    ):
        office.doors |= {"auto.example": machine_that_answers}
        office.doors |= {"ours.example": ours.mail_address, "theirs.example": theirs.mail_address}
        acknowledging(ours, OURS)
        acknowledging(theirs, THEIRS)
        # An ordinary mail in the name of the other, so that both have something to acknowledge.
        for sender, to in ((OURS, THEIRS), (THEIRS, OURS)):
            for name in (sender, *MACHINES):
                office.bring(letter("Vraag", sender=name, to=to), to)
        wait_for(lambda: len(office.sent) >= len(PAIRS), A_BUSY_MACHINE)
        office.wait_for_silence()

    # The autoresponder answered every time; each of us wrote each of the others once, and that was all.
    assert office.sent == Counter(PAIRS)
    assert office.answered == 4
