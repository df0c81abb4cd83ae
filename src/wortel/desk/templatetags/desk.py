"""How the desk writes the words of customers and colleagues."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wortel.cases.models import Promise
from wortel.channels.models import Kind
from wortel.customers.models import AddressKind
from wortel.customers.rules import show_phone
from wortel.desk.later import later_moments
from wortel.desk.queries.rows import Row
from wortel.desk.row_lines import RowPen
from wortel.desk.words import first_word, is_english, nth_time
from wortel.orders.models import ParcelStep
from wortel.reasons.queries import Twig
from wortel.ui import icons

register = template.Library()

LINK = re.compile(r"https?://[^\s<>\"'&]+(?:&amp;[^\s<>\"'&]+)*")
TRAILING = ".,;:!?)"
MENTION = re.compile(r"(?<![\w@])@(\w+)")

register.filter("first_word", first_word)
register.filter("nth_time", nth_time)


@register.filter
def paragraphs(text: str) -> SafeString:
    """Blank lines part paragraphs, other line ends stay; addresses become links that tell nothing about us."""
    blocks = re.split(r"\n\s*\n", escape(text.strip().replace("\r\n", "\n")))
    if "http" in text:
        blocks = [LINK.sub(_linked, block) for block in blocks]
    return SafeString("".join(f"<p>{block.replace('\n', '<br>')}</p>" for block in blocks if block.strip()))


def _linked(found: re.Match[str]) -> str:
    address = found.group()
    end = len(address.rstrip(TRAILING))
    shown = address[:end]
    return f'<a href="{shown}" target="_blank" rel="noopener noreferrer">{shown}</a>{address[end:]}'


@register.filter
def note_paragraphs(text: str) -> SafeString:
    """A note, with the names of colleagues that are called."""
    return SafeString(MENTION.sub(r'<b class="at">@\1</b>', paragraphs(text)))


@register.filter
def as_moment(written: str | None) -> datetime | None:
    """The moments in an item of the stream come as the database wrote them."""
    return datetime.fromisoformat(written) if written else None


@register.filter
def in_language(names: dict[str, str]) -> str:
    """The name of a cause in the reader's language."""
    return names["en" if is_english() else "nl"] or names["nl"] or names["en"] or names.get("code", "")


@register.filter
def as_day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


@register.filter
def workaround_of(cause: Mapping[str, str]) -> str:
    lang = "en" if is_english() else "nl"
    return cause[f"workaround_{lang}"] or cause["workaround_nl"] or cause["workaround_en"]


@register.filter
def channel_name(kind: str) -> str:
    """As it reads inside a sentence: mail, WhatsApp, telefoon."""
    label = str(dict(Kind.choices).get(kind, kind))
    return label if kind in {Kind.WHATSAPP, Kind.SMS} else label.lower()


@register.filter
def promise_words(kind: str) -> str:
    return str(dict(Promise.Kind.choices).get(kind, kind))


@register.filter
def step_words(step: Mapping[str, str]) -> str:
    """What happened to a parcel, and where."""
    name = str(dict(ParcelStep.Kind.choices).get(step["kind"], step["kind"]))
    return f"{name} · {step['place']}" if step.get("place") else name


@register.filter
def change_words(body: Mapping[str, Any]) -> str:
    """A line between the messages: what a colleague, or the system, did with the case."""
    texts = {
        "case.closed": gettext("closed the case"),
        "case.reopened": gettext("opened the case again"),
        "case.merged": gettext("merged this case"),
        "case.split": gettext("made this a case of its own"),
        "case.assigned": gettext("gave the case to somebody else"),
        "case.taken": gettext("took the case"),
        "case.rethreaded": gettext("moved a conversation to this case"),
    }
    return f"{body['who'] or gettext('Wortel')} {texts.get(body['kind'], body['kind'])}"


@register.filter
def address_words(address: Mapping[str, Any]) -> str:
    return show_phone(address["value"], region="NL") if address["kind"] == AddressKind.PHONE else str(address["value"])


@register.filter
def address_icon(kind: str) -> SafeString:
    names = {AddressKind.EMAIL: "mail", AddressKind.PHONE: "phone", AddressKind.SOCIAL: "at-sign"}
    return icons.icon(names.get(AddressKind(kind), "users"), "i-s", str(AddressKind(kind).label))


@register.filter
def order_state(order: Mapping[str, Any]) -> tuple[str, str]:
    """The words and the tint of the chip beside an order."""
    parcel = order.get("parcel")
    if parcel and parcel["is_late"]:
        return gettext("late"), "bt"
    if parcel and parcel["delivered"]:
        return gettext("delivered"), "lf"
    return str(order["status"] or (gettext("on its way") if parcel else "")), ""


@register.filter
def latest(things: Sequence[Any]) -> Sequence[Any]:
    """The last few, oldest first."""
    return things[-5:]


@register.filter
def indented(twig: Twig) -> str:
    """A reason in a list of choices, deeper where it hangs under another."""
    return "\u2003" * twig.depth + twig.reason.label


@register.filter
def yes(value: bool | None) -> bool:
    return value is True


@register.filter
def cause_word(is_open: bool | None) -> str:
    """The words the outcome pair is drawn from."""
    return {True: "open", False: "gone"}.get(is_open, "unknown") if is_open is not None else "unknown"


@register.filter
def later_choices(now: datetime | None) -> list[tuple[str, str]]:
    return later_moments(now) if now else []


@register.simple_tag
def settings_tabs() -> list[tuple[str, str]]:
    """What an administrator can set."""
    return [
        (reverse("settings"), gettext("Yours")),
        (reverse("settings-organisation"), gettext("Organisation")),
        (reverse("settings-people"), gettext("People")),
        (reverse("settings-mailboxes"), gettext("Mailboxes")),
        (reverse("settings-reasons"), gettext("Reasons")),
        (reverse("settings-prices"), gettext("Prices")),
        (reverse("processes"), gettext("Processes and owners")),
        (reverse("api-tokens"), gettext("API")),
    ]


@register.filter
def drawn_by(rows: Sequence[Row], pen: RowPen) -> SafeString:
    return pen.draw(rows)
