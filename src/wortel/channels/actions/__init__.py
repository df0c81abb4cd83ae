"""Everything that can happen at the border: what came in is kept, what goes out is handed over."""

from wortel.channels.actions.arrivals import NotInQuarantine, keep_arrival, quarantine, release
from wortel.channels.actions.grants import NotAsked, ask_leave, find_token, forget_provider, take_leave, use_provider
from wortel.channels.actions.mailboxes import (
    acknowledge_from,
    add_mailbox,
    describe_mailbox,
    fetch_from,
    mark_failing,
    mark_working,
    prefer_mailbox,
    remember_cursor,
    send_through,
    trust_server,
)
from wortel.channels.actions.outbox import NotWaiting, post_mail, send_again, withdraw
from wortel.channels.actions.pictures import ask_for_pictures_from, show_pictures_from
from wortel.channels.actions.returns import note_bounces, spend_acknowledgement
from wortel.channels.actions.sending import Post, send_due
from wortel.channels.actions.signing import begin_signing, end_signing, make_signing_key
from wortel.channels.actions.ways import Trial, find_way_in, find_way_out, open_post, try_way_in, try_way_out
from wortel.channels.egress import Closed, is_outside, open_line
from wortel.channels.email.oauth import NoGrant
from wortel.channels.rules import WrongKey, seal, unseal

__all__ = [
    "Closed",
    "NoGrant",
    "NotAsked",
    "NotInQuarantine",
    "NotWaiting",
    "Post",
    "Trial",
    "WrongKey",
    "acknowledge_from",
    "add_mailbox",
    "ask_for_pictures_from",
    "ask_leave",
    "begin_signing",
    "describe_mailbox",
    "end_signing",
    "fetch_from",
    "find_token",
    "find_way_in",
    "find_way_out",
    "forget_provider",
    "is_outside",
    "keep_arrival",
    "make_signing_key",
    "mark_failing",
    "mark_working",
    "note_bounces",
    "open_line",
    "open_post",
    "post_mail",
    "prefer_mailbox",
    "quarantine",
    "release",
    "remember_cursor",
    "seal",
    "send_again",
    "send_due",
    "send_through",
    "show_pictures_from",
    "spend_acknowledgement",
    "take_leave",
    "trust_server",
    "try_way_in",
    "try_way_out",
    "unseal",
    "use_provider",
    "withdraw",
]
