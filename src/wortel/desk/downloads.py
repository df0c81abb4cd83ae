"""Files that others sent, on their way to whoever saves them: never shown, under a name that does nothing."""

import re
import unicodedata
from urllib.parse import quote

from django.http import HttpResponse

LONGEST = 150
SAFE_KIND = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,60}")
_RESERVED = re.compile(r"[<>:\"|?*/\\]")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.\w{1,10}$")
# Neither seen nor harmless: controls, marks that turn the writing direction, letters of no width.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    """Always saved, never shown."""
    is_kept = SAFE_KIND.fullmatch(kind) and "html" not in kind and "xml" not in kind
    response = HttpResponse(content, content_type=kind if is_kept else "application/octet-stream")
    response.headers["Content-Disposition"] = disposition(name)
    response.headers["Cache-Control"] = "private, no-store"
    return locked(response)


def locked(response: HttpResponse) -> HttpResponse:
    """Whatever it turns out to be, a browser may not look for something else in it or let it act."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def disposition(name: str, way: str = "attachment") -> str:
    """The header of RFC 6266: the name for old programs, and as it is for all others."""
    label = safe_name(name)
    plain = label.encode("ascii", "replace").decode().replace("?", "_").replace("%", "_")
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(label, safe='')}"


def safe_name(name: str) -> str:
    """The name as its sender gave it, without a path and without anything that acts or misleads."""
    last = re.split(r"[/\\]", name.strip())[-1]
    seen = "".join(" " if letter in "\t\r\n" else letter for letter in unicodedata.normalize("NFC", last))
    seen = "".join(letter for letter in seen if unicodedata.category(letter) not in _UNSEEN)
    label = " ".join(_RESERVED.sub("_", seen).split()).strip(". ")
    if _DEVICE.match(label):
        label = f"_{label}"
    return _shorten(label) or "file"


def _shorten(label: str) -> str:
    """The end says what kind of file it is, so the middle gives way."""
    if len(label) <= LONGEST:
        return label
    found = _EXTENSION.search(label)
    extension = found[0] if found else ""
    return label[: LONGEST - len(extension)].rstrip(". ") + extension
