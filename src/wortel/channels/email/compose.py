"""Builds the bytes of a mail that leaves. Header lines are written by us, so that no value can add one."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from wortel.channels.interface import File

_LINE_BREAKERS = re.compile("[\x00-\x08\x0a-\x1f\x7f\u2028\u2029]")
_ADDRESS = re.compile(r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[^\s@<>()\[\],;:\\\"]{1,253}$")
_ID = re.compile(r"^[^\s<>]{1,900}$")
_WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\[\]:-]+/[A-Za-z0-9._~/:-]{1,300}")
_PLAIN_NAME = re.compile(r"^[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]*$")
_MAX_REFERENCES = 50
_UTF8 = Charset("utf-8")
_UTF8.header_encoding = QP


class Refused(ValueError):
    """This value cannot stand in a mail; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail as we mean it. Ids are without angle brackets; `references` are those of the mail that is answered.

    `unsubscribe` is the web address where its reader ends such mails; only a mail that nobody asked for has one.
    """

    message_id: str
    from_name: str
    from_address: str
    to: tuple[str, ...]
    subject: str
    text: str
    cc: tuple[str, ...] = ()
    reply_to: str | None = None
    html: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    auto_submitted: bool = False
    unsubscribe: str | None = None
    attachments: tuple[File, ...] = ()


def compose(outgoing: Outgoing, *, now: datetime) -> bytes:
    """Give the mail in wire form; raise `Refused` where a value would break out of its header."""
    lines = _header(outgoing, now)
    head = "".join(f"{name}: {value}\r\n" for name, value in lines)
    return head.encode("ascii") + _content(outgoing).as_bytes(policy=SMTP)


def grow_references(references: tuple[str, ...], in_reply_to: str | None) -> tuple[str, ...]:
    """The References of an answer: those of the mail answered, then that mail itself, each once and oldest first.

    Long threads keep the root and the latest ones, so that headers stay within what servers take.
    """
    grown = tuple(
        dict.fromkeys([*(entry for entry in references if entry != in_reply_to), *filter(None, [in_reply_to])])
    )
    return grown if len(grown) <= _MAX_REFERENCES else (grown[0], *grown[-(_MAX_REFERENCES - 1) :])


def _header(outgoing: Outgoing, now: datetime) -> list[tuple[str, str]]:
    lines = [
        ("From", _mailbox(outgoing.from_name, outgoing.from_address)),
        ("To", _addresses("to", outgoing.to)),
        ("Subject", _words("Subject", outgoing.subject)),
        ("Date", format_datetime(now)),
        ("Message-ID", _id(outgoing.message_id)),
    ]
    if outgoing.cc:
        lines.append(("Cc", _addresses("cc", outgoing.cc)))
    if outgoing.reply_to:
        lines.append(("Reply-To", _address("reply_to", outgoing.reply_to)))
    if outgoing.in_reply_to:
        lines.append(("In-Reply-To", _id(outgoing.in_reply_to)))
    if references := grow_references(outgoing.references, outgoing.in_reply_to):
        lines.append(("References", "\r\n ".join(map(_id, references))))
    if outgoing.unsubscribe is not None:
        lines += _ways_out(outgoing.unsubscribe)
    elif outgoing.auto_submitted:
        kind = "auto-replied" if outgoing.in_reply_to else "auto-generated"
        lines += [("Auto-Submitted", kind), ("X-Auto-Response-Suppress", "All"), ("X-Loop", outgoing.from_address)]
    return lines


def _ways_out(address: str) -> list[tuple[str, str]]:
    """RFC 8058 lets a mail program end such mails with one click, over https only.

    Absence messages are kept away (RFC 3834), delivery reports are not: we want to know what did not arrive.
    """
    if not _WEB_ADDRESS.fullmatch(address):
        raise Refused("unsubscribe is no web address")
    one_click = [("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")] if address.startswith("https:") else []
    quiet = [("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "OOF, AutoReply")]
    return [("List-Unsubscribe", f"<{address}>"), *one_click, *quiet]


def _content(outgoing: Outgoing) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message.set_content(_storable(outgoing.text), charset="utf-8", cte="quoted-printable")
    if outgoing.html is not None:
        message.add_alternative(_storable(outgoing.html), subtype="html", charset="utf-8", cte="quoted-printable")
        _add_images(message, outgoing.attachments)
    for file in outgoing.attachments:
        if outgoing.html is None or file.content_id is None:
            main, sub = _type(file)
            message.add_attachment(file.content, maintype=main, subtype=sub, filename=_file_name(file.name))
    return message


def _add_images(message: EmailMessage, files: tuple[File, ...]) -> None:
    parts = list(message.iter_parts())
    html = parts[-1]
    assert isinstance(html, EmailMessage)
    for file in files:
        if file.content_id is not None:
            main, sub = _type(file)
            html.add_related(
                file.content,
                maintype=main,
                subtype=sub,
                cid=_id(file.content_id),
                filename=_file_name(file.name),
                disposition="inline",
            )


def _storable(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _type(file: File) -> tuple[str, str]:
    main, _, sub = file.type.partition("/")
    is_plain = re.fullmatch(r"[\w.+-]+/[\w.+-]+", file.type, re.ASCII) is not None
    if not is_plain or main in {"multipart", "message"}:
        return "application", "octet-stream"
    return main, sub


def _one_line(what: str, value: str) -> str:
    if _LINE_BREAKERS.search(value):
        raise Refused(f"{what} holds a line break or a control character")
    return value


def _file_name(value: str) -> str:
    """Without what would be read as an encoded word: the library decodes those once more, line breaks included."""
    return _one_line("file name", value).replace("=?", "= ?")


def _words(name: str, value: str) -> str:
    value = _one_line(name.lower(), value)
    if value.isascii() and len(value) <= 900 and "=?" not in value:
        return Header(value, header_name=name).encode(linesep="\r\n")
    return Header(_storable(value), charset=_UTF8, header_name=name).encode(linesep="\r\n")


def _mailbox(name: str, address: str) -> str:
    address = _address("from", address)
    name = _one_line("from name", name).strip()
    if not name:
        return address
    if not name.isascii() or "=?" in name:
        return f"{Header(_storable(name), charset=_UTF8, header_name='From').encode(linesep='\r\n')} <{address}>"
    quoted = name if _PLAIN_NAME.match(name) else '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{quoted} <{address}>"


def _addresses(what: str, addresses: tuple[str, ...]) -> str:
    if not addresses:
        raise Refused(f"{what} is empty")
    return ",\r\n ".join(_address(what, address) for address in addresses)


def _address(what: str, address: str) -> str:
    local, _, domain = _one_line(what, address).rpartition("@")
    try:
        plain = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise Refused(f"{what} is no mail address") from error
    if not _ADDRESS.match(plain):
        raise Refused(f"{what} is no mail address")
    return plain


def is_id(value: str) -> bool:
    """Whether this can stand in a header as the id of a mail; what others call their mails is not always one."""
    is_word = value.isascii() and _ID.match(value) is not None and not _LINE_BREAKERS.search(value)
    return is_word and "=?" not in value


def _id(value: str) -> str:
    if not is_id(value):
        raise Refused("message id is not one word")
    return f"<{value}>"
