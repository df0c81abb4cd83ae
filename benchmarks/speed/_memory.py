"""How much memory each part of a running Wortel takes after use."""

import smtplib
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.speed._cpu import tree
from benchmarks.speed._crowd import Door
from benchmarks.speed._mail import letters
from django.db import connection
from tests.config.machine import Machine, name_of, wait_for

from wortel.cases.models import Case
from wortel.contacts.models import Contact

REST_SECONDS = 150
TURNS = 30
CASES_READ = 50
SCREENS = ("/", "/inbox/", "/inbox/waiting/", "/problems/", "/insight/nature/", "/insight/first-time/", "/ledger/",
           "/customers/", "/knowledge/", "/settings/", "/contacts/new/")  # fmt: skip


@dataclass(frozen=True)
class Memory:
    """Megabytes by part, right after use and when everything has come to rest."""

    used: Mapping[str, float]
    rested: Mapping[str, float]


def measure(machine: Machine, door: Door, *, mails: int) -> Memory:
    _browse(door)
    _write(machine, mails)
    connection.close_pool()  # type: ignore[attr-defined]  # our own sessions are no part of it; only PostgreSQL has a pool
    used = weigh(machine)
    time.sleep(REST_SECONDS)
    wait_for(lambda: "figures" not in machine.children(), REST_SECONDS)
    return Memory(used, weigh(machine))


def weigh(machine: Machine) -> dict[str, float]:
    found: Counter[str] = Counter()
    for pid, part in _parts(machine):
        found[part] += _shared_out(pid)
    return {part: size / 1024 for part, size in found.most_common()}


def _browse(door: Door) -> None:
    line = door.connect()
    cases = list(Case.objects.order_by("-latest_at").values_list("pk", "customer_id")[:CASES_READ])
    for _ in range(TURNS):
        for screen in SCREENS:
            door.get(line, screen)
    for case, customer in cases:
        for address in (
            f"/cases/{case}/",
            f"/inbox/open/{case}/",
            f"/customers/{customer}/",
            f"/command/?q=zaak+{case}",
        ):
            door.get(line, address)
    line.close()


def _write(machine: Machine, mails: int) -> None:
    known = Contact.objects.count()
    with smtplib.SMTP("127.0.0.1", urlsplit(machine.mail_address).port or 0, timeout=60) as line:
        for raw in islice(letters(), mails):
            line.sendmail("klant@post.example", ["hallo@winkel.example"], raw)
    wait_for(lambda: Contact.objects.count() == known + mails)


def _parts(machine: Machine) -> list[tuple[int, str]]:
    """Every process with the part it belongs to: a child belongs to the part that started it."""
    names = {pid: name for name, pid in machine.children().items()}
    found = []
    for pid, parent in tree(machine.process.pid):
        part = names.get(pid) or names.get(parent) or name_of(str(pid)) or "supervisor"
        names[pid] = part
        found.append((pid, part))
    return found


def _shared_out(pid: int) -> int:
    """Kilobytes: its own, and its share of what it has in common with others."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
