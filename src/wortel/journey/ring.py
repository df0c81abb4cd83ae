"""The telephone rings: the story of the caller opens before the first word, and nobody searches for it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.customers.models import Address, AddressKind
from wortel.customers.queries import find_region
from wortel.customers.rules import NotAPhoneNumber, normalise_phone
from wortel.events import actions as events
from wortel.events.models import Event

RINGS_FOR = timedelta(minutes=5)


@transaction.atomic
def ring(*, number: str, agents: Iterable[str]) -> int:
    """Tell the colleagues whose telephone rings, by their mail addresses; gives how many of them are known here.

    The event names the address that we know, not the number itself: events are kept for ever.
    """
    called = Agent.objects.filter(is_active=True, email__in=[address.strip().lower() for address in agents])
    known = _find_address(number)
    for agent in called:
        events.record("call.ringing", about=agent, address=known.pk if known else None)
    return len(called)


def find_ringing(agent: Agent, event: int, now: datetime) -> Address | None:
    """Who rings this colleague, as long as it rings."""
    rung = Event.objects.filter(pk=event, kind="call.ringing", about_kind="agent", about_id=agent.pk)
    heard = rung.filter(at__gte=now - RINGS_FOR).first()
    return Address.objects.filter(pk=heard.details["address"]).first() if heard else None


def _find_address(number: str) -> Address | None:
    try:
        spelled = normalise_phone(number, region=find_region())
    except NotAPhoneNumber:
        return None
    return Address.objects.filter(kind=AddressKind.PHONE, value=spelled).order_by("-is_certain", "id").first()
