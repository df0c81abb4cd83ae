"""What a colleague writes down: a call, a letter, a visit. It stands in a case like anything else that comes in."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.cases import actions as cases
from wortel.cases.models import Case
from wortel.channels.interface import Party
from wortel.channels.models import Outcome
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact, Direction
from wortel.customers import actions as customers
from wortel.customers.actions import Recognised
from wortel.customers.models import Customer
from wortel.journey.followups import follow
from wortel.journey.parcels import find_order_in, find_running
from wortel.journey.receive import Receipt
from wortel.orders.models import Order


@transaction.atomic
def note_call(
    *,
    phone: str,
    agent: Agent,
    text: str,
    started_at: datetime,
    ended_at: datetime,
    customer: Customer | None = None,
    case: Case | None = None,
    caller: str = "",
    subject: str = "",
    minutes: Decimal | None = None,
    direction: Direction = Direction.IN,
    order: Order | None = None,
    callback_promised: bool = False,
    is_apart: bool = False,
) -> Receipt:
    """File a call: the number tells who rang unless the colleague already chose; `phone` may be empty (withheld).

    The caller is never guessed: with two people on one number nobody is filled in. A running case about an order that
    the note names goes on, unless the colleague said that this stands apart.
    """
    who = _caller(phone, caller, customer, started_at)
    order = order or find_order_in(text, who.customer)
    case = case or (None if is_apart else find_running(order, who.customer, ended_at))
    contact = contacts.log_call(
        customer=who.customer,
        phone=who.address.value if who.address else phone,
        agent=agent,
        text=text,
        started_at=started_at,
        ended_at=ended_at,
        minutes=minutes,
        direction=direction,
        subject=subject,
        caller=caller,
        order=order,
        callback_promised=callback_promised,
    )
    return _stand(contact, case, who.customer, agent, ended_at)


@transaction.atomic
def note_letter(
    *,
    customer: Customer | None,
    agent: Agent,
    text: str,
    received_at: datetime,
    now: datetime,
    case: Case | None = None,
    subject: str = "",
    writer: str = "",
) -> Receipt:
    """File a letter that came by post."""
    contact = contacts.log_letter(
        customer=customer, agent=agent, text=text, received_at=received_at, subject=subject, writer=writer
    )
    return _stand(contact, case, customer, agent, now)


@transaction.atomic
def note_counter(
    *,
    customer: Customer | None,
    agent: Agent,
    text: str,
    visited_at: datetime,
    now: datetime,
    case: Case | None = None,
    subject: str = "",
    visitor: str = "",
) -> Receipt:
    """File what somebody came to say at the counter."""
    contact = contacts.log_counter(
        customer=customer, agent=agent, text=text, visited_at=visited_at, subject=subject, visitor=visitor
    )
    return _stand(contact, case, customer, agent, now)


def _caller(phone: str, caller: str, chosen: Customer | None, now: datetime) -> Recognised:
    if not phone.strip():
        return Recognised(chosen)
    party = Party(kind="phone", value=phone, name=caller)
    if chosen is None:
        return customers.recognise(address=party, now=now)
    return Recognised(chosen, address=customers.add_address(customer=chosen, address=party))


def _stand(contact: Contact, case: Case | None, customer: Customer | None, agent: Agent, now: datetime) -> Receipt:
    """Whoever wrote it down has it: a new case is theirs, an existing one goes on."""
    if case is None:
        opened = cases.open_case(conversation=contact.conversation, contact=contact, now=now)
        standing = cases.take(case=opened, agent=agent).case
    else:
        cases.add_conversation(case=case, conversation=contact.conversation, now=now)
        standing = cases.join(conversation=contact.conversation, contact=contact, now=now)
    cases.mark_read(case=standing)
    follow("contact.filed", *([] if case else ["case.opened"]))
    return Receipt(
        Outcome.JOINED if case else Outcome.FILED,
        contact=contact,
        conversation=contact.conversation,
        case=standing,
        customer=customer,
        is_new_case=case is None,
    )
