"""The ways in and out of a mailbox: with which server we speak, as whom, and what is wrong when we cannot."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Self

from wortel.channels.actions.grants import find_token
from wortel.channels.email import imap, oauth, smtp_out
from wortel.channels.interface import DeliveryFailed, NobodyHome, Refused
from wortel.channels.models import Mailbox, Security, Trouble
from wortel.channels.queries import read_password, read_smtp_password
from wortel.channels.rules import WrongKey

PATIENCE_SECONDS = 10
OUT: dict[str, Literal["plain", "starttls", "tls"]] = {
    Security.TLS: "tls",
    Security.STARTTLS: "starttls",
    Security.NONE: "plain",
}


@dataclass(frozen=True)
class Trial:
    """What came of trying a way: nothing wrong, or what is, with the server's own words."""

    trouble: Trouble | None = None
    said: str = ""


def find_way_in(*, mailbox: Mailbox, now: datetime) -> imap.Account:
    """How the mail to this address is fetched; may ask the provider for a fresh token."""
    token = find_token(mailbox=mailbox, now=now)
    return imap.Account(
        host=mailbox.imap_host,
        port=mailbox.imap_port,
        user=mailbox.imap_user,
        password="" if token else read_password(mailbox),
        folder=mailbox.imap_folder,
        security=mailbox.imap_security,
        token=token,
        since=mailbox.imap_since,
    )


def find_way_out(*, mailbox: Mailbox, now: datetime) -> smtp_out.Server:
    """Which server mail from this address is handed to."""
    token = find_token(mailbox=mailbox, now=now)
    return smtp_out.Server(
        host=mailbox.smtp_host,
        port=mailbox.smtp_port,
        security=OUT[mailbox.smtp_security],
        user=mailbox.smtp_user,
        password="" if token else read_smtp_password(mailbox),
        token=token,
        is_typed=True,
    )


def open_post(*, mailbox: Mailbox, now: datetime) -> smtp_out.SmtpPost | ClosedPost:
    """Whoever takes the mail of this mailbox; one who says why, where we cannot even sign in."""
    try:
        return smtp_out.SmtpPost(find_way_out(mailbox=mailbox, now=now))
    except oauth.NoGrant as refusal:
        return ClosedPost(NobodyHome(str(refusal), refusal.kind))
    except WrongKey:
        return ClosedPost(NobodyHome("the password cannot be read", Trouble.WRONG_KEY))


class ClosedPost:
    """Takes nothing."""

    def __init__(self, why: NobodyHome) -> None:
        self._why = why

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def hand_over(self, *, sender: str, recipients: Sequence[str], raw: bytes) -> Sequence[Refused]:
        """Never."""
        raise self._why


def try_way_in(*, mailbox: Mailbox, now: datetime, tls: ssl.SSLContext | None = None) -> Trial:
    """Open the folder, and change nothing in it."""
    try:
        account = find_way_in(mailbox=mailbox, now=now)
        with imap.open_folder(account, tls=tls, patience=PATIENCE_SECONDS):
            return Trial()
    except (imap.CannotFetch, oauth.NoGrant) as refusal:
        return Trial(Trouble(refusal.kind), str(refusal))
    except WrongKey:
        return Trial(Trouble.WRONG_KEY)


def try_way_out(*, mailbox: Mailbox, now: datetime, tls: ssl.SSLContext | None = None) -> Trial:
    """Sign in and name ourselves as the sender, and send nothing."""
    try:
        server = find_way_out(mailbox=mailbox, now=now)
        with smtp_out.SmtpPost(server, tls=tls, patience=PATIENCE_SECONDS) as post:
            post.may_send_from(mailbox.address)
            return Trial()
    except (DeliveryFailed, oauth.NoGrant) as refusal:
        return Trial(Trouble(refusal.kind), str(refusal))
    except WrongKey:
        return Trial(Trouble.WRONG_KEY)
