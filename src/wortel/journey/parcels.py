"""One case for each parcel: what a message is about by the numbers in it, and where that is being settled already."""

from datetime import datetime

from wortel.cases import actions as cases
from wortel.cases.models import Case
from wortel.cases.queries import find_running_about
from wortel.contacts.models import Contact
from wortel.customers.models import Customer
from wortel.customers.queries import list_family
from wortel.orders.models import Order
from wortel.orders.queries import find_meant


def find_order_in(text: str, customer: Customer | None) -> Order | None:
    """The order that these words name; a stranger must know the number of its parcel."""
    return find_meant(text, list_family(customer) if customer else [])


def find_running(order: Order | None, customer: Customer | None, now: datetime) -> Case | None:
    """The case in which this very person is being helped with this order."""
    return find_running_about(order, customer, now) if order and customer else None


def go_on(case: Case, contact: Contact, now: datetime) -> Case:
    """Let the case go on with what was said in another conversation, over whatever channel."""
    cases.add_conversation(case=case, conversation=contact.conversation, now=now)
    return cases.join(conversation=contact.conversation, contact=contact, now=now)
