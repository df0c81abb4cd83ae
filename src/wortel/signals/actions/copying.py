"""The same message over two channels, one text from many senders, words that are sent again."""

from datetime import datetime

from django.db import transaction

from wortel.analysis.copies import compare_words, is_telling, mark_words, read_words
from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.signals import queries
from wortel.signals.models import Copy, Print
from wortel.signals.queries import Candidate


@transaction.atomic
def note_copy(*, contact: Contact, now: datetime) -> Copy | None:
    """Hold a message against earlier ones and remember its marks; gives the earlier message it repeats."""
    words = read_words(contact.reply_text or contact.text)
    marks = mark_words(words) if is_telling(words) else []
    _, is_new = Print.objects.get_or_create(contact=contact, defaults={"marks": marks})
    if not is_new or not marks:
        return None
    found = [
        (overlap.share, candidate)
        for candidate in queries.find_candidates(contact, marks)
        if (overlap := compare_words(words, read_words(candidate.text))).is_copy
    ]
    return _keep(contact, *max(found, key=_nearest), now) if found else None


def _nearest(pair: tuple[float, Candidate]) -> tuple[bool, float, int]:
    """What the same person said comes first, then what is most alike, then what came last."""
    share, candidate = pair
    return candidate.is_own, share, candidate.contact


def _keep(contact: Contact, share: float, nearest: Candidate, now: datetime) -> Copy:
    first = nearest.first or nearest.contact
    copy = Copy.objects.create(contact=contact, of_id=nearest.contact, first_id=first, share=share, at=now)
    events.record("copy.found", about=contact, of=nearest.contact, first=first, share=round(share, 3))
    return copy
