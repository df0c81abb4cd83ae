"""The one normal form that every channel reads its raw bytes into, and what an adapter must offer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

AddressKind = Literal["email", "phone", "social", "visitor"]
AutoKind = Literal["vacation", "acknowledgement", "dsn", "read_receipt", "abuse_report", "list"]
Authentication = Literal["pass", "fail", "unknown"]
BounceReason = Literal["no_mailbox", "no_domain", "full", "too_large", "refused", "unreachable", "other"]
Protection = Literal["", "signed", "encrypted"]
Asked = Literal["told", "invited", "cancelled", "answered"]

NO_REPLY = re.compile(r"\b(?:no|do[._-]?not|niet|geen)[._-]?(?:reply|antwoord|answer)\w*@", re.IGNORECASE)


@dataclass(frozen=True)
class Party:
    """Somebody on the other side, as the message names them; `value` is normalised for its kind."""

    kind: AddressKind
    value: str
    name: str = ""

    @property
    def is_unread(self) -> bool:
        """An address such as no-reply@: programs send from it, and nobody reads what is sent there."""
        return NO_REPLY.search(self.value) is not None


@dataclass(frozen=True)
class Attachment:
    """A file that came along. Its bytes stay in the raw arrival; `part` says where (such as "1.2")."""

    part: str
    name: str | None
    type: str
    size: int
    md5: str
    inline: bool
    content_id: str | None = None


@dataclass(frozen=True)
class Bounced:
    """An address that could not be reached, why, and what its server said about it."""

    address: str
    reason: BounceReason = "other"
    said: str = ""


@dataclass(frozen=True)
class Appointment:
    """A time somebody proposes, moves or calls off. `begins` and `ends` are ISO: a day, or a moment with or without
    its zone; `ends` of a whole day is the day after."""

    what: str
    begins: str
    ends: str = ""
    where: str = ""
    by: str = ""
    asked: Asked = "told"
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file to send along; with a `content_id` it is an image inside the HTML."""

    name: str
    type: str
    content: bytes
    content_id: str | None = None


@dataclass(frozen=True)
class Inbound:
    """One message as it came in, whatever the channel.

    `key` identifies the message for idempotent filing: the same message read twice has the same key.
    `body` is the shown part (HTML where there is HTML); `reply_text` is plain text without quote and signature;
    `text` is the whole message as plain text. `moment` is the sender's clock, None when it says nothing usable.
    """

    key: str
    channel: str
    sender: Party | None
    subject: str = ""
    body: str = ""
    body_is_html: bool = False
    text: str = ""
    reply_text: str = ""
    quoted_text: str = ""
    to: tuple[Party, ...] = ()
    cc: tuple[Party, ...] = ()
    message_id: str | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    moment: datetime | None = None
    auto_kind: AutoKind | None = None
    authentication: Authentication = "unknown"
    attachments: tuple[Attachment, ...] = ()
    bounced: tuple[Bounced, ...] = field(default=())
    """Addresses that a delivery report says could not be reached."""
    reported: tuple[str, ...] = field(default=())
    """Ids of the mails that a delivery report or a complaint is about."""
    complained: tuple[str, ...] = field(default=())
    """Who called a mail of ours unwanted, where a complaint names them."""
    is_quiet: bool = False
    """The sender, or its mail program, asks machines not to answer; or nobody reads what is sent there."""
    sender_name: str = ""
    """The sender as the message names it, also where no address could be read (then `sender` is None)."""
    verdicts: tuple[tuple[str, Authentication], ...] = ()
    """What each mail server that names itself says about the sender; anybody can write any of them."""
    protection: Protection = ""
    """Whether the sender signed it (which nobody checked) or encrypted it (so that nobody here can read it)."""
    appointments: tuple[Appointment, ...] = ()

    def shows(self, content_id: str) -> bool:
        """Whether the layout itself shows what came along under this id."""
        return any(f"cid:{form}" in self.body for form in (content_id, content_id.replace("@", "%40")))


@dataclass(frozen=True)
class Refused:
    """Somebody whom a server takes no mail for: what it said, and whether that is for good."""

    address: str
    said: str
    permanent: bool


class DeliveryFailed(Exception):
    """An answer could not be handed over; `permanent` tells whether trying again makes sense.

    `refused` names each receiver who was refused, where it was about them and not about the mail.
    """

    def __init__(self, reason: str, *, permanent: bool, kind: str = "other", refused: tuple[Refused, ...] = ()) -> None:
        super().__init__(reason)
        self.permanent = permanent
        self.kind = kind
        self.refused = refused


class NobodyHome(DeliveryFailed):
    """The other side does not answer at all, so there is no use in trying the next one now."""

    def __init__(self, reason: str, kind: str = "other") -> None:
        super().__init__(reason, permanent=False, kind=kind)


class Adapter(Protocol):
    """How one kind of channel turns raw bytes into messages."""

    def read(self, raw: bytes) -> Iterable[Inbound]:
        """Give each message in `raw`; raise `Unreadable` when nothing can be made of it."""
        ...


class Unreadable(Exception):
    """The bytes could not be read as a message of this channel; the arrival goes to quarantine."""
