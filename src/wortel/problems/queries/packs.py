"""Everything that is known about one shipment, for a claim: order, promise, steps, what was said when, what it cost."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from json import dumps
from typing import Any

from django.db.models import Q, QuerySet

from wortel.accounts.models import Agent
from wortel.analysis.redact import MASKS, redact
from wortel.contacts.models import Contact, ContactQuerySet, Direction
from wortel.orders.models import Parcel
from wortel.problems.models import PackBatch, Problem
from wortel.problems.queries.weeks import today


@dataclass(frozen=True)
class Original:
    """A mail as it came, byte for byte, by its fingerprint."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Telling:
    """One exchange: who said what to whom, when, over which channel, and what handling it cost."""

    at: str
    is_ours: bool
    who: str
    channel: str
    text: str
    files: int
    cents: int | None
    original: Original | None = None


@dataclass(frozen=True)
class StepTold:
    kind: str
    at: str
    place: str


@dataclass(frozen=True)
class Shipment:
    """The content of a pack. Moments are texts with their zone, so that the fingerprint is of what is printed."""

    order: str
    what: str
    placed_at: str
    parcel: str
    carrier: str
    promised_from: str
    promised_to: str
    delivered_at: str
    hours_late: float | None
    steps: tuple[StepTold, ...]
    customer: str
    addresses: tuple[str, ...]
    tellings: tuple[Telling, ...]
    cents: int
    is_redacted: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def fingerprint(content: object) -> str:
    """SHA-256 of the content as JSON with sorted keys and no spaces, in UTF-8: anybody can work it out again."""
    return sha256(dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def collect_shipment(
    parcel: Parcel, *, is_redacted: bool, has_originals: bool, name_mask: str, ours: str, now: datetime
) -> Shipment:
    """What a pack tells. Colleagues are always `ours`: a claim is between organisations."""
    order, customer = parcel.order, parcel.order.customer
    said = list(contacts_about(parcel))
    names = _names(said, parcel) if is_redacted else list(_colleagues())
    masks = {**MASKS, "name": name_mask}

    def tell(text: str) -> str:
        if is_redacted:
            return redact(text, names, masks)
        return _without(text, names, ours)

    originals = {one: _original(one, raw) for one, raw in read_originals(parcel)} if has_originals else {}
    mask = name_mask if is_redacted else ""
    tellings = tuple(_tell(contact, tell, ours, mask, originals.get(contact.pk)) for contact in said)
    late = _hours_late(parcel, now)
    return Shipment(
        order=order.code,
        what=order.what,
        placed_at=_moment(order.placed_at),
        parcel=parcel.code,
        carrier=parcel.carrier.name if parcel.carrier else "",
        promised_from=_moment(parcel.promised_from),
        promised_to=_moment(parcel.promised_to),
        delivered_at=_moment(parcel.delivered_at),
        hours_late=late,
        steps=tuple(StepTold(step.kind, _moment(step.at), step.place) for step in parcel.steps.all()),
        customer="" if is_redacted or customer is None else customer.name,
        addresses=()
        if is_redacted or customer is None
        else tuple(address.value for address in customer.addresses.order_by("kind", "pk")),
        tellings=tellings,
        cents=sum(one.cents or 0 for one in tellings),
        is_redacted=is_redacted,
    )


def contacts_about(parcel: Parcel) -> ContactQuerySet:
    """Everything said about the order of this parcel, and what was answered in the same conversations, in order."""
    about = Contact.objects.filter(order=parcel.order, is_spam=False)
    answers = Q(conversation__in=about.values("conversation"), direction=Direction.OUT)
    found = Contact.objects.filter(Q(order=parcel.order) | answers, is_spam=False).with_readable()
    return found.select_related("customer", "price").prefetch_related("attachments").order_by("started_at", "pk")


def read_originals(parcel: Parcel) -> Iterator[tuple[int, bytes]]:
    """The mails themselves that may be shown, one at a time, each with the number of its contact."""
    mails = (
        contacts_about(parcel).readable().prefetch_related(None).exclude(arrival=None).values_list("pk", "arrival__raw")
    )
    for number, raw in mails.iterator(chunk_size=1):
        yield number, bytes(raw)


def list_hit_parcels(problem: Problem) -> QuerySet[Parcel]:
    """The parcels of orders that contacts of this problem are about; of its partners where it has any."""
    partners = problem.ownerships.filter(until=None).exclude(owner__partner=None).values("owner__partner")
    found = Parcel.objects.filter(order__contacts__causes__problem=problem)
    if partners.exists():
        found = found.filter(carrier__in=partners)
    return found.distinct().select_related("order__customer", "carrier").order_by("order__placed_at", "pk")


def list_stale_batches(now: datetime, days: int) -> QuerySet[PackBatch]:
    """Files that stood ready long enough."""
    return PackBatch.objects.filter(removed_at=None, finished_at__lt=now - timedelta(days=days)).exclude(file="")


def _tell(
    contact: Contact, tell: Callable[[str], str], ours: str, name_mask: str, original: Original | None
) -> Telling:
    is_ours = contact.direction == Direction.OUT
    price = getattr(contact, "price", None)
    cents = None if is_ours or price is None else int((price.eur * 100).quantize(Decimal(1), ROUND_HALF_UP))
    known = contact.sender_name or (contact.customer.name if contact.customer else "")
    return Telling(
        at=_moment(contact.started_at),
        is_ours=is_ours,
        who=ours if is_ours else name_mask or known,
        channel=contact.channel,
        text=tell((contact.reply_text or contact.text).strip()) if contact.is_readable else "",
        files=len(contact.attachments.all()),
        cents=cents,
        original=original,
    )


def _original(contact: int, raw: bytes) -> Original:
    return Original(f"{contact}.eml", len(raw), sha256(raw).hexdigest())


def _names(said: Iterable[Contact], parcel: Parcel) -> list[str]:
    """Everybody who could be named: who wrote, whose order it is, and colleagues."""
    names = {contact.sender_name for contact in said} | {one.customer.name for one in said if one.customer}
    names |= {parcel.order.customer.name} if parcel.order.customer else set()
    return [name for name in [*names, *_colleagues()] if name]


def _colleagues() -> Iterator[str]:
    yield from Agent.objects.values_list("name", flat=True)


def _without(text: str, names: Iterable[str], ours: str) -> str:
    """Whole names of colleagues become what they are to the other side."""
    for name in names:
        text = text.replace(name, ours)
    return text


def _hours_late(parcel: Parcel, now: datetime) -> float | None:
    """Hours after the promise; of what has not come yet, up to now."""
    if parcel.promised_to is None or parcel.promised_to > now:
        return None
    came = parcel.delivered_at or now
    return round(max((came - parcel.promised_to).total_seconds(), 0) / 3600, 1)


def _moment(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""


def day_of(moment: str) -> date:
    return today(datetime.fromisoformat(moment))
