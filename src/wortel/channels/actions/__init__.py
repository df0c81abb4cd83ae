"""Everything that can happen at the border: what came in is kept, what goes out is handed over."""

from wortel.channels.actions.arrivals import NotInQuarantine, keep_arrival, quarantine, release
from wortel.channels.actions.mailboxes import add_mailbox, remember_cursor
from wortel.channels.actions.outbox import Post, post_mail, send_due, withdraw

__all__ = [
    "NotInQuarantine",
    "Post",
    "add_mailbox",
    "keep_arrival",
    "post_mail",
    "quarantine",
    "release",
    "remember_cursor",
    "send_due",
    "withdraw",
]
