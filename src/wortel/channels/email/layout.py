"""A mail as its sender laid it out: read again, made harmless, its own pictures drawn anew."""

from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from wortel.channels.email.frame import Theme, frame_document, frame_policy
from wortel.channels.email.parse import NoSuchPart
from wortel.channels.email.reader import Reader
from wortel.channels.email.safe_html import SafeHtml, as_html, sanitise
from wortel.channels.interface import Inbound, Unreadable

MAX_PICTURES = 40
PICTURES_BYTES = 6_000_000


@dataclass(frozen=True)
class Laid:
    """A page of its own, with the policy that it must be sent under."""

    document: str
    policy: str


@dataclass(frozen=True)
class Look:
    """How somebody wants to see it."""

    language: str = "nl"
    theme: Theme = "light"
    with_remote_images: bool = False


def lay_out(raw: bytes, *, reader: Reader, pictures: Mapping[str, str], look: Look) -> Laid:
    """The layout of a mail. `pictures` gives the part of each picture that came along, by its content id."""
    inbound = reader.read(raw)
    wanted = {content_id: part for content_id, part in pictures.items() if inbound.shows(content_id)}
    safe = make_safe(inbound, _draw(raw, reader, wanted), with_remote_images=look.with_remote_images)
    document = frame_document(safe, language=look.language, theme=look.theme)
    return Laid(document, frame_policy(with_remote_images=look.with_remote_images))


def make_safe(inbound: Inbound, cid_urls: Mapping[str, str], *, with_remote_images: bool = False) -> SafeHtml:
    """The harmless form; where the HTML itself is meant to harm, the text that came beside it."""
    if not inbound.body_is_html:
        return SafeHtml(as_html(inbound.text))
    safe = sanitise(inbound.body, with_remote_images=with_remote_images, cid_urls=cid_urls)
    return SafeHtml(as_html(inbound.text), is_text=True) if safe.is_text else safe


def type_of(drawn: bytes) -> str:
    """What the child drew; empty for anything else, whatever it says."""
    if drawn.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    return "image/jpeg" if drawn.startswith(b"\xff\xd8\xff") else ""


def _draw(raw: bytes, reader: Reader, pictures: Mapping[str, str]) -> dict[str, str]:
    """The pictures as addresses that hold them, as far as they fit."""
    addresses: dict[str, str] = {}
    room = PICTURES_BYTES
    for content_id, part in list(pictures.items())[:MAX_PICTURES]:
        with suppress(NoSuchPart, Unreadable):
            drawn = reader.draw(raw, part)
            if (kind := type_of(drawn)) and len(drawn) <= room:
                room -= len(drawn)
                addresses[content_id] = f"data:{kind};base64,{b64encode(drawn).decode()}"
    return addresses
