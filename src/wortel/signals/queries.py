"""What was seen around a contact, a case or a customer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import BigIntegerField, Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from wortel.analysis.language import Known
from wortel.cases.models import Case, Promise
from wortel.contacts.models import Contact, Direction
from wortel.customers.queries import list_family
from wortel.orders.models import Order, Parcel
from wortel.signals import rules
from wortel.signals.models import Copy, Heard, Kind, Signal
from wortel.store.actions import ask

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


def list_unread_tone(now: datetime, limit: int = 500) -> QuerySet[Heard]:
    """Answers that the rules have read and whose tone was not counted yet."""
    waiting = Heard.objects.filter(tone_at=None, at__gt=now - timedelta(days=14), contact__direction=Direction.OUT)
    return waiting.select_related("contact").order_by("at")[:limit]


def has_returned(signal: Signal) -> bool:
    """Whether the customer who was sent to the website was back within a week."""
    assert signal.contact is not None
    back = Contact.objects.counted().filter(customer=signal.contact.customer_id)
    return back.filter(started_at__gt=signal.at, started_at__lte=signal.at + RETURNS_WITHIN).exists()


def find_broken_again(contact: Contact) -> Signal | None:
    """Broken again soon after it was settled."""
    return Signal.objects.standing().filter(kind=Kind.BROKEN_AGAIN, contact=contact).first()


@dataclass(frozen=True)
class Candidate:
    """An earlier message that may say the same, the first of its copies, and whether the same person wrote it."""

    contact: int
    text: str
    first: int | None
    is_own: bool


# The rarest marks are looked up, as far as the database has counted which are common: so many as some thousands of
# messages have between them. All marks then tell which of those messages are most alike; of equals the shorter one.
ALIKE = """
WITH common AS (
  SELECT unnest(most_common_elems::text::int[]) AS mark, unnest(most_common_elem_freqs) AS share
  FROM pg_stats WHERE schemaname = current_schema() AND tablename = 'signals_print' AND attname = 'marks'
), asked AS (
  SELECT mark, row_number() OVER rarest AS place, sum(coalesce(share, 0.0003)) OVER rarest * reltuples AS messages
  FROM unnest(%(marks)s::int[]) AS mark LEFT JOIN common USING (mark), pg_class
  WHERE oid = 'signals_print'::regclass
  WINDOW rarest AS (ORDER BY share NULLS FIRST, mark)
), found AS (
  SELECT contact_id, marks FROM signals_print
  WHERE marks && ARRAY(SELECT mark FROM asked WHERE place = 1 OR messages <= 4000) LIMIT 5000
)
SELECT contact_id FROM (SELECT contact_id, cardinality(marks) AS many, unnest(marks) AS mark FROM found) AS each
WHERE mark = ANY(%(marks)s) AND contact_id <> %(contact)s
GROUP BY contact_id ORDER BY count(*) DESC, min(many), contact_id DESC LIMIT 30
"""
LIKELY = f"""
WITH alike AS ({ALIKE}), own AS (
  SELECT id AS contact_id FROM contacts_contact
  WHERE customer_id = ANY(%(family)s) AND started_at BETWEEN %(since)s AND %(until)s ORDER BY started_at DESC LIMIT 20
)
SELECT c.id, coalesce(nullif(c.reply_text, ''), c.text), k.first_id, c.customer_id = ANY(%(family)s)
FROM contacts_contact c LEFT JOIN signals_copy k ON k.contact_id = c.id
WHERE c.id IN (SELECT contact_id FROM alike UNION SELECT contact_id FROM own)
  AND c.id <> %(contact)s AND c.direction = 'in' AND NOT c.is_automatic AND NOT c.is_spam
  AND c.started_at BETWEEN %(since)s AND %(until)s
  AND (c.started_at, c.id) < (%(until)s, %(contact)s)
  AND NOT EXISTS (SELECT FROM contacts_withheld w WHERE w.contact_id = c.id)
"""  # noqa: S608 (our own statement)
COPIED_WITHIN = timedelta(days=30)


def find_candidates(contact: Contact, marks: list[int]) -> list[Candidate]:
    """Messages of the last month that share most marks with this one, and what the same person said then."""
    family = list_family(contact.customer) if contact.customer else []
    values = {
        "marks": marks,
        "contact": contact.pk,
        "family": family,
        "since": contact.started_at - COPIED_WITHIN,
        "until": contact.started_at,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        # Its guess of how many share a mark is far too high, and it would read the whole table instead.
        cursor.execute("SET LOCAL enable_seqscan = off")
        found = ask(LIKELY, values)
        cursor.execute("SET LOCAL enable_seqscan = on")
    return [Candidate(number, text, first, bool(is_own)) for number, text, first, is_own in found]


def list_unprinted(*, since: datetime, limit: int) -> QuerySet[Contact]:
    """What customers said since then and nothing was held against yet, oldest first."""
    said = Contact.objects.filter(direction=Direction.IN, is_automatic=False, is_spam=False, started_at__gt=since)
    return said.readable().filter(print=None).select_related("customer").order_by("started_at", "pk")[:limit]


@dataclass(frozen=True)
class SameText:
    """One text that came from several people: the first message, how many there are, from how many, and until when."""

    first: Contact
    messages: int
    senders: int
    latest_at: datetime


MANY_SENDERS, SENT_WITHIN = 8, timedelta(days=2)


def list_same_texts(*, since: datetime) -> list[SameText]:
    """Texts that many people sent since then, the one that most sent first."""
    sender = Coalesce(F("contact__customer"), -F("contact__sender"), output_field=BigIntegerField())
    recent = Copy.objects.filter(contact__started_at__gt=since).values("first")
    counted = recent.annotate(n=Count("pk"), people=Count(sender, distinct=True), latest=Max("contact__started_at"))
    groups = {row["first"]: row for row in counted.filter(people__gte=MANY_SENDERS - 1)}
    firsts = Contact.objects.readable().filter(pk__in=groups).select_related("customer")
    found = [
        SameText(one, groups[one.pk]["n"] + 1, groups[one.pk]["people"] + 1, groups[one.pk]["latest"]) for one in firsts
    ]
    return sorted(found, key=lambda one: (-one.senders, -one.first.pk))


def list_messages_of(first: Contact) -> QuerySet[Contact]:
    """Every message with this text, oldest first."""
    said = Contact.objects.filter(Q(pk=first.pk) | Q(copy_of__first=first)).select_related("customer")
    return said.order_by("started_at", "pk")
