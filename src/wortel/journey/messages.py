"""The front line for one session on a messenger: chat, WhatsApp, a social network."""

from datetime import datetime

from django.db import transaction

from wortel.cases import actions as cases
from wortel.channels.interface import Inbound
from wortel.channels.models import Outcome
from wortel.contacts import actions as contacts
from wortel.customers import actions as customers
from wortel.journey.followups import follow
from wortel.journey.receive import Receipt


@transaction.atomic
def receive_message(inbound: Inbound, *, now: datetime) -> Receipt:
    """Take in what somebody said on a messenger, as a new conversation in a new case."""
    if inbound.sender is None:
        raise ValueError("a session on a messenger always has somebody on the other side")
    known = customers.recognise(address=inbound.sender, now=now)
    conversation = contacts.start_conversation(
        channel=inbound.channel,
        customer=known.customer,
        subject=inbound.subject,
        now=now,
        participants=[inbound.sender],
    )
    contact = contacts.file(
        inbound=inbound,
        conversation=conversation,
        customer=known.customer,
        arrival=None,
        sender=known.address,
        now=now,
    )
    case = cases.open_case(conversation=conversation, contact=contact, now=now)
    follow("contact.filed", "case.opened")
    return Receipt(Outcome.FILED, None, contact, conversation, case, known.customer, is_new_case=True)
