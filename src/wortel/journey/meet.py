"""Who somebody at the telephone or the counter is, from the number or the name they give."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wortel.channels.interface import Party
from wortel.customers import actions as customers
from wortel.customers.models import Customer
from wortel.customers.queries import find_region
from wortel.customers.rules import NotAPhoneNumber, normalise_phone


@dataclass(frozen=True)
class Met:
    """The customer, and the number they can be rung at. With two people on one number it is nobody yet."""

    customer: Customer | None
    phone: str = ""


@transaction.atomic
def meet(*, who: str, name: str, now: datetime) -> Met:
    """Find whose number or mail address this is; somebody unknown becomes a newcomer, a name alone as well."""
    words = who.strip()
    if not words:
        return Met(None)
    if "@" in words:
        party = Party(kind="email", value=words.lower(), name=name)
        return Met(customers.recognise(address=party, now=now).customer)
    try:
        number = normalise_phone(words, region=find_region())
    except NotAPhoneNumber:
        return Met(customers.make_customer(name=words, since=now))
    party = Party(kind="phone", value=number, name=name)
    return Met(customers.recognise(address=party, now=now).customer, number)
