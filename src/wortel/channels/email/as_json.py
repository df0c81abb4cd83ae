"""One mail as the object that `wortel parse` prints; the keys are a public interface."""

from collections.abc import Callable

from wortel.channels.email import parse
from wortel.channels.interface import Attachment, AutoKind, Inbound, Unreadable

_OUTCOMES: dict[AutoKind, str] = {
    "vacation": "auto_reply",
    "acknowledgement": "auto_reply",
    "read_receipt": "auto_reply",
    "abuse_report": "auto_reply",
    "dsn": "bounce",
    "list": "list",
}


def describe(path: str, raw: bytes, *, read: Callable[[bytes], Inbound] = parse.read) -> dict[str, object]:
    """Say what a mail holds; one that cannot be read still gives every key, with the outcome `quarantined`."""
    try:
        inbound = read(raw)
    except Unreadable:
        return _keys(path, "quarantined", Inbound(key="", channel="email", sender=None))
    return _keys(path, outcome_of(inbound), inbound)


def outcome_of(inbound: Inbound) -> str:
    """What filing makes of a mail that could be read."""
    return "filed" if inbound.auto_kind is None else _OUTCOMES[inbound.auto_kind]


def _keys(path: str, outcome: str, inbound: Inbound) -> dict[str, object]:
    return {
        "path": path,
        "outcome": outcome,
        "subject": inbound.subject,
        "from_email": inbound.sender.value if inbound.sender else None,
        "from_name": (inbound.sender.name if inbound.sender else inbound.sender_name) or None,
        "to": [party.value for party in inbound.to],
        "cc": [party.value for party in inbound.cc],
        "body": inbound.body,
        "body_is_html": inbound.body_is_html,
        "reply_text": inbound.reply_text,
        "quoted_text": inbound.quoted_text,
        "attachments": [_file(attachment) for attachment in inbound.attachments],
        "auto_kind": inbound.auto_kind,
        "message_id": inbound.message_id,
        "in_reply_to": inbound.in_reply_to[0] if inbound.in_reply_to else None,
        "references": list(inbound.references),
        "date": inbound.moment.isoformat() if inbound.moment else None,
    }


def _file(attachment: Attachment) -> dict[str, object]:
    return {
        "name": attachment.name,
        "type": attachment.type,
        "size": attachment.size,
        "md5": attachment.md5,
        "inline": attachment.inline,
    }
