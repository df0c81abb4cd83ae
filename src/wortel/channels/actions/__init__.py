"""Everything that can happen at the border: what came in is kept, what goes out is handed over."""

from wortel.channels.actions.arrivals import NotInQuarantine, keep_arrival, quarantine, release
from wortel.channels.actions.mailboxes import (
    add_mailbox,
    describe_mailbox,
    fetch_from,
    mark_failing,
    mark_working,
    prefer_mailbox,
    remember_cursor,
)
from wortel.channels.actions.outbox import Post, post_mail, send_due, withdraw

__all__ = [
    "NotInQuarantine",
    "Post",
    "add_mailbox",
    "describe_mailbox",
    "fetch_from",
    "keep_arrival",
    "mark_failing",
    "mark_working",
    "post_mail",
    "prefer_mailbox",
    "quarantine",
    "release",
    "remember_cursor",
    "send_due",
    "withdraw",
]
