"""Every night the books of the mail are closed: each mail has exactly one outcome, each answer a state.

Every query gives the numbers of the rows that do not fit; none of them can be made by using the product, so each one
that is found is an alarm. It stands with `wortel doctor`, at the mailboxes in the settings, and among the figures of
the health page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import transaction

from wortel.accounts.queries import find_organisation
from wortel.channels.models import Delivery, Outcome
from wortel.events import actions as events
from wortel.events.models import Event
from wortel.jobs.actions import every, job
from wortel.store.actions import ask

KIND = "mail.audited"
SHOWN = 5
BYTES_OF = 20_000
"""So many of the newest mails are read back whole: what lay well for weeks is the business of data checksums."""
TOO_LONG = timedelta(hours=6)
"""Trying again stops after four hours, so what still waits then is not being tried."""

FILED = tuple(outcome for outcome in Outcome if outcome not in {Outcome.QUARANTINED, Outcome.DUPLICATE, Outcome.LOOP})

CHECKS: Mapping[str, str] = {
    "outcome": "SELECT id FROM wortel_channels_arrival WHERE outcome <> ALL(%(outcomes)s) OR outcome = 'duplicate'",
    "lost": """
        SELECT a.id FROM wortel_channels_arrival a LEFT JOIN contacts_contact c ON c.arrival_id = a.id
        WHERE a.kind = 'email' AND a.outcome = ANY(%(filed)s) AND c.id IS NULL
    """,
    "quarantined": """
        SELECT a.id FROM wortel_channels_arrival a JOIN contacts_contact c ON c.arrival_id = a.id
        WHERE a.outcome = 'quarantined'
    """,
    "changed": """
        SELECT id FROM (
            SELECT id, raw, sha256, size FROM wortel_channels_arrival ORDER BY id DESC LIMIT %(bytes_of)s
        ) latest WHERE encode(sha256(raw), 'hex') <> sha256 OR length(raw) <> size
    """,
    "loose": """
        SELECT c.id FROM contacts_contact c LEFT JOIN cases_part p ON p.conversation_id = c.conversation_id
        WHERE c.arrival_id IS NOT NULL AND p.id IS NULL
    """,
    "state": "SELECT id FROM wortel_channels_delivery WHERE state <> ALL(%(states)s)",
    "sent": "SELECT id FROM wortel_channels_delivery WHERE (state = 'sent') <> (sent_at IS NOT NULL)",
    "waiting": "SELECT id FROM wortel_channels_delivery WHERE state = 'waiting' AND due_at < %(too_long)s",
    "failed": "SELECT id FROM wortel_channels_delivery WHERE state = 'failed' AND why = ''",
}
MEANS: Mapping[str, str] = {
    "outcome": "mails without a known outcome",
    "lost": "mails that are kept but stand in no conversation",
    "quarantined": "mails that were set aside and filed as well",
    "changed": "mails whose bytes are no longer what came in",
    "loose": "mails in a conversation that belongs to no case",
    "state": "answers without a known state",
    "sent": "answers of which it is not certain when they left",
    "waiting": "answers that should have left six hours ago",
    "failed": "answers that could not be sent, without the reason",
}
"""What each check finds, for whoever keeps the machine."""
COUNTS = """
    SELECT (SELECT count(*) FROM wortel_channels_arrival), (SELECT count(*) FROM wortel_channels_delivery)
"""
MISMATCHES = "SELECT count(*), (array_agg(id ORDER BY id DESC))[1:%(shown)s] FROM ({}) found"


@dataclass(frozen=True)
class Mismatch:
    """How many rows fail one check, and the newest of them."""

    check: str
    count: int
    newest: tuple[int, ...] = ()


@dataclass(frozen=True)
class Audit:
    """What the books say: so many mails and answers, and what does not fit."""

    at: datetime
    mails: int
    answers: int
    mismatches: tuple[Mismatch, ...] = field(default=())

    @property
    def count(self) -> int:
        """How many rows do not fit."""
        return sum(one.count for one in self.mismatches)


def examine(*, now: datetime) -> Audit:
    """Look now. One transaction sees one moment, so that a mail that just comes in is there whole or not at all."""
    values = {
        "outcomes": list(Outcome.values),
        "filed": [outcome.value for outcome in FILED],
        "states": list(Delivery.State.values),
        "bytes_of": BYTES_OF,
        "too_long": now - TOO_LONG,
        "shown": SHOWN,
    }
    found = []
    for check, sql in CHECKS.items():
        count, newest = ask(MISMATCHES.format(sql), values)[0]
        if count:
            found.append(Mismatch(check, count, tuple(newest)))
    mails, answers = ask(COUNTS)[0]
    return Audit(now, mails, answers, tuple(found))


@transaction.atomic
def audit(*, now: datetime) -> Audit:
    """Close the books of a night; the event stays, so that a later mismatch can be dated."""
    result = examine(now=now)
    mismatches = [{"check": one.check, "count": one.count, "newest": one.newest} for one in result.mismatches]
    told = {"mails": result.mails, "answers": result.answers, "mismatches": mismatches}
    events.record("mail.audited", about=find_organisation(), **told)
    return result


def find_latest() -> Audit | None:
    """The books as they were closed last."""
    event = Event.objects.filter(about_kind="organisation", kind=KIND).order_by("-id").first()
    if event is None:
        return None
    told = event.details
    mismatches = (Mismatch(one["check"], one["count"], tuple(one["newest"])) for one in told["mismatches"])
    return Audit(event.at, told["mails"], told["answers"], tuple(mismatches))


@job(queue="housekeeping")
def audit_mail(timestamp: int) -> int:
    return audit(now=datetime.fromtimestamp(timestamp, UTC)).count


every("50 3 * * *", audit_mail)
