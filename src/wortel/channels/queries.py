from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from wortel.accounts.models import Team
from wortel.accounts.queries import find_first_team
from wortel.channels.email import layout, signing
from wortel.channels.email.as_json import outcome_of
from wortel.channels.email.frame import Theme
from wortel.channels.email.layout import Laid, Look
from wortel.channels.email.parse import read
from wortel.channels.email.reader import Reader
from wortel.channels.email.safe_html import SafeHtml
from wortel.channels.interface import Attachment, Inbound, Unreadable
from wortel.channels.models import Arrival, Cursor, Delivery, Mailbox, Outcome, PicturesFrom, SigningKey
from wortel.channels.rules import unseal

LATE = timedelta(minutes=2)


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

    def find_judge(self, mailbox: Mailbox | None) -> str:
        """The mail server whose Authentication-Results are believed about what came by this mailbox."""
        return ((mailbox.trusted_authserv if mailbox else "") or settings.TRUSTED_AUTHSERV).strip().lower()

    def find_team(self, mailbox: Mailbox | None) -> Team | None:
        """Who answers what comes in by this mailbox."""
        return (mailbox.team if mailbox else None) or self.team


def find_own_addresses(extra: Iterable[str] = ()) -> OwnAddresses:
    """Our mailboxes, and whatever else was named as ours."""
    named: dict[str, Mailbox | None] = {address.strip().lower(): None for address in extra}
    boxes: dict[str, Mailbox | None] = {}
    for box in Mailbox.objects.select_related("team").order_by("id"):
        boxes |= {box.reply_to.lower(): box, box.address.lower(): box}
    return OwnAddresses(named | boxes, find_first_team())


def find_outcome(inbound: Inbound) -> Outcome:
    """What filing makes of a mail, as far as the mail alone can tell."""
    return Outcome(outcome_of(inbound))


def _without_tag(address: str) -> str:
    local, at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def list_fetched() -> QuerySet[Mailbox]:
    """The mailboxes that are read over IMAP."""
    return Mailbox.objects.exclude(imap_host="").order_by("id")


def find_cursor(mailbox: Mailbox, uid_validity: int) -> int:
    """The number of the last mail that was filed; a folder that was made anew starts at its beginning."""
    cursor = Cursor.objects.filter(mailbox=mailbox, uid_validity=uid_validity).first()
    return cursor.uid if cursor else 0


def read_password(mailbox: Mailbox) -> str:
    """The password to fetch with; empty where none is kept."""
    return unseal(bytes(mailbox.imap_secret), settings.SECRET_KEY) if mailbox.imap_secret else ""


def read_smtp_password(mailbox: Mailbox) -> str:
    return unseal(bytes(mailbox.smtp_secret), settings.SECRET_KEY) if mailbox.smtp_secret else ""


def record_of(key: SigningKey) -> str:
    """The line that publishes a key in the DNS."""
    return signing.record_for(key.public)


def is_published(key: SigningKey) -> bool:
    """Whether the world can see this key."""
    return signing.is_published(domain=key.domain, selector=key.selector, public=key.public)


def find_signing_key(address: str) -> SigningKey | None:
    """The key of the domain of this address."""
    return SigningKey.objects.filter(domain=address.rpartition("@")[2].lower()).first()


def list_quarantine() -> QuerySet[Arrival]:
    """What could not be read, newest first; the bytes themselves are left in the database."""
    return Arrival.objects.filter(outcome=Outcome.QUARANTINED).order_by("-received_at", "-id").defer("raw")


def count_quarantine() -> int:
    return Arrival.objects.filter(outcome=Outcome.QUARANTINED).count()


def list_due(now: datetime, of: Q) -> QuerySet[Delivery]:
    """What must leave now, oldest first."""
    return Delivery.objects.filter(of, state=Delivery.State.WAITING, due_at__lte=now).order_by("due_at")


def by_mailbox(mailbox: Mailbox) -> Q:
    """Mail that leaves through the server of this mailbox."""
    return Q(mailbox=mailbox)


def by_installation() -> Q:
    """Mail that leaves through the server of the installation: of all mailboxes that name none themselves."""
    return Q(mailbox=None) | Q(mailbox__in=Mailbox.objects.filter(smtp_host=""))


def list_senders() -> QuerySet[Mailbox]:
    """The mailboxes with a server of their own to send through."""
    return Mailbox.objects.exclude(smtp_host="").order_by("id")


def list_stuck() -> QuerySet[Delivery]:
    """What should have left and has not, or was given up: somebody may want to know."""
    tried = Q(state=Delivery.State.WAITING) & (Q(attempts__gt=0) | Q(due_at__lte=Now() - LATE))
    return Delivery.objects.filter(tried | Q(state=Delivery.State.FAILED)).order_by("-made_at", "-id").defer("raw")


def list_unsent(now: datetime) -> QuerySet[Delivery]:
    """What should have left by now and has not."""
    return Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=now).order_by("due_at").defer("raw")


def read_again(arrival: Arrival) -> Inbound:
    """The message once more, from its bytes, in a process that may die of it."""
    return desk_reader().read(bytes(arrival.raw))


def read_file(mail: Arrival | Delivery, part: str) -> bytes:
    """The bytes of one file that came or went with a message; `NoSuchPart` or `Unreadable` where it cannot be had."""
    return desk_reader().read_file(bytes(mail.raw), part)


def list_sent_files(delivery: Delivery) -> tuple[Attachment, ...]:
    """The files of a mail of our own, with the place where each stands in it."""
    return read(bytes(delivery.raw)).attachments


def open_reader() -> Reader:
    """Whoever reads mails: `with open_reader() as reader`."""
    return Reader()


@cache
def desk_reader() -> Reader:
    """The reader of this process for mails that are looked at again; its child ends when nobody looks for a while."""
    return Reader(cpu_seconds=10)


def lay_out(
    arrival: Arrival,
    *,
    pictures: Mapping[str, str],
    language: str,
    theme: Theme = "light",
    with_remote_images: bool = False,
) -> Laid:
    """A mail as its sender laid it out; `pictures` gives the part of each picture inside, by its id."""
    look = Look(language, theme, with_remote_images)
    return layout.lay_out(bytes(arrival.raw), reader=desk_reader(), pictures=pictures, look=look)


def look_over(arrival: Arrival) -> SafeHtml:
    """What showing the layout would leave out."""
    return layout.make_safe(read_again(arrival), {})


def draw_picture(arrival: Arrival, part: str) -> bytes:
    """A picture that came along, drawn anew; `Unreadable` when it is none that we show."""
    drawn = desk_reader().draw(bytes(arrival.raw), part)
    if not layout.type_of(drawn):
        raise Unreadable("no picture")
    return drawn


def picture_type(drawn: bytes) -> str:
    return layout.type_of(drawn)


def find_pictures_from(value: str) -> PicturesFrom | None:
    """Who said that the pictures of this sender may always be loaded, if anybody did."""
    return PicturesFrom.objects.filter(value=value.lower(), ended_at=None).first()
