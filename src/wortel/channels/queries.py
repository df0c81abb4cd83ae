from datetime import datetime

from django.db.models import QuerySet

from wortel.channels.models import Arrival, Delivery, Mailbox, Outcome


class NoMailbox(Exception):
    """No mailbox has been set up to answer from."""


def find_default_mailbox() -> Mailbox:
    """The mailbox that answers leave from when a conversation came in without one."""
    mailbox = Mailbox.objects.order_by("-is_default", "id").first()
    if mailbox is None:
        raise NoMailbox
    return mailbox


def list_own_addresses() -> frozenset[str]:
    return frozenset(address.lower() for address in Mailbox.objects.values_list("address", flat=True))


def list_quarantine() -> QuerySet[Arrival]:
    """What could not be read, newest first; the bytes themselves are left in the database."""
    return Arrival.objects.filter(outcome=Outcome.QUARANTINED).order_by("-received_at", "-id").defer("raw")


def count_quarantine() -> int:
    return Arrival.objects.filter(outcome=Outcome.QUARANTINED).count()


def list_unsent(now: datetime) -> QuerySet[Delivery]:
    """What should have left by now and has not."""
    return Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=now).order_by("due_at").defer("raw")
