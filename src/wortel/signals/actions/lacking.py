from collections.abc import Set
from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.signals.models import Lack, Means


class UnknownMeans(ValueError):
    """Only the means we know can be lacking."""


@transaction.atomic
def mark_lacks(*, contact: Contact, means: Set[str], agent: Agent | None, now: datetime) -> set[str]:
    """Say what was lacking while helping; the set replaces what was said before, and that is given back for undo."""
    if unknown := means - set(Means.values):
        raise UnknownMeans(", ".join(sorted(unknown)))
    before = set(Lack.objects.select_for_update().filter(contact=contact).values_list("means", flat=True))
    if before == means:
        return before
    Lack.objects.filter(contact=contact).exclude(means__in=means).delete()
    Lack.objects.bulk_create(
        [Lack(contact=contact, means=one, agent=agent, at=now) for one in sorted(means - before)],
        ignore_conflicts=True,
    )
    events.record("means.lacked", about=contact, means=sorted(means), before=sorted(before))
    return before
