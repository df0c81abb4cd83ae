"""What somebody says of their own accord, with undo."""

from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.orders.models import Order
from wortel.signals.models import Kind, Signal


class AlreadyUndone(Exception):
    """A signal is taken back once."""


@transaction.atomic
def mark_unsolvable(*, contact: Contact, agent: Agent | None, now: datetime) -> Signal:
    """ "I cannot solve this": what was lacking stands beside it as means. Saying it twice changes nothing."""
    signal, is_new = Signal.objects.get_or_create(
        kind=Kind.CANNOT_SOLVE,
        about=f"contact {contact.pk}",
        undone_at=None,
        defaults={"contact": contact, "agent": agent, "at": now},
    )
    if is_new:
        _record(signal)
    return signal


@transaction.atomic
def unmark_unsolvable(*, contact: Contact, now: datetime) -> None:
    """It could be solved after all."""
    for signal in Signal.objects.standing().filter(kind=Kind.CANNOT_SOLVE, contact=contact):
        undo(signal=signal, now=now)


@transaction.atomic
def note_sent_again(*, order: Order, contact: Contact | None, agent: Agent, now: datetime) -> Signal:
    """The customer gets it once more: that helps them, and takes no cause away."""
    signal = Signal.objects.create(
        kind=Kind.SENT_AGAIN,
        contact=contact,
        order=order,
        agent=agent,
        about=f"order {order.pk} {now.isoformat()}",
        at=now,
        evidence={"parcels": [str(parcel) for parcel in order.parcels.order_by("pk")]},
    )
    events.record("order.sent_again", about=order, signal=signal.pk, contact=contact.pk if contact else None)
    return signal


@transaction.atomic
def undo(*, signal: Signal, now: datetime) -> None:
    if not Signal.objects.filter(pk=signal.pk, undone_at=None).update(undone_at=now):
        raise AlreadyUndone
    events.record("signal.undone", about=signal, seen=signal.kind, contact=signal.contact_id, order=signal.order_id)


def _record(signal: Signal) -> None:
    events.record("signal.seen", about=signal, seen=signal.kind, contact=signal.contact_id, order=signal.order_id)
