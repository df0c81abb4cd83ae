"""What comes back on what we sent, and what we send back by machine."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from wortel.channels.interface import Bounced
from wortel.channels.models import Acknowledgement, Bounce, Delivery, Mailbox
from wortel.events import actions as events

AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)
PER_HOUR, PER_DAY = 1, 5
UNPROVEN_PER_HOUR = 60
"""Whoever forges senders could have us write to strangers: this is where that ends, for all of them together."""


@transaction.atomic
def note_bounces(*, delivery: Delivery, lost: Iterable[Bounced], now: datetime) -> list[Bounce]:
    """Keep which addresses this mail did not reach and why; a second report about the same changes nothing."""
    noted: list[Bounce] = []
    for one in lost:
        row, is_new = Bounce.objects.get_or_create(
            delivery=delivery, address=one.address, defaults={"reason": one.reason, "said": one.said[:300], "at": now}
        )
        if is_new:
            events.record("answer.bounced", about=delivery, address=one.address, reason=one.reason)
            noted.append(row)
    return noted


@transaction.atomic
def spend_acknowledgement(*, mailbox: Mailbox, address: str, is_proven: bool, now: datetime) -> bool:
    """Note that an acknowledgement goes to this address; false when it has had enough of them.

    Whoever calls this holds the lock on the sender, so that two mails at once cannot both be the first.
    """
    Acknowledgement.objects.filter(at__lt=now - 2 * A_DAY).delete()
    to_them = Acknowledgement.objects.filter(address=address)
    if to_them.filter(at__gt=now - AN_HOUR).count() >= PER_HOUR:
        return False
    if to_them.filter(at__gt=now - A_DAY).count() >= PER_DAY:
        return False
    unproven = Acknowledgement.objects.filter(mailbox=mailbox, is_proven=False, at__gt=now - AN_HOUR)
    if not is_proven and unproven.count() >= UNPROVEN_PER_HOUR:
        return False
    Acknowledgement.objects.create(mailbox=mailbox, address=address, is_proven=is_proven, at=now)
    return True
