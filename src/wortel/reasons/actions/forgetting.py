"""Words that may not be read any more leave nothing behind of what was read in them."""

from django.db import transaction

from wortel.contacts.models import ContactQuerySet
from wortel.reasons.models import Assignment, GivenReason, Guess, Source, TextVector


@transaction.atomic
def forget_texts(*, contacts: ContactQuerySet) -> None:
    """Their vectors, drivers, guesses and proposed reasons; what a person gave stays."""
    for model in (TextVector, Assignment, Guess):
        model.objects.filter(contact__in=contacts).delete()
    GivenReason.objects.filter(contact__in=contacts, source=Source.PROPOSED).delete()
