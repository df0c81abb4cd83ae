import hashlib
from datetime import datetime

from django.db import transaction

from wortel.channels.models import Arrival, Kind, Outcome
from wortel.events import actions as events
from wortel.store.actions import keep_once


class NotInQuarantine(Exception):
    """This arrival has been read before; there is nothing to try again."""


@transaction.atomic(savepoint=False)
def keep_arrival(
    *, raw: bytes, key: str, kind: Kind, outcome: Outcome, now: datetime, source: str = "", why: str = ""
) -> Arrival | None:
    """Keep the bytes under their key; None when they are here already, also when somebody is just storing them."""
    arrival = Arrival(
        kind=kind,
        key=key[:80],
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        size=len(raw),
        received_at=now,
        outcome=outcome,
        why=why[:300],
        source=source[:300],
    )
    is_new = keep_once(arrival, by="key")
    # What is made of a mail points at it and it at that; 25 MB must not wait until the collector comes by.
    del arrival.raw
    return arrival if is_new else None


@transaction.atomic
def quarantine(*, raw: bytes, kind: Kind, why: str, now: datetime, source: str = "") -> Arrival | None:
    """Keep what cannot be read, with the reason, where colleagues see it; None when it stands there already."""
    key = f"raw:{hashlib.sha256(raw).hexdigest()}"
    arrival = keep_arrival(raw=raw, key=key, kind=kind, outcome=Outcome.QUARANTINED, now=now, source=source, why=why)
    if arrival is not None:
        events.record("mail.quarantined", about=arrival, why=why)
    return arrival


@transaction.atomic
def release(*, arrival: Arrival, key: str, outcome: Outcome, now: datetime) -> Arrival:
    """A better reader could make something of it after all."""
    locked = Arrival.objects.select_for_update().defer("raw").get(pk=arrival.pk)
    if locked.outcome != Outcome.QUARANTINED:
        raise NotInQuarantine
    locked.outcome, locked.why, locked.retried_at = outcome, "", now
    if not Arrival.objects.filter(key=key).exclude(pk=locked.pk).exists():
        locked.key = key[:80]
    locked.save(update_fields=["outcome", "why", "retried_at", "key"])
    events.record("mail.released", about=locked, outcome=outcome)
    return locked
