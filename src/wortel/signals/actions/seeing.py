"""What shows itself in moments and hand-overs: looked for by the clock, each thing seen once, nobody named."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction

from wortel.cases.models import Outcome, Promise
from wortel.contacts.models import Contact, Direction
from wortel.events import actions as events
from wortel.events.models import Event
from wortel.orders.models import Order, Parcel
from wortel.signals import queries, rules
from wortel.signals.models import Kind, Signal

LOOKED_BACK = timedelta(days=14)
FRESH = timedelta(days=2)
CAN_BE_UNDONE = timedelta(minutes=15)
MANY = 1_000
LATEST_EVENTS = 20_000
HANDING_OVER = ("case.assigned", "case.taken")


def see_broken_promises(*, now: datetime) -> int:
    """Promises of ours whose moment went by, on the contact they were made in; gives how many are new."""
    broken = (
        Promise.objects.filter(broken_at__gt=now - LOOKED_BACK)
        .exclude(pk__in=_numbers_seen(Kind.PROMISE_BROKEN, "promise"))
        .order_by("broken_at")[:MANY]
    )
    return _keep(filter(None, (_broken(promise) for promise in broken)))


def _broken(promise: Promise) -> Signal | None:
    said = Contact.objects.filter(conversation__part__case=promise.case_id, direction=Direction.IN)
    before = said.filter(started_at__lte=promise.due_at).order_by("-started_at", "-pk").first()
    contact = before or said.order_by("started_at", "pk").first()
    if contact is None or promise.broken_at is None:
        return None
    return Signal(
        kind=Kind.PROMISE_BROKEN,
        contact=contact,
        about=f"promise {promise.pk}",
        at=promise.broken_at,
        evidence={"promised": promise.kind, "due": promise.due_at.isoformat(), "promise": promise.pk},
    )


def see_late_parcels(*, now: datetime) -> int:
    """Parcels that did not come by the moment that was promised; seen on the order, also when nobody complains."""
    unseen = queries.list_late_parcels(since=now - LOOKED_BACK, now=now).exclude(
        pk__in=_numbers_seen(Kind.PROMISE_BROKEN, "parcel")
    )
    late = unseen.order_by("promised_to")[:MANY]
    return _keep(
        _late(parcel) for parcel in late if rules.judge_promise(parcel.promised_to, parcel.delivered_at, now) is False
    )


def _late(parcel: Parcel) -> Signal:
    assert parcel.promised_to is not None
    return Signal(
        kind=Kind.PROMISE_BROKEN,
        order_id=parcel.order_id,
        about=f"parcel {parcel.pk}",
        at=parcel.promised_to,
        evidence={"promised": Promise.Kind.DELIVER, "due": parcel.promised_to.isoformat(), "parcel": str(parcel)},
    )


def see_transfers(*, now: datetime) -> int:
    """Cases that went from one colleague or team to another, once it can no longer be undone."""
    latest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    recent = Event.objects.filter(pk__gt=latest - LATEST_EVENTS)
    undone = recent.filter(kind="case.undone").values_list("details__change", flat=True)
    moved = recent.filter(kind__in=HANDING_OVER, at__gt=now - FRESH, at__lt=now - CAN_BE_UNDONE)
    fresh = moved.exclude(pk__in=_numbers_seen(Kind.TRANSFER, "event")).exclude(pk__in=[one for one in undone if one])
    return _keep(filter(None, (_transfer(event) for event in fresh.order_by("pk")[:MANY])))


def _transfer(event: Event) -> Signal | None:
    between = _between(event)
    contact = (
        Contact.objects.filter(
            conversation__part__case=event.about_id, direction=Direction.IN, started_at__lte=event.at
        )
        .order_by("-started_at", "-pk")
        .first()
    )
    if not between or contact is None:
        return None
    return Signal(
        kind=Kind.TRANSFER,
        contact=contact,
        about=f"event {event.pk}",
        at=event.at,
        evidence={"between": between, "case": event.about_id},
    )


def _between(event: Event) -> str:
    """Taking what lay for anybody is no hand-over."""
    before, after = event.details.get("before", {}), event.details
    if before.get("team_id") and after.get("team_id") and before["team_id"] != after["team_id"]:
        return "teams"
    if before.get("agent_id") and after.get("agent_id") and before["agent_id"] != after["agent_id"]:
        return "people"
    return ""


def see_broken_again(*, now: datetime) -> int:
    """Contacts about an order whose trouble was settled, or that was sent again, less than a month before."""
    came = (
        Contact.objects.counted()
        .filter(started_at__gt=now - FRESH, order__isnull=False)
        .exclude(pk__in=_numbers_seen(Kind.BROKEN_AGAIN, "contact"))
        .order_by("started_at")[:MANY]
    )
    return _keep(filter(None, (_again(contact) for contact in came)))


def _again(contact: Contact) -> Signal | None:
    """The latest repair before it: a contact that was wrapped up as solved in another conversation, or a new parcel."""
    since = contact.started_at - rules.SOON
    solved = (
        Outcome.objects.filter(
            contact__order=contact.order_id, is_solved=True, at__gte=since, at__lt=contact.started_at
        )
        .exclude(contact__conversation=contact.conversation_id)
        .order_by("-at")
        .first()
    )
    sent = Signal.objects.standing().filter(
        kind=Kind.SENT_AGAIN, order=contact.order_id, at__gte=since, at__lt=contact.started_at
    )
    moments = [(solved.at, {"contact": solved.contact_id})] if solved else []
    moments += [(one.at, {"signal": one.pk}) for one in sent.order_by("-at")[:1]]
    if not moments:
        return None
    repaired, ids = max(moments, key=lambda pair: pair[0])
    if not rules.is_broken_again(repaired, contact.started_at):
        return None
    return Signal(
        kind=Kind.BROKEN_AGAIN,
        contact=contact,
        order_id=contact.order_id,
        about=f"contact {contact.pk}",
        at=contact.started_at,
        evidence={"repaired": repaired.isoformat(), **ids},
    )


def _numbers_seen(kind: Kind, noun: str) -> list[int]:
    """What was seen already; taken back counts as seen, or the clock would see it again."""
    seen = Signal.objects.filter(kind=kind, about__startswith=f"{noun} ").order_by("-at")
    return [int(about.split()[1]) for about in seen.values_list("about", flat=True)[: 20 * MANY]]


@transaction.atomic
def _keep(found: Iterable[Signal]) -> int:
    """Two sweeps at once see the same; the second keeps nothing."""
    signals = list(found)
    Signal.objects.bulk_create(signals, ignore_conflicts=True)
    events.record_each("signal.seen", _told(signals))
    return len(signals)


def _told(signals: Iterable[Signal]) -> Iterator[tuple[Contact | Order, dict[str, object]]]:
    for one in signals:
        about = Contact(pk=one.contact_id) if one.contact_id else Order(pk=one.order_id)
        yield about, {"seen": one.kind, "about": one.about, "contact": one.contact_id, "order": one.order_id}
