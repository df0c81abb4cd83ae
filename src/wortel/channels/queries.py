from base64 import b64encode
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from wortel.accounts.models import Team
from wortel.accounts.queries import find_first_team
from wortel.channels.email import safe_html, signing
from wortel.channels.email.as_json import outcome_of
from wortel.channels.email.parse import NoSuchPart, read_attachment
from wortel.channels.email.reader import Reader
from wortel.channels.interface import Inbound
from wortel.channels.models import Arrival, Cursor, Delivery, Mailbox, Outcome, SigningKey
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


def list_stuck(now: datetime) -> QuerySet[Delivery]:
    """What has been tried and did not leave, or was given up: somebody may want to know."""
    tried = Q(state=Delivery.State.WAITING) & (Q(attempts__gt=0) | Q(due_at__lte=now - LATE))
    return Delivery.objects.filter(tried | Q(state=Delivery.State.FAILED)).order_by("-made_at").defer("raw")


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


PICTURES_BYTES = 3_000_000


@dataclass(frozen=True)
class Laid:
    """A mail as it was laid out, as a page of its own, with the policy that page must be sent under."""

    document: str
    policy: str
    blocked_images: int


def lay_out(arrival: Arrival, *, pictures: Mapping[str, str], language: str, with_remote_images: bool) -> Laid:
    """Read a mail again and make its layout harmless; `pictures` gives the part of each picture inside, by its id."""
    inbound = read_again(arrival)
    if not inbound.body_is_html:
        safe = safe_html.SafeHtml(safe_html.as_html(inbound.text), is_text=True)
    else:
        cid_urls = _as_data(bytes(arrival.raw), pictures)
        safe = safe_html.sanitise(inbound.body, with_remote_images=with_remote_images, cid_urls=cid_urls)
    # The frame has an origin of its own and no cookie, so what it shows must stand in it.
    policy = safe_html.frame_policy(image_source="data:", with_remote_images=with_remote_images)
    document = safe_html.frame_document(safe, language=language)
    return Laid(document, f"{policy}; frame-ancestors 'self'", safe.blocked_images)


def _as_data(raw: bytes, pictures: Mapping[str, str]) -> dict[str, str]:
    """Pictures that came along, as far as they fit."""
    addresses: dict[str, str] = {}
    room = PICTURES_BYTES
    for content_id, part in pictures.items():
        with suppress(NoSuchPart):
            content = read_attachment(raw, part)
            kind = _raster_kind(content)
            if kind and len(content) <= room:
                room -= len(content)
                addresses[content_id.strip("<>")] = f"data:{kind};base64,{b64encode(content).decode()}"
    return addresses


def _raster_kind(content: bytes) -> str:
    """What the bytes are, whatever they were called."""
    marks = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
    known = next((kind for mark, kind in marks.items() if content.startswith(mark)), "")
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else known
