"""What customers say in their own words, without what identifies anybody."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from wortel.analysis.redact import Kind, redact
from wortel.analysis.variants import strip_frame
from wortel.channels.models import Kind as Channel
from wortel.contacts.models import Contact
from wortel.problems.queries.weeks import today


@dataclass(frozen=True)
class Quote:
    """A customer's words without what identifies anybody."""

    text: str
    channel: str
    channel_name: str
    on: date


def quote(contact: Contact) -> Quote:
    """The words without a greeting, up to a natural end; names we know of this customer are masked everywhere."""
    said = " ".join(strip_frame(contact.reply_text or contact.text).split())
    names = [contact.sender_name, contact.customer.name if contact.customer else ""]
    masked = redact(said, [name for name in names if name], _masks())
    return Quote(shorten(masked), contact.channel, str(Channel(contact.channel).label), today(contact.started_at))


def shorten(text: str, limit: int = 220) -> str:
    """Whole sentences while they fit; else whole words and an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[:limit]
    end = max(cut.rfind(sign) for sign in ".?")
    return cut[: end + 1] if end > limit // 3 else f"{cut[: cut.rfind(' ')]}…"


def _masks() -> dict[Kind, str]:
    return {
        "e-mail": _("[e-mail]"),
        "link": _("[link]"),
        "account": _("[account number]"),
        "phone": _("[phone number]"),
        "postcode": _("[postcode]"),
        "street": _("[address]"),
        "birthday": _("[date]"),
        "number": _("[number]"),
        "name": _("[name]"),
    }
