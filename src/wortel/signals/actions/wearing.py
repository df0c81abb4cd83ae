"""Who is worn out by a topic: the customer, or we ourselves. Said at wrap-up by whoever helped, never guessed.

That the customer is fed up stands on the contact, without a colleague. That a colleague got stuck stands nowhere but
in the count of its topic and week: no contact, no colleague, no event. It is only counted while the works council
agrees.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.signals.actions.sounding import count, is_agreed, monday_of
from wortel.signals.models import Kind, Signal, Tone


@dataclass(frozen=True)
class Stuck:
    """The count that one mark went into; only whoever gave it can take it out, for a quarter of an hour."""

    topic: str
    monday: date


@transaction.atomic
def mark_fed_up(*, contact: Contact) -> Signal | None:
    """The customer showed to be fed up with this. Saying it twice changes nothing, and gives nothing to undo."""
    signal, is_new = Signal.objects.get_or_create(
        kind=Kind.FED_UP,
        about=f"contact {contact.pk}",
        undone_at=None,
        defaults={"contact": contact, "at": contact.started_at},
    )
    if not is_new:
        return None
    events.record("signal.seen", about=signal, seen=signal.kind, contact=signal.contact_id, order=None)
    return signal


@transaction.atomic
def count_stuck(*, topic: str, at: datetime, zone: ZoneInfo) -> Stuck | None:
    """A colleague got stuck on this topic. Without the works council nothing is kept."""
    if not is_agreed(at, zone):
        return None
    stuck = Stuck(topic, monday_of(at, zone))
    count(Tone.Label.STUCK, stuck.topic, stuck.monday)
    return stuck


@transaction.atomic
def uncount_stuck(*, stuck: Stuck) -> None:
    """It was a slip of the finger."""
    Tone.objects.filter(
        monday=stuck.monday, topic=stuck.topic, side=Tone.Side.OURS, label=Tone.Label.STUCK, contacts__gt=0
    ).update(contacts=F("contacts") - 1)
