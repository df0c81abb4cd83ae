"""How the desk writes the words of customers and colleagues."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wortel.cases.models import Case
from wortel.customers.models import AddressKind
from wortel.customers.rules import show_phone
from wortel.desk.item_lines import ItemPen
from wortel.desk.later import later_moments
from wortel.desk.queries.opened import Opened
from wortel.desk.queries.rows import Row
from wortel.desk.queries.stream import Item
from wortel.desk.row_lines import RowPen
from wortel.desk.words import (
    cause_title,
    channel_name,
    first_word,
    is_english,
    nth_time,
    paragraphs,
    promise_words,
    step_words,
)
from wortel.reasons.queries import Twig
from wortel.ui import icons

register = template.Library()


FILTERS: dict[str, Callable[[Any], Any]] = {
    "channel_name": channel_name,
    "first_word": first_word,
    "in_language": cause_title,
    "nth_time": nth_time,
    "paragraphs": paragraphs,
    "promise_words": promise_words,
    "step_words": step_words,
}
for name, words in FILTERS.items():
    register.filter(name, words)


@register.filter
def as_moment(written: str | None) -> datetime | None:
    """The moments in an item of the stream come as the database wrote them."""
    return datetime.fromisoformat(written) if written else None


@register.filter
def as_day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


@register.filter
def workaround_of(cause: Mapping[str, str]) -> str:
    lang = "en" if is_english() else "nl"
    return cause[f"workaround_{lang}"] or cause["workaround_nl"] or cause["workaround_en"]


@register.filter
def cause_reply(opened: Opened) -> str:
    """What we write about the known cause meanwhile, in the customer's language."""
    cause = opened.help.cause
    if cause is None:
        return ""
    own, other = ("en", "nl") if opened.customer and opened.customer.language == "en" else ("nl", "en")
    return str(cause[f"reply_{own}"] or cause[f"reply_{other}"])


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
        (reverse("settings-assist"), gettext("Assistant")),
        (reverse("processes"), gettext("Processes and owners")),
        (reverse("api-tokens"), gettext("API")),
    ]


@register.filter
def drawn_by(rows: Sequence[Row], pen: RowPen) -> SafeString:
    return pen.draw(rows)


@register.simple_tag(takes_context=True)
def stream_items(context: Context, items: Sequence[Item], now: datetime | None = None) -> SafeString:
    """Beside an open case its messages can be moved, by whoever may change something."""
    case, request = context.get("case"), context.get("request")
    may_move = isinstance(case, Case) and request is not None and request.user.may_change
    return ItemPen(now or timezone.now(), case=getattr(case, "pk", None) if may_move else None).draw(items)
