"""Fetching: the mails of one folder go through the front line, and how far we came is kept with each of them."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from wortel.channels import actions as channels
from wortel.channels.email.imap import Fetched, Folder
from wortel.channels.models import Kind, Mailbox
from wortel.channels.queries import OwnAddresses, find_cursor
from wortel.journey.receive import Reader, receive_mail

TOO_LARGE = "larger than 60 MB: only its headers were fetched, the mail itself is still on the server"


def fetch(
    *, mailbox: Mailbox, folder: Folder, reader: Reader, mailboxes: OwnAddresses, clock: Callable[[], datetime]
) -> int:
    """Take in everything that came since the last time; gives how many mails that were."""
    taken = 0
    for found in folder.fetch_after(find_cursor(mailbox, folder.uid_validity)):
        _take_in(found, mailbox, folder.uid_validity, reader, mailboxes, clock())
        taken += 1
    return taken


@transaction.atomic
def _take_in(
    found: Fetched, mailbox: Mailbox, uid_validity: int, reader: Reader, mailboxes: OwnAddresses, now: datetime
) -> None:
    """The mail and the cursor in one commit: neither can be ahead of the other."""
    source = f"imap {mailbox.address} {uid_validity}:{found.uid}"
    if found.is_whole:
        receive_mail(found.raw, reader=reader, mailboxes=mailboxes, now=now, source=source, fetched_by=mailbox)
    else:
        channels.quarantine(raw=found.raw, kind=Kind.EMAIL, why=TOO_LARGE, now=now, source=source)
    channels.remember_cursor(mailbox=mailbox, uid_validity=uid_validity, uid=found.uid)
