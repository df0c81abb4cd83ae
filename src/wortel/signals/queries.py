"""What was seen around a contact, a case or a customer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from wortel.analysis.language import Known
from wortel.cases.models import Case, Promise
from wortel.contacts.models import Contact, Direction
from wortel.orders.models import Order, Parcel
from wortel.signals import rules
from wortel.signals.models import Kind, Signal

RETURNS_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Kept:
    """What became of promises: ours to call or answer, and the parcels we announced."""

    kept: int
    broken: int
    running: int

    @property
    def judged(self) -> int:
        return self.kept + self.broken


def list_signals(contacts: Iterable[int], orders: Iterable[int] = ()) -> QuerySet[Signal]:
    """What was seen on these contacts and orders, latest first."""
    around = Q(contact__in=list(contacts)) | Q(order__in=list(orders))
    return Signal.objects.standing().filter(around).order_by("-at", "-pk")


def list_signals_of(case: Case) -> QuerySet[Signal]:
    """What was seen on the contacts of a case and on the orders they are about."""
    said = Contact.objects.filter(conversation__part__case=case)
    return list_signals(said.values_list("pk", flat=True), said.exclude(order=None).values_list("order", flat=True))


def judge_promises(case: Case, now: datetime) -> Kept:
    """Promises kept and broken in one case: what we said we would do, and the parcels it is about."""
    said = [
        True if one.broken_at is None and one.kept_at else rules.judge_promise(one.due_at, one.kept_at, now)
        for one in Promise.objects.filter(case=case)
    ]
    orders = Contact.objects.filter(conversation__part__case=case).exclude(order=None).values("order")
    parcels = Parcel.objects.filter(order__in=orders).exclude(promised_to=None)
    came = [rules.judge_promise(one.promised_to, one.delivered_at, now) for one in parcels]
    judged = [*said, *came]
    return Kept(judged.count(True), judged.count(False), judged.count(None))


def list_late_parcels(*, since: datetime, now: datetime) -> QuerySet[Parcel]:
    """Parcels that were promised in this time and did not come by that moment."""
    promised = Parcel.objects.filter(promised_to__gt=since, promised_to__lt=now)
    return promised.filter(Q(delivered_at=None) | Q(delivered_at__gt=F("promised_to")))


def find_known(answered: Contact) -> Known:
    """What we know of whoever this answer goes to, and so need not ask."""
    order = answered.order or _only_order(answered)
    customer = answered.customer
    addresses = list(customer.addresses.filter(is_certain=True).values_list("kind", "value")) if customer else []
    reached = dict(reversed(addresses))
    return Known(
        order=order.code if order else "",
        postcode=str(order.attributes.get("postcode", "")) if order else "",
        email=reached.get("email", ""),
        phone=reached.get("phone", ""),
        name=customer.name if customer and " " in customer.name else "",
    )


def _only_order(answered: Contact) -> Order | None:
    """With two orders in half a year the question which one is fair."""
    if answered.customer_id is None:
        return None
    since = answered.started_at - timedelta(days=180)
    recent = list(Order.objects.filter(customer=answered.customer_id, placed_at__gt=since)[:2])
    return recent[0] if len(recent) == 1 else None


def find_answered(answer: Contact) -> Contact | None:
    """The customer's words that an answer of ours went to."""
    said = Contact.objects.filter(conversation=answer.conversation_id, direction=Direction.IN, is_automatic=False)
    return said.filter(started_at__lte=answer.started_at).order_by("-started_at", "-pk").first()


def list_unheard_answers(now: datetime, limit: int = 500) -> QuerySet[Contact]:
    """Answers that have left and that no rule has read."""
    recent = Contact.objects.filter(direction=Direction.OUT, is_automatic=False, heard=None)
    gone = recent.filter(started_at__gt=now - timedelta(days=2), started_at__lt=now - timedelta(minutes=1))
    return gone.order_by("started_at")[:limit]


def has_returned(signal: Signal) -> bool:
    """Whether the customer who was sent to the website was back within a week."""
    assert signal.contact is not None
    back = Contact.objects.counted().filter(customer=signal.contact.customer_id)
    return back.filter(started_at__gt=signal.at, started_at__lte=signal.at + RETURNS_WITHIN).exists()


def find_broken_again(contact: Contact) -> Signal | None:
    """Broken again soon after it was settled."""
    return Signal.objects.standing().filter(kind=Kind.BROKEN_AGAIN, contact=contact).first()
