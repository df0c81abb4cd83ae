"""The front line: what comes in is kept, read, threaded, recognised and filed, one transaction each."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from django.db import DataError, transaction

from wortel.cases import actions as cases
from wortel.cases import queries as find_cases
from wortel.cases.models import Case, Status
from wortel.channels import actions as channels
from wortel.channels.interface import Inbound, Party, Unreadable
from wortel.channels.models import Arrival, Kind, Mailbox, Outcome
from wortel.channels.queries import OwnAddresses, find_outcome, find_own_addresses
from wortel.contacts import actions as contacts
from wortel.contacts import queries as filed
from wortel.contacts.models import Contact, Conversation, Direction
from wortel.contacts.queries import Past
from wortel.customers import actions as customers
from wortel.customers.actions import Recognised
from wortel.customers.models import Customer
from wortel.events import actions as events
from wortel.journey.acknowledge import acknowledge
from wortel.journey.followups import follow
from wortel.journey.parcels import find_order_in, find_running, go_on
from wortel.journey.placing import Place, find_mentioned, find_place, is_ours, judge, people_in
from wortel.journey.reports import heed_report
from wortel.orders.models import Order
from wortel.store.actions import one_at_a_time, together

NEAREST = 10


class Reader(Protocol):
    """Whoever turns the bytes of a mail into the one normal form."""

    def read(self, raw: bytes) -> Inbound:
        """Read one mail; raise `Unreadable` when nothing can be made of it."""
        ...


@dataclass(frozen=True)
class Plan:
    """What a mail will become, decided before anything is written."""

    outcome: Outcome
    place: Place
    is_own: bool = False
    past: Past = field(default_factory=Past)
    answer: Contact | None = None
    """The mail of ours that this one reports about, or is."""

    @property
    def is_automatic(self) -> bool:
        return self.outcome not in {Outcome.FILED, Outcome.JOINED}


@dataclass(frozen=True)
class Receipt:
    """What became of one arrival: always one named outcome."""

    outcome: Outcome
    arrival: Arrival | None = None
    contact: Contact | None = None
    conversation: Conversation | None = None
    case: Case | None = None
    customer: Customer | None = None
    is_verified: bool = True
    possibly_belongs_to: Case | None = None
    is_new_case: bool = False


def receive_mail(
    raw: bytes,
    *,
    reader: Reader,
    mailboxes: OwnAddresses | None = None,
    now: datetime,
    source: str = "",
    fetched_by: Mailbox | None = None,
) -> Receipt:
    """Take in one mail. When this returns, the mail is committed: it may be acknowledged to whoever brought it."""
    own = mailboxes or find_own_addresses()
    try:
        inbound = reader.read(raw)
        trusted = _find_judge(inbound, own, fetched_by)
        return _take_in(raw, judge(inbound, trusted), own, trusted, now, source)
    except Unreadable as refusal:
        return _set_aside(raw, str(refusal), now, source)
    except DataError as refusal:
        return _set_aside(raw, f"the database cannot hold it: {refusal}", now, source)


@transaction.atomic
def receive_form(
    *,
    sender: Party,
    subject: str,
    text: str,
    now: datetime,
    order: Order | None = None,
    tried: Mapping[str, str] | None = None,
) -> Receipt:
    """Take in what somebody sent through the public form."""
    one_at_a_time(sender.value)
    known = customers.recognise(address=sender, now=now)
    contact = contacts.file_form(
        customer=known.customer,
        sender=sender,
        address=known.address,
        subject=subject,
        text=text,
        order=order,
        tried=tried,
        now=now,
    )
    case = cases.open_case(conversation=contact.conversation, contact=contact, now=now)
    follow("contact.filed", "case.opened")
    return Receipt(
        Outcome.FILED,
        contact=contact,
        conversation=contact.conversation,
        case=case,
        customer=known.customer,
        is_verified=False,
        is_new_case=True,
    )


@transaction.atomic
def retry(*, arrival: Arrival, reader: Reader, mailboxes: OwnAddresses | None = None, now: datetime) -> Receipt:
    """Read once more what stands in quarantine; `Unreadable` when it still cannot be read."""
    own = mailboxes or find_own_addresses()
    inbound = reader.read(bytes(arrival.raw))
    trusted = _find_judge(inbound, own, None)
    inbound = judge(inbound, trusted)
    one_at_a_time(*_names(inbound))
    plan = _plan(inbound, own, trusted)
    released = channels.release(arrival=arrival, key=inbound.key, outcome=plan.outcome, now=now)
    return _file(released, inbound, plan, own, now)


@transaction.atomic
def _take_in(raw: bytes, inbound: Inbound, own: OwnAddresses, trusted: str, now: datetime, source: str) -> Receipt:
    one_at_a_time(*_names(inbound))
    plan = _plan(inbound, own, trusted)
    arrival = channels.keep_arrival(
        raw=raw, key=inbound.key, kind=Kind.EMAIL, outcome=plan.outcome, now=now, source=source
    )
    return _known_already(inbound.key) if arrival is None else _file(arrival, inbound, plan, own, now)


def _names(inbound: Inbound) -> list[str]:
    """What two mails that belong together have in common: at least one of these."""
    sender = [f"sender {inbound.sender.value}"] if inbound.sender else []
    ids = [inbound.message_id] if inbound.message_id else []
    return [*sender, *ids, *inbound.in_reply_to[:NEAREST], *inbound.references[-NEAREST:], *inbound.references[:1]]


def _find_judge(inbound: Inbound, own: OwnAddresses, fetched_by: Mailbox | None) -> str:
    """The mail server that the mailbox trusts by which this came in."""
    return own.find_judge(fetched_by or own.find_mailbox(party.value for party in (*inbound.to, *inbound.cc)))


def _plan(inbound: Inbound, own: OwnAddresses, trusted: str) -> Plan:
    """Decide everything that can be decided before anything is written."""
    is_own = is_ours(inbound, own)
    if _names_us(inbound, own) and inbound.message_id and (sent := filed.find_sent(inbound.message_id)):
        return Plan(Outcome.LOOP, Place(), answer=sent)
    outcome = find_outcome(inbound)
    if outcome == Outcome.BOUNCE or inbound.auto_kind == "abuse_report":
        answer = filed.find_sent(*inbound.reported, *inbound.in_reply_to, *inbound.references)
        place = Place(joins=answer.conversation) if answer else Place(is_verified=False)
        return Plan(outcome, place, answer=answer)
    past = filed.find_earlier(inbound)
    place = find_place(inbound, past.claims, is_own=is_own, is_judged=bool(trusted))
    if place.joins is None and place.claims is None:
        place = find_mentioned(inbound, place, is_tampered=past.is_tampered)
    joined = place.joins is not None and outcome == Outcome.FILED and not is_own
    return Plan(Outcome.JOINED if joined else outcome, place, is_own=is_own, past=past)


def _names_us(inbound: Inbound, own: OwnAddresses) -> bool:
    """Whatever a server thinks of it on the way back: a mail under an id that we made, in our name, is our own."""
    return inbound.sender is not None and own.is_own(inbound.sender.value)


def _set_aside(raw: bytes, why: str, now: datetime, source: str) -> Receipt:
    arrival = channels.quarantine(raw=raw, kind=Kind.EMAIL, why=why, now=now, source=source)
    if arrival is None:
        return Receipt(Outcome.DUPLICATE)
    return Receipt(Outcome.QUARANTINED, arrival=arrival)


def _known_already(key: str) -> Receipt:
    contact = filed.find_by_arrival(key)
    if contact is None:
        return Receipt(Outcome.DUPLICATE)
    case = find_cases.find_case_of(contact.conversation)
    return Receipt(Outcome.DUPLICATE, contact.arrival, contact, contact.conversation, case, contact.customer)


def _file(arrival: Arrival, inbound: Inbound, plan: Plan, own: OwnAddresses, now: datetime) -> Receipt:
    if plan.outcome == Outcome.LOOP and plan.answer is not None:
        events.record("mail.came_back", about=plan.answer, arrival=arrival.pk)
        case = find_cases.find_case_of(plan.answer.conversation)
        return Receipt(plan.outcome, arrival, plan.answer, plan.answer.conversation, case, plan.answer.customer)
    if plan.place.joins is not None:
        return _join(arrival, inbound, plan, plan.place.joins, own, now)
    return _open(arrival, inbound, plan, own, now)


def _open(arrival: Arrival, inbound: Inbound, plan: Plan, own: OwnAddresses, now: datetime) -> Receipt:
    """Nothing earlier that it may join: a conversation and a case of its own."""
    claimed = find_cases.find_case_of(plan.place.claims) if plan.place.claims else plan.place.mentions
    mailbox = own.find_mailbox(party.value for party in (*inbound.to, *inbound.cc, *_from(inbound)))
    with together():
        who = _recognise(inbound, plan, own, now)
        conversation = contacts.start_conversation(
            channel=Kind.EMAIL,
            customer=who.customer,
            subject=inbound.subject,
            mailbox=mailbox,
            participants=people_in(inbound, own),
            is_verified=inbound.authentication != "fail",
            now=now,
        )
        contacts.remember_thread(inbound=inbound, conversation=conversation, known=plan.past.known, here=plan.past.here)
        known = None if who.is_new else who.customer
        order = None if plan.is_automatic else find_order_in(f"{inbound.subject}\n{inbound.reply_text}", known)
        is_proven = inbound.authentication == "pass" and claimed is None and not plan.is_own
        running = find_running(order, known, now) if is_proven else None
        contact = _put(inbound, plan, conversation, who, arrival, now, order)
        if running is None:
            case = cases.open_case(
                conversation=conversation,
                contact=contact,
                team=own.find_team(mailbox),
                status=_status(plan),
                possibly_belongs_to=claimed,
                now=now,
            )
    if running is not None:
        case = go_on(running, contact, now)
    if plan.outcome == Outcome.FILED and not plan.is_own and plan.place.is_verified:
        acknowledge(inbound=inbound, conversation=conversation, case=case, mailbox=mailbox, now=now)
    follow("contact.filed", "case.opened")
    return Receipt(
        plan.outcome,
        arrival,
        contact,
        conversation,
        case,
        who.customer,
        is_verified=plan.place.is_verified,
        possibly_belongs_to=claimed,
        is_new_case=plan.outcome == Outcome.FILED and not plan.is_own and running is None,
    )


def _join(
    arrival: Arrival, inbound: Inbound, plan: Plan, conversation: Conversation, own: OwnAddresses, now: datetime
) -> Receipt:
    sender = customers.look_up(address=inbound.sender).address if inbound.sender and not plan.is_own else None
    with together():
        contact = _put(inbound, plan, conversation, Recognised(conversation.customer, address=sender), arrival, now)
        contacts.remember_thread(inbound=inbound, conversation=conversation, known=plan.past.known, here=plan.past.here)
        case = cases.join(conversation=conversation, contact=contact, now=now)
    case = cases.see_new_question(case=case, contact=contact)
    if others := [party for party in people_in(inbound, own) if party != inbound.sender]:
        contacts.add_participants(conversation=conversation, parties=others, is_verified=plan.place.is_verified)
    if plan.answer is not None:
        heed_report(inbound=inbound, answer=plan.answer, case=case, now=now)
    for other in plan.place.unites:
        case = cases.unite(kept=conversation, absorbed=other, now=now)
    follow("contact.filed")
    return Receipt(
        plan.outcome, arrival, contact, conversation, case, contact.customer, is_verified=plan.place.is_verified
    )


def _put(
    inbound: Inbound,
    plan: Plan,
    conversation: Conversation,
    who: Recognised,
    arrival: Arrival,
    now: datetime,
    order: Order | None = None,
) -> Contact:
    return contacts.file(
        inbound=inbound,
        conversation=conversation,
        customer=who.customer,
        sender=who.address,
        arrival=arrival,
        direction=Direction.OUT if plan.is_own else Direction.IN,
        is_verified=plan.place.is_verified,
        is_automatic=plan.is_automatic,
        order=order,
        now=now,
    )


def _recognise(inbound: Inbound, plan: Plan, own: OwnAddresses, now: datetime) -> Recognised:
    """Only a person who writes to us may become a new customer."""
    people = people_in(inbound, own)
    if plan.is_own:
        return replace(customers.look_up(address=people[0]), address=None) if people else Recognised(None)
    if inbound.sender is None:
        return Recognised(None)
    if plan.is_automatic:
        return customers.look_up(address=inbound.sender)
    return customers.recognise(address=inbound.sender, now=now)


def _status(plan: Plan) -> Status:
    """What a machine sent asks nothing of us; what we sent waits for its answer."""
    if plan.is_automatic:
        return Status.CLOSED
    return Status.WAITING if plan.is_own else Status.OPEN


def _from(inbound: Inbound) -> tuple[Party, ...]:
    return (inbound.sender,) if inbound.sender else ()
