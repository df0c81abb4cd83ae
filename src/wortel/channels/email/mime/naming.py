"""Gives a file that came without a name one that says what it is."""

import re
from collections import Counter

from wortel.channels.email.mime.fields import find_start, read_fields
from wortel.channels.email.mime.tree import Part
from wortel.channels.email.mime.words import read_words

_BY_TYPE = {
    "message/delivery-status": "delivery-status.txt",
    "message/disposition-notification": "read-receipt.txt",
    "message/feedback-report": "abuse-report.txt",
    "text/rfc822-headers": "headers.txt",
    "text/plain": "document.txt",
    "text/html": "document.html",
    "text/calendar": "appointment.ics",
    "text/vcard": "card.vcf",
    "text/x-vcard": "card.vcf",
    "application/pdf": "document.pdf",
    "application/pgp-signature": "signature.asc",
    "application/pgp-encrypted": "version.txt",
    "application/pgp-keys": "key.asc",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-signature": "smime.p7s",
    "application/pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-mime": "smime.p7m",
    "application/ms-tnef": "winmail.dat",
    "application/rtf": "document.rtf",
    "application/zip": "archive.zip",
    "audio/mpeg": "sound.mp3",
    "audio/ogg": "sound.ogg",
    "audio/amr": "sound.amr",
    "audio/wav": "sound.wav",
    "video/mp4": "video.mp4",
    "video/quicktime": "video.mov",
    "video/3gpp": "video.3gp",
}
_SUBTYPES = {"jpg": "jpg", "jpeg": "jpg", "pjpeg": "jpg", "svg+xml": "svg", "tiff": "tif", "x-ms-bmp": "bmp"}
_PLAIN = re.compile(r"[\w.+-]{1,80}")
_LAST = "file"


def name_of(part: Part, hint: str | None = None) -> str:
    """The name as sent; else what its id, its description or its type make of it."""
    return part.name or _from_id(part) or _from_subject(part) or _from_type(part, hint)


class Names:
    """Hands out each made-up name once in a mail, so that two unnamed pictures can be told apart."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()

    def give(self, part: Part, hint: str | None = None) -> str:
        name = name_of(part, hint)
        times = self._times[name]
        self._times[name] += 1
        return name if part.name or not times else _numbered(name, times)


def _numbered(name: str, number: int) -> str:
    stem, dot, extension = name.rpartition(".")
    return f"{stem}{number}.{extension}" if dot and stem else f"{name}{number}"


def _from_id(part: Part) -> str:
    """Mail programs call an inline picture by its id: image001.png@01DB."""
    local = (part.content_id or "").partition("@")[0]
    return local if _PLAIN.fullmatch(local) and "@" in (part.content_id or "") else ""


def _from_subject(part: Part) -> str:
    if part.type not in {"message/rfc822", "message/global"}:
        return ""
    content = part.content()
    fields, _ = read_fields(content, find_start(content), len(content))
    subject = read_words(next((entry.value for entry in fields if entry.name == "subject"), b""))
    return f"{subject[:120]}.eml" if subject else "Mail.eml"


def _from_type(part: Part, hint: str | None) -> str:
    major, _, minor = part.type.partition("/")
    name = _BY_TYPE.get(part.type) or (f"image.{_SUBTYPES.get(minor, minor)}" if major == "image" else _LAST)
    described = read_words(part.first("content-description") or b"", hint)[:120]
    return f"{described}.{name.rpartition('.')[2]}" if described and "." in name else described or name
