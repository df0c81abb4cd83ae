from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from wortel.accounts.models import Team
from wortel.accounts.queries import find_first_team
from wortel.channels.email.as_json import outcome_of
from wortel.channels.email.parse import read_attachment
from wortel.channels.email.reader import Reader
from wortel.channels.interface import Inbound
from wortel.channels.models import Arrival, Delivery, Mailbox, Outcome


class NoMailbox(Exception):
    """No mailbox has been set up to answer from."""


def find_default_mailbox() -> Mailbox:
    """The mailbox that answers leave from when a conversation came in without one."""
    mailbox = Mailbox.objects.order_by("-is_default", "id").first()
    if mailbox is None:
        raise NoMailbox
    return mailbox


@dataclass(frozen=True)
class OwnAddresses:
    """The addresses that are ours, each with its mailbox where there is one, and who answers mail by default."""

    boxes: Mapping[str, Mailbox | None]
    team: Team | None = None

    def is_own(self, address: str) -> bool:
        """Ours, with or without a +tag."""
        return address in self.boxes or _without_tag(address) in self.boxes

    def find_mailbox(self, addresses: Iterable[str]) -> Mailbox | None:
        """The mailbox that a mail to these addresses came in by."""
        found = (self.boxes.get(address) or self.boxes.get(_without_tag(address)) for address in addresses)
        return next((box for box in found if box), None)

    def find_team(self, mailbox: Mailbox | None) -> Team | None:
        """Who answers what comes in by this mailbox."""
        return (mailbox.team if mailbox else None) or self.team


def find_own_addresses(extra: Iterable[str] = ()) -> OwnAddresses:
    """Our mailboxes, and whatever else was named as ours."""
    named: dict[str, Mailbox | None] = {address.strip().lower(): None for address in extra}
    boxes = {box.address.lower(): box for box in Mailbox.objects.select_related("team").order_by("id")}
    return OwnAddresses(named | boxes, find_first_team())


def find_outcome(inbound: Inbound) -> Outcome:
    """What filing makes of a mail, as far as the mail alone can tell."""
    return Outcome(outcome_of(inbound))


def _without_tag(address: str) -> str:
    local, at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def list_quarantine() -> QuerySet[Arrival]:
    """What could not be read, newest first; the bytes themselves are left in the database."""
    return Arrival.objects.filter(outcome=Outcome.QUARANTINED).order_by("-received_at", "-id").defer("raw")


def count_quarantine() -> int:
    return Arrival.objects.filter(outcome=Outcome.QUARANTINED).count()


def list_unsent(now: datetime) -> QuerySet[Delivery]:
    """What should have left by now and has not."""
    return Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=now).order_by("due_at").defer("raw")


def read_again(arrival: Arrival) -> Inbound:
    """The message once more, from its bytes, in a process that may die of it."""
    with Reader() as reader:
        return reader.read(bytes(arrival.raw))


def read_file(arrival: Arrival, part: str) -> bytes:
    """The bytes of one file that came with a message."""
    return read_attachment(bytes(arrival.raw), part)


def open_reader() -> Reader:
    """Whoever reads mails: `with open_reader() as reader`."""
    return Reader()
