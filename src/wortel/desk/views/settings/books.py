"""What the nightly audit found, in words for whoever administers."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wortel.journey.audit import Audit, find_latest

WORDS: dict[str, Promise] = {
    "outcome": _("mails of which nobody knows what became of them"),
    "lost": _("mails that are kept but stand in no conversation"),
    "quarantined": _("mails that were set aside and filed as well"),
    "changed": _("mails whose bytes are no longer what came in"),
    "loose": _("mails in a conversation that belongs to no case"),
    "state": _("answers of which nobody knows whether they left"),
    "sent": _("answers without the moment at which they left"),
    "waiting": _("answers that should have left six hours ago"),
    "failed": _("answers that could not be sent, without the reason"),
}


@dataclass(frozen=True)
class Wrong:
    """So many rows that do not fit, in words."""

    words: Promise
    count: int


def find_books() -> tuple[Audit | None, list[Wrong]]:
    """The latest audit, and what was wrong then."""
    audit = find_latest()
    return audit, [Wrong(WORDS[one.check], one.count) for one in audit.mismatches] if audit else []
