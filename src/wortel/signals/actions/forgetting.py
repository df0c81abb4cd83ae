"""Words that may not be read any more leave nothing behind of what was read in them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from wortel.contacts.models import ContactQuerySet
from wortel.signals.models import READ, Copy, Print, Signal

# A message is held against those of a month before, within a week of its coming in.
MARKS_KEPT = timedelta(days=37)


@transaction.atomic
def forget_old_marks(*, now: datetime) -> None:
    """Nothing is held against messages of so long ago any more."""
    Print.objects.filter(contact__started_at__lt=now - MARKS_KEPT).delete()


@transaction.atomic
def forget_texts(*, contacts: ContactQuerySet) -> None:
    """Their marks, which other messages they were like, and what was read in our answers to them."""
    Print.objects.filter(contact__in=contacts).delete()
    Copy.objects.filter(Q(contact__in=contacts) | Q(of__in=contacts) | Q(first__in=contacts)).delete()
    Signal.objects.filter(contact__in=contacts, kind__in=READ).delete()
