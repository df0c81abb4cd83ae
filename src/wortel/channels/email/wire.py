"""How a read mail travels from the parsing child to us: JSON, checked field by field; the child is not trusted."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import cast, get_args

from wortel.channels.interface import (
    Appointment,
    Asked,
    Attachment,
    Authentication,
    AutoKind,
    Bounced,
    BounceReason,
    Inbound,
    Party,
    Protection,
)

_AUTO_KINDS = frozenset(get_args(AutoKind))
_AUTHENTICATIONS = frozenset(get_args(Authentication))
_REASONS = frozenset(get_args(BounceReason))
_PROTECTIONS = frozenset(get_args(Protection))
_ASKED = frozenset(get_args(Asked))
_NAMES = ("key", "channel", "subject", "body", "text", "reply_text", "quoted_text", "sender_name")

type Json = Mapping[str, object]


class Garbled(ValueError):
    """The child answered something that is no mail."""


def pack(inbound: Inbound) -> bytes:
    """Write a mail as JSON."""
    content: dict[str, object] = {name: getattr(inbound, name) for name in _NAMES}
    content |= {
        "body_is_html": inbound.body_is_html,
        "sender": _party(inbound.sender) if inbound.sender else None,
        "to": [_party(party) for party in inbound.to],
        "cc": [_party(party) for party in inbound.cc],
        "message_id": inbound.message_id,
        "in_reply_to": inbound.in_reply_to,
        "references": inbound.references,
        "moment": inbound.moment.isoformat() if inbound.moment else None,
        "auto_kind": inbound.auto_kind,
        "authentication": inbound.authentication,
        "verdicts": dict(inbound.verdicts),
        "attachments": [_fields(file) for file in inbound.attachments],
        "bounced": [[one.address, one.reason, one.said] for one in inbound.bounced],
        "reported": inbound.reported,
        "complained": inbound.complained,
        "is_quiet": inbound.is_quiet,
        "protection": inbound.protection,
        "appointments": [_fields(appointment) for appointment in inbound.appointments],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def unpack(content: Json) -> Inbound:
    """Read what `pack` wrote; raise `Garbled` for anything else."""
    sender = content.get("sender")
    moment = _optional(content, "moment")
    auto_kind = _optional(content, "auto_kind")
    protection = _text(content, "protection")
    if auto_kind is not None and auto_kind not in _AUTO_KINDS:
        raise Garbled("kind")
    if protection not in _PROTECTIONS:
        raise Garbled("protection")
    return Inbound(
        key=_text(content, "key"),
        channel=_text(content, "channel"),
        sender=None if sender is None else _to_party(sender),
        sender_name=_text(content, "sender_name"),
        subject=_text(content, "subject"),
        body=_text(content, "body"),
        body_is_html=content.get("body_is_html") is True,
        text=_text(content, "text"),
        reply_text=_text(content, "reply_text"),
        quoted_text=_text(content, "quoted_text"),
        to=tuple(_to_party(entry) for entry in _list(content, "to")),
        cc=tuple(_to_party(entry) for entry in _list(content, "cc")),
        message_id=_optional(content, "message_id"),
        in_reply_to=_texts(content, "in_reply_to"),
        references=_texts(content, "references"),
        moment=_to_moment(moment) if moment else None,
        auto_kind=cast("AutoKind | None", auto_kind),
        authentication=_to_verdict(content.get("authentication")),
        verdicts=_to_verdicts(content.get("verdicts")),
        attachments=tuple(_to_file(entry) for entry in _list(content, "attachments")),
        bounced=tuple(_to_bounced(entry) for entry in _list(content, "bounced")),
        reported=_texts(content, "reported"),
        complained=_texts(content, "complained"),
        is_quiet=content.get("is_quiet") is True,
        protection=cast("Protection", protection),
        appointments=tuple(_to_appointment(entry) for entry in _list(content, "appointments")),
    )


def _party(party: Party) -> list[str]:
    return [party.value, party.name]


def _to_party(entry: object) -> Party:
    if not isinstance(entry, list) or len(entry) != 2:
        raise Garbled("party")
    value, name = entry
    return Party(kind="email", value=_checked(value), name=_checked(name))


def _to_bounced(entry: object) -> Bounced:
    if not isinstance(entry, list) or len(entry) != 3 or entry[1] not in _REASONS:
        raise Garbled("bounce")
    return Bounced(address=_checked(entry[0]), reason=cast("BounceReason", entry[1]), said=_checked(entry[2]))


def _fields(row: Attachment | Appointment) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def _to_file(entry: object) -> Attachment:
    if not isinstance(entry, dict):
        raise Garbled("attachment")
    size = entry.get("size")
    if not isinstance(size, int) or size < 0:
        raise Garbled("size")
    return Attachment(
        part=_text(entry, "part"),
        name=_optional(entry, "name"),
        type=_text(entry, "type"),
        size=size,
        md5=_text(entry, "md5"),
        inline=entry.get("inline") is True,
        content_id=_optional(entry, "content_id"),
    )


def _to_verdicts(entries: object) -> tuple[tuple[str, Authentication], ...]:
    if not isinstance(entries, dict):
        raise Garbled("verdicts")
    return tuple((_checked(server), _to_verdict(verdict)) for server, verdict in entries.items())


def _to_verdict(value: object) -> Authentication:
    if value not in _AUTHENTICATIONS:
        raise Garbled("verdict")
    return cast("Authentication", value)


def _to_appointment(entry: object) -> Appointment:
    if not isinstance(entry, dict) or entry.get("asked") not in _ASKED:
        raise Garbled("appointment")
    begins, ends = _text(entry, "begins"), _text(entry, "ends")
    for moment in filter(None, (begins, ends)):
        _to_naive(moment)
    return Appointment(
        what=_text(entry, "what"),
        begins=begins,
        ends=ends,
        where=_text(entry, "where"),
        by=_text(entry, "by"),
        asked=cast("Asked", entry["asked"]),
        repeats=entry.get("repeats") is True,
    )


def _to_naive(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise Garbled("moment") from error


def _to_moment(text: str) -> datetime:
    moment = _to_naive(text)
    if moment.tzinfo is None:
        raise Garbled("moment")
    return moment


def _text(content: Json, name: str) -> str:
    return _checked(content.get(name))


def _optional(content: Json, name: str) -> str | None:
    value = content.get(name)
    return None if value is None else _checked(value)


def _texts(content: Json, name: str) -> tuple[str, ...]:
    return tuple(_checked(entry) for entry in _list(content, name))


def _list(content: Json, name: str) -> list[object]:
    value = content.get(name)
    if not isinstance(value, list):
        raise Garbled(name)
    return value


def _checked(value: object) -> str:
    """Text that the database takes: no NUL, no lone surrogate."""
    if not isinstance(value, str) or "\x00" in value:
        raise Garbled("text")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise Garbled("text") from error
    return value
