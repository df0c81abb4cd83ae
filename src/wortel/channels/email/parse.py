"""Bytes of one mail to the one normal form. Pure: no clock, no database, no Django."""

import hashlib
import html
from dataclasses import dataclass

from wortel.channels.email.absence import recognise_words
from wortel.channels.email.calendar import read_appointments
from wortel.channels.email.folding import fold
from wortel.channels.email.html_text import html_to_text
from wortel.channels.email.identity import make_key
from wortel.channels.email.mime import transfer
from wortel.channels.email.mime.addresses import Mailbox, read_mailboxes
from wortel.channels.email.mime.body import Selection, select
from wortel.channels.email.mime.charsets import decode, decode_html
from wortel.channels.email.mime.clean import clean_line
from wortel.channels.email.mime.dates import read_moment
from wortel.channels.email.mime.flowed import unflow
from wortel.channels.email.mime.ids import read_ids
from wortel.channels.email.mime.limits import MAX_PARTIES, MAX_PARTS
from wortel.channels.email.mime.naming import Names
from wortel.channels.email.mime.tree import Part, read_tree, walk
from wortel.channels.email.mime.words import read_words
from wortel.channels.email.protection import find_protection, take_off_armour
from wortel.channels.email.recognise import is_quiet, recognise
from wortel.channels.email.reports import find_bounced, find_complained, find_reported
from wortel.channels.email.trust import choose_verdict, read_verdicts
from wortel.channels.interface import Attachment, Inbound, Party, Unreadable

_SENDER_FIELDS = ("from", "reply-to", "sender", "return-path")


def read(raw: bytes, *, trusted_authserv: str = "") -> Inbound:
    """Read one mail; raise `Unreadable` where nothing can be made of it.

    `trusted_authserv` names the mail server whose Authentication-Results are believed.
    """
    root = read_tree(raw)
    hint = _declared_charset(root)
    shown = select(root)
    words = _read_shown(shown)
    names = Names()
    if len(words.files) + len(shown.files) > MAX_PARTS:
        raise Unreadable("too many parts")
    if not root.fields and not words.text.strip():
        raise Unreadable("empty")
    message_id = next(iter(read_ids(root.first("message-id"))), None)
    sender, sender_name = _read_sender(root, hint)
    auto_kind = recognise(root) or recognise_words(root, words.reply)
    verdicts = read_verdicts(root, sender_domain=sender.value.rpartition("@")[2] if sender else "")
    return Inbound(
        key=make_key(root, message_id=message_id),
        channel="email",
        sender=sender,
        sender_name=sender_name,
        subject=read_words(root.first("subject") or b"", hint),
        body=words.body,
        body_is_html=words.is_html,
        text=words.text,
        reply_text=words.reply,
        quoted_text=words.quoted,
        to=_parties(root, "to", hint),
        cc=_parties(root, "cc", hint),
        message_id=message_id,
        in_reply_to=read_ids(root.first("in-reply-to")),
        references=read_ids(root.first("references")),
        moment=read_moment(read_words(root.first("date") or b"")),
        auto_kind=auto_kind,
        authentication=choose_verdict(verdicts, trusted_authserv),
        verdicts=tuple(verdicts.items()),
        attachments=(*words.files, *(_attachment(part, names.give(part, hint)) for part in shown.files)),
        bounced=find_bounced(root) if auto_kind == "dsn" else (),
        reported=find_reported(root) if auto_kind in {"dsn", "abuse_report"} else (),
        complained=find_complained(root) if auto_kind == "abuse_report" else (),
        is_quiet=is_quiet(root),
        protection=find_protection(root, words.as_sent),
        appointments=read_appointments(root),
    )


def read_attachment(raw: bytes, part: str) -> bytes:
    """Give the bytes of one attachment of `raw`; `part` is `Attachment.part`."""
    path, _, number = part.partition(":")
    found = next(
        (each for each in walk(read_tree(raw)) if each.path == path and not (each.is_multipart and each.children)), None
    )
    if found is None:
        raise NoSuchPart(part)
    if not number:
        return found.content()
    files = transfer.find_uuencoded(found.content())
    if not number.isdecimal() or not 1 <= int(number) <= len(files):
        raise NoSuchPart(part)
    return files[int(number) - 1].content


