"""Handing over what waits in the outbox, and what follows from how it is taken."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from django.db import transaction
from django.db.models import Q

from wortel.channels.actions.outbox import CHANGED, State
from wortel.channels.actions.returns import note_bounces
from wortel.channels.email.reports import tell_reason
from wortel.channels.interface import Bounced, DeliveryFailed, NobodyHome, Refused
from wortel.channels.models import Bounce, Delivery
from wortel.channels.queries import list_due
from wortel.events import actions as events

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
GIVE_UP_AFTER = timedelta(days=2)  # a server that is away over a weekend loses nothing
MANY = 500
ANYBODY = Q()

type Heed = Callable[[Delivery, Sequence[Bounce], datetime], None]


class Post(Protocol):
    """Whoever takes our mail from us, such as a mail server."""

    def hand_over(self, *, sender: str, recipients: Sequence[str], raw: bytes) -> Sequence[Refused]:
        """Give one mail; gives who of several it was refused for, raises `DeliveryFailed` when for all."""
        ...


def send_due(*, post: Post, now: datetime, limit: int = 100, of: Q = ANYBODY, heed: Heed | None = None) -> int:
    """Hand over what is due, one mail per transaction; gives how many were tried.

    `heed` hears, in that transaction, whom a mail was refused for with no use in trying again.
    """
    tried = 0
    try:
        while tried < limit and _send_next(post, now, of, heed):
            tried += 1
    except NobodyHome as absence:
        _wait_for(absence, now, of)
    return tried


@transaction.atomic
def _send_next(post: Post, now: datetime, of: Q, heed: Heed | None) -> Delivery | None:
    """Another sender skips what this one holds. A crash after the handing over repeats it under the same id."""
    delivery = list_due(now, of).select_for_update(skip_locked=True).first()
    if delivery is None:
        return None
    _count_attempt(delivery, now)
    try:
        refused = post.hand_over(sender=_envelope(delivery), recipients=delivery.goes_to, raw=bytes(delivery.raw))
    except NobodyHome:
        raise
    except DeliveryFailed as failure:
        lost = _note_lost(delivery, failure.refused, now)
        _not_taken(delivery, failure, now)
    else:
        lost = _note_lost(delivery, refused, now)
        _taken(delivery, refused, now)
    delivery.save(update_fields=["sent_at", *CHANGED])
    if lost and heed is not None:
        heed(delivery, lost, now)
    return delivery


def _note_lost(delivery: Delivery, refused: Sequence[Refused], now: datetime) -> list[Bounce]:
    """A refusal for good tells as much as the report that another server would send back."""
    gone = [Bounced(one.address, tell_reason("", one.said), one.said) for one in refused if one.permanent]
    return note_bounces(delivery=delivery, lost=gone, now=now)


def _taken(delivery: Delivery, refused: Sequence[Refused], now: datetime) -> None:
    """Somebody has it; whoever was refused only for now gets it later."""
    events.record(
        "answer.sent", about=delivery, message_id=delivery.message_id, refused=[one.address for one in refused]
    )
    later = [one for one in refused if not one.permanent]
    if later:
        _wait_for_some(delivery, later, now)
    else:
        _settle(delivery, now)


def _not_taken(delivery: Delivery, failure: DeliveryFailed, now: datetime) -> None:
    """Nobody got it this time; others may have it from an earlier one."""
    later = [one for one in failure.refused if not one.permanent]
    is_with_others = bool(set(delivery.recipients) - set(delivery.goes_to) - _find_lost(delivery))
    if later and len(later) < len(delivery.recipients):
        _wait_for_some(delivery, later, now)
    elif failure.refused and not later and is_with_others:
        _settle(delivery, now)
    else:
        _failed(delivery, failure, now)


def _wait_for_some(delivery: Delivery, later: Sequence[Refused], now: datetime) -> None:
    delivery.still_to = [one.address for one in later]
    _failed(delivery, DeliveryFailed(later[0].said, permanent=False), now)


def _settle(delivery: Delivery, now: datetime) -> None:
    delivery.state, delivery.sent_at, delivery.trouble, delivery.why = State.SENT, now, "", ""
    delivery.still_to = []


def _find_lost(delivery: Delivery) -> set[str]:
    return set(delivery.bounces.values_list("address", flat=True))


@transaction.atomic
def _wait_for(absence: NobodyHome, now: datetime, of: Q) -> None:
    """The other side does not answer: everything that is due there tries again later."""
    for delivery in list_due(now, of).select_for_update(skip_locked=True)[:MANY]:
        _count_attempt(delivery, now)
        _failed(delivery, absence, now)
        delivery.save(update_fields=CHANGED)


def _count_attempt(delivery: Delivery, now: datetime) -> None:
    delivery.attempts += 1
    delivery.first_tried_at = delivery.first_tried_at or now


def _failed(delivery: Delivery, failure: DeliveryFailed, now: datetime) -> None:
    """Wait twice as long each time; after some days somebody has to look at it."""
    delivery.why, delivery.trouble = str(failure)[:300], failure.kind
    begun = delivery.first_tried_at or now
    if failure.permanent or now - begun >= GIVE_UP_AFTER:
        delivery.state = State.FAILED
        events.record("answer.failed", about=delivery, why=delivery.why)
        return
    delivery.due_at = now + min(FIRST_WAIT * 2 ** min(delivery.attempts - 1, 10), LONGEST_WAIT)
    events.record("answer.delayed", about=delivery, why=delivery.why, until=delivery.due_at.isoformat())


def _envelope(delivery: Delivery) -> str:
    """Nobody is to answer what nobody wrote: automatic mail leaves without an envelope sender."""
    return "" if delivery.is_automatic or delivery.mailbox is None else delivery.mailbox.address
