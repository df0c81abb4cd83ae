"""How far do we go, and is this a moment at which nobody wants to hear from us?"""

from datetime import datetime

from django.db.models import Q

from wortel.accounts.queries import find_time_zone
from wortel.problems.models import Restraint
from wortel.problems.rules.telling import is_quiet
from wortel.reasons.models import Reason
from wortel.reasons.queries import list_below


def find_restraint() -> Restraint:
    """The choices of this organisation, or those we begin with."""
    return Restraint.objects.filter(id=1).first() or Restraint(id=1)


def list_complaints(restraint: Restraint) -> list[Reason]:
    """The reasons that are complaints: as chosen, or else those that are called so."""
    if Restraint.objects.filter(pk=restraint.pk).exists():
        return list(restraint.complaints.order_by("code"))
    named = Q(code__icontains="klacht") | Q(code__icontains="complaint")
    return list(Reason.objects.filter(named).order_by("code"))


def complaint_ids(restraint: Restraint) -> set[int]:
    return list_below([reason.pk for reason in list_complaints(restraint)])


def is_quiet_now(restraint: Restraint, now: datetime) -> bool:
    return is_quiet(
        now.astimezone(find_time_zone()),
        quiet_from=restraint.quiet_from,
        quiet_until=restraint.quiet_until,
        on_sundays=restraint.on_sundays,
    )