class NoSuchPart(Unreadable):
    """The mail has no part at this place."""


@dataclass(frozen=True, slots=True)
class _Words:
    body: str
    is_html: bool
    text: str
    reply: str
    quoted: str
    files: list[Attachment]
    as_sent: str
    """The text before the marks of a signature were taken off."""


def _read_shown(shown: Selection) -> _Words:
    files: list[Attachment] = []
    texts = {id(part): _read_text(part, files) for part in _each_once([*shown.text, *shown.html])}
    is_html = any(part.type == "text/html" for part in shown.html)
    as_sent = "\n".join(_as_plain(part, texts[id(part)]) for part in shown.text)
    plain = take_off_armour(as_sent)
    body = "\n".join(_as_html(part, texts[id(part)]) for part in shown.html) if is_html else plain
    text = plain if plain.strip() or not is_html else html_to_text(body)
    reply, quoted = fold(text, body if is_html else "")
    return _Words(body=body, is_html=is_html, text=text, reply=reply, quoted=quoted, files=files, as_sent=as_sent)


def _each_once(parts: list[Part]) -> list[Part]:
    return list({id(part): part for part in parts}.values())


def _read_text(part: Part, files: list[Attachment]) -> str:
    raw = part.content()
    if part.type == "text/html":
        return decode_html(raw, part.charset)
    embedded = transfer.find_uuencoded(raw) if b"begin" in raw else []
    kept: list[bytes] = []
    position = 0
    for number, file in enumerate(embedded, start=1):
        kept.append(raw[position : file.start])
        position = file.end
        files.append(
            _describe(f"{part.path}:{number}", clean_line(decode(file.name)), "application/octet-stream", file.content)
        )
    text = decode(b"".join([*kept, raw[position:]]), part.charset)
    if part.content_type.parameters.get("format", "").lower() == "flowed":
        text = unflow(text, delete_space=part.content_type.parameters.get("delsp", "").lower() == "yes")
    return text


def _as_plain(part: Part, text: str) -> str:
    return html_to_text(text) if part.type == "text/html" else text


def _as_html(part: Part, text: str) -> str:
    return text if part.type == "text/html" else "<p>" + html.escape(text.strip("\n")).replace("\n", "<br>\n") + "</p>"


def _declared_charset(root: Part) -> str | None:
    """Raw 8-bit headers are most often written in the charset of the body."""
    return next((part.charset for part in walk(root) if part.charset), None)


def _read_sender(root: Part, hint: str | None) -> tuple[Party | None, str]:
    """The first usable address of From and its stand-ins; the name is From's, even where the address is not."""
    name = ""
    for field in _SENDER_FIELDS:
        for raw in root.every(field):
            mailboxes = read_mailboxes(raw, hint)
            name = name or next((mailbox.name for mailbox in mailboxes if mailbox.name), "")
            chosen = next((mailbox for mailbox in mailboxes if mailbox.address), None)
            if chosen is not None:
                name = chosen.name or name
                return Party(kind="email", value=chosen.address, name=name), name
    return None, name


def _parties(root: Part, field: str, hint: str | None) -> tuple[Party, ...]:
    found: dict[str, Mailbox] = {}
    for raw in root.every(field):
        for mailbox in read_mailboxes(raw, hint):
            if mailbox.address and len(found) < MAX_PARTIES:
                found.setdefault(mailbox.address, mailbox)
    return tuple(Party(kind="email", value=mailbox.address, name=mailbox.name) for mailbox in found.values())


def _attachment(part: Part, name: str) -> Attachment:
    return _describe(
        part.path,
        name,
        part.type,
        part.content(),
        inline=_is_inline(part),
        content_id=clean_line(part.content_id) if part.content_id else None,
    )


def _is_inline(part: Part) -> bool:
    if part.disposition.value.startswith("attachment"):
        return False
    return part.disposition.value.startswith("inline") or part.content_id is not None


def _describe(
    part: str, name: str | None, kind: str, content: bytes, *, inline: bool = False, content_id: str | None = None
) -> Attachment:
    return Attachment(
        part=part,
        name=clean_line(name or "") or None,
        type=kind,
        size=len(content),
        md5=hashlib.md5(content, usedforsecurity=False).hexdigest(),
        inline=inline,
        content_id=content_id,
    )
