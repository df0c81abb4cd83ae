"""Plain functions that make one row each, with what a test does not care about filled in."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from wortel.accounts.models import Agent, Role, Team
from wortel.cases.models import Case, Part, Promise, Status
from wortel.channels.models import Arrival, Delivery, Kind, Mailbox
from wortel.channels.models import Outcome as ArrivalOutcome
from wortel.contacts.models import Contact, Conversation, Direction, Note, Participant
from wortel.customers.models import Address, AddressKind, Customer
from wortel.orders.models import Order, Parcel, ParcelStep
from wortel.partners.models import Partner
from wortel.problems.models import Flag, Ownership, Problem, Process
from wortel.reasons.models import Demand, GivenReason, Reason, Source

NOW = datetime(2025, 10, 7, 9, 45, tzinfo=UTC)


def make_team(name: str = "Klantenservice") -> Team:
    team, _ = Team.objects.get_or_create(name=name)
    return team


def make_agent(
    name: str, role: Role = Role.AGENT, *, team: Team | None = None, password: str | None = None, is_demo: bool = False
) -> Agent:
    """The same name gives the same agent; hashing a password is slow, so it is done once."""
    email = f"{name.lower().replace(' ', '.')}@devoorbeeldwinkel.example"
    agent = Agent.objects.filter(email=email).first()
    if agent is None:
        agent = Agent(email=email, name=name, role=role, team=team, is_demo=is_demo, language="nl")
        agent.set_password(password)
        agent.save()
    return agent


def make_customer(name: str = "Ilse Roozendaal", *, city: str = "", email: str = "", need: str = "") -> Customer:
    customer = Customer.objects.create(name=name, city=city, need=need, since_on=date(2019, 3, 1))
    if email:
        make_address(customer, AddressKind.EMAIL, email)
    return customer


def make_address(customer: Customer, kind: str, value: str, *, is_certain: bool = True) -> Address:
    return Address.objects.create(customer=customer, kind=kind, value=value, is_certain=is_certain)


def make_conversation(
    customer: Customer | None = None,
    *,
    channel: str = Kind.EMAIL,
    subject: str = "",
    at: datetime = NOW,
    mailbox: Mailbox | None = None,
) -> Conversation:
    conversation = Conversation.objects.create(
        channel=channel, customer=customer, subject=subject, reply_key=uuid4().hex, started_at=at, mailbox=mailbox
    )
    address = customer.addresses.filter(kind=AddressKind.EMAIL).first() if customer else None
    if channel == Kind.EMAIL and customer and address:
        Participant.objects.create(
            conversation=conversation, kind=address.kind, value=address.value, name=customer.name
        )
    return conversation


def make_contact(
    conversation: Conversation | None = None,
    text: str = "Waar blijft mijn bankje?",
    *,
    at: datetime = NOW,
    direction: str = Direction.IN,
    agent: Agent | None = None,
    reply_text: str | None = None,
    subject: str = "",
) -> Contact:
    conversation = conversation or make_conversation(make_customer(), at=at)
    return Contact.objects.create(
        conversation=conversation,
        customer=conversation.customer,
        channel=conversation.channel,
        direction=direction,
        started_at=at,
        ended_at=at,
        subject=subject or conversation.subject,
        text=text,
        reply_text=text if reply_text is None else reply_text,
        sender_name=conversation.customer.name if conversation.customer and direction == Direction.IN else "",
        agent=agent,
    )


def make_case(
    customer: Customer | None = None,
    subject: str = "Levering bankje Fjell",
    text: str = "Waar blijft mijn bankje?",
    *,
    at: datetime = NOW,
    channel: str = Kind.EMAIL,
    agent: Agent | None = None,
    team: Team | None = None,
    status: str = Status.OPEN,
    closed_at: datetime | None = None,
    is_unread: bool = True,
    mailbox: Mailbox | None = None,
) -> Case:
    """A case with one conversation and one contact in it, as if it had just come in."""
    customer = customer or make_customer()
    conversation = make_conversation(customer, channel=channel, subject=subject, at=at, mailbox=mailbox)
    make_contact(conversation, text, at=at)
    case = Case.objects.create(
        customer=customer,
        subject=subject,
        status=status,
        agent=agent,
        team=team or make_team(),
        opened_at=at,
        waiting_since=at if status == Status.OPEN else None,
        closed_at=closed_at or (at if status == Status.CLOSED else None),
        latest_at=at,
        latest_channel=channel,
        latest_words=text[:200],
        who=customer.name,
        contact_count=1,
        is_unread=is_unread,
    )
    Part.objects.create(case=case, conversation=conversation)
    return case


def find_contact(case: Case) -> Contact:
    """The latest thing the customer said in a case."""
    return Contact.objects.filter(conversation__part__case=case, direction=Direction.IN).latest("started_at")


def make_note(case: Case, text: str, *, agent: Agent, at: datetime = NOW) -> Note:
    return Note.objects.create(conversation=case.parts.all()[0].conversation, agent=agent, at=at, text=text)


def make_promise(case: Case, due_at: datetime, kind: str = Promise.Kind.CALL_BACK) -> Promise:
    return Promise.objects.create(case=case, kind=kind, due_at=due_at)


def make_order(customer: Customer, code: str, what: str = "Bankje Fjell", *, at: datetime = NOW) -> Order:
    return Order.objects.create(code=code, customer=customer, placed_at=at, what=what, amount_cents=28900)


def make_parcel(order: Order, code: str, *, carrier: Partner | None = None, at: datetime = NOW) -> Parcel:
    parcel = Parcel.objects.create(
        order=order, code=code, carrier=carrier, promised_from=at, promised_to=at + timedelta(hours=2)
    )
    for place, kind in enumerate(("announced", "depot", "on_route", "missed")):
        ParcelStep.objects.create(parcel=parcel, kind=kind, at=at + timedelta(hours=place - 3))
    return parcel


def make_reason(code: str, label_nl: str = "", *, demand: str = Demand.FAILURE) -> Reason:
    reason, _ = Reason.objects.get_or_create(
        code=code, defaults={"label_nl": label_nl or code, "label_en": code, "demand": demand}
    )
    return reason


def give_reason(contact: Contact, reason: Reason, *, at: datetime = NOW) -> GivenReason:
    return GivenReason.objects.create(contact=contact, reason=reason, source=Source.PROPOSED, confidence=0.8, at=at)


def make_problem(
    code: str,
    title_nl: str = "",
    *,
    process: Process | None = None,
    reason: Reason | None = None,
    workaround_nl: str = "",
    at: datetime = NOW,
) -> Problem:
    """With a process it has the owner of that process."""
    problem = Problem.objects.create(
        code=code,
        title_nl=title_nl or code,
        title_en=code,
        process=process,
        reason=reason,
        workaround_nl=workaround_nl,
        opened_at=at,
    )
    if process is not None:
        Ownership.objects.create(problem=problem, owner=process.owner, since=at)
    return problem


def make_flag(contact: Contact, problem: Problem, *, agent: Agent | None = None, at: datetime = NOW) -> Flag:
    return Flag.objects.create(contact=contact, problem=problem, agent=agent, at=at)


def make_arrival(
    raw: bytes = b"\x00 niets van te maken", *, outcome: str = ArrivalOutcome.QUARANTINED, at: datetime = NOW
) -> Arrival:
    return Arrival.objects.create(
        kind=Kind.EMAIL,
        key=uuid4().hex,
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        size=len(raw),
        received_at=at,
        outcome=outcome,
        why="unreadable",
    )


def make_delivery(contact: Contact, *, state: str = Delivery.State.WAITING, at: datetime = NOW) -> Delivery:
    delivery = Delivery.objects.create(
        message_id=f"<{uuid4().hex}@devoorbeeldwinkel.example>",
        recipients=["y.benali@post.example"],
        raw=b"",
        state=state,
        made_at=at,
        due_at=at,
    )
    contact.delivery = delivery
    contact.save(update_fields=["delivery"])
    return delivery
