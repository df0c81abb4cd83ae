"""What no model may read."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from wortel.analysis.special import is_special
from wortel.contacts.models import Contact, Withheld
from wortel.events import actions as events


@transaction.atomic
def keep_readable(*, contacts: Sequence[Contact], now: datetime) -> list[Contact]:
    """Those whose words a model may read; what turns out to be too personal is withheld from now on.

    Whatever reads words asks this first.
    """
    asked = _list_readable(contacts)
    special = [one for one in asked if is_special(f"{one.subject}\n{one.reply_text or one.text}")]
    Withheld.objects.bulk_create([Withheld(contact=one, at=now) for one in special], ignore_conflicts=True)
    events.record_each("contact.withheld", [(one, {}) for one in special])
    return _list_readable(asked) if special else asked


def _list_readable(contacts: Sequence[Contact]) -> list[Contact]:
    allowed = set(Contact.objects.readable().filter(pk__in=[one.pk for one in contacts]).values_list("pk", flat=True))
    return [one for one in contacts if one.pk in allowed]
