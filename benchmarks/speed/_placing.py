"""Mails what customers of the demo shop say, and watches when each contact has its driver."""

import os
import signal
import smtplib
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import islice
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from benchmarks.speed._memory import weigh
from django.db import connection
from tests.config.machine import Machine, wait_for

from wortel.contacts.models import Contact
from wortel.demo.world.build import Said, build
from wortel.jobs.actions import TEXT, enqueue
from wortel.jobs.queries import has_due
from wortel.reasons.models import Discovery, Driver, Level
from wortel.reasons.tasks import search_drivers

A_SECOND = 10
LOOK_SECONDS = 0.02
SEARCH_SECONDS = 1_800.0
REST_SECONDS = 20
WATCHED = """
    SELECT contact.id, assignment.contact_id IS NOT NULL FROM contacts_contact contact
    LEFT JOIN reasons_assignment assignment ON assignment.contact_id = contact.id WHERE contact.id > %s
"""


class Sender:
    """One line to the mail door of a machine that runs."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._said = _tell()
        self._sent = 0

    def fill(self, size: int) -> None:
        """What came in during the weeks before, a few hundred a day."""
        now = datetime.now(UTC)
        with self._line() as line:
            for nth, said in enumerate(islice(self._said, size)):
                self._send(line, said, now - timedelta(minutes=(size - nth) * 5))
        wait_for(lambda: Contact.objects.count() >= size, SEARCH_SECONDS)

    def search(self) -> tuple[int, float]:
        """How many drivers are found, and the megabytes of who found them."""
        enqueue(search_drivers)
        memory = 0.0

        def is_done() -> bool:
            nonlocal memory
            memory = max(memory, self.weigh())
            return Discovery.objects.exclude(ended_at=None).exists() and not _has_unplaced()

        wait_for(is_done, SEARCH_SECONDS)
        return Driver.objects.standing().filter(level=Level.DRIVER).count(), memory

    def start_cold(self) -> float:
        """The seconds that one contact waits when nobody is there to read it."""
        wait_for(lambda: self._leave() is None, SEARCH_SECONDS)
        return self._watch(1, 1)[0]

    def stream(self, seconds: int) -> list[float]:
        return self._watch(seconds * A_SECOND, A_SECOND)

    def weigh(self) -> float:
        return weigh(self._machine).get("text", 0.0)

    def rest(self) -> float:
        time.sleep(REST_SECONDS)
        return self.weigh()

    def _watch(self, count: int, a_second: int) -> list[float]:
        """Send so many, and tell how long each stood without a driver."""
        first = Contact.objects.latest("id").pk
        came: dict[int, float] = {}
        done: dict[int, float] = {}
        begun = time.monotonic()
        sent = 0
        with self._line() as line:
            while len(done) < count:
                if sent < count and time.monotonic() - begun >= sent / a_second:
                    self._send(line, next(self._said), datetime.now(UTC))
                    sent += 1
                with connection.cursor() as cursor:
                    cursor.execute(WATCHED, [first])
                    seen = cursor.fetchall()
                now = time.monotonic()
                for pk, is_placed in seen:
                    came.setdefault(pk, now)
                    if is_placed:
                        done.setdefault(pk, now)
                time.sleep(LOOK_SECONDS)
        return [done[pk] - came[pk] for pk in sorted(done)]

    def _leave(self) -> int | None:
        """Ask the process for texts to end; none when it is not there and nothing calls for it."""
        pid = self._machine.children().get("text")
        if pid is not None and not has_due(TEXT):
            os.kill(pid, signal.SIGTERM)
        return pid

    def _line(self) -> smtplib.SMTP:
        return smtplib.SMTP("127.0.0.1", urlsplit(self._machine.mail_address).port or 0, timeout=60)

    def _send(self, line: smtplib.SMTP, said: Said, at: datetime) -> None:
        self._sent += 1
        mail = EmailMessage()
        mail["From"], mail["To"] = f"{said.customer.name} <klant{self._sent}@post.example>", "hallo@winkel.example"
        mail["Subject"], mail["Date"] = said.subject, format_datetime(at)
        mail["Message-ID"] = f"<o{self._sent}@post.example>"
        mail.set_content(said.text)
        line.sendmail("klant@post.example", ["hallo@winkel.example"], mail.as_bytes())


def _tell() -> Iterator[Said]:
    """What customers of the demo shop say, day after day."""
    today = date(2026, 11, 20)
    world = build(1, today, ZoneInfo("Europe/Amsterdam"))
    for day in world.days(world.calendar.start, today):
        world.orders_of(day)
        yield from world.contacts_of(day)


def _has_unplaced() -> bool:
    return Contact.objects.counted().filter(assignment=None).exists()
