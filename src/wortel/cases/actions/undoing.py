from datetime import datetime

from django.db import transaction

from wortel.cases.actions.changing import restore
from wortel.cases.actions.merging import bring_back
from wortel.cases.models import Case, Outcome
from wortel.contacts.models import Contact
from wortel.events.models import Event


class NothingToUndo(Exception):
    """No such change was made to a case."""


@transaction.atomic
def undo(*, change: int, now: datetime) -> Case:
    """Bring back what a case was before this change; `CaseChanged` when somebody changed it again since."""
    event = Event.objects.filter(pk=change, about_kind="case", details__has_key="before").first()
    if event is None:
        raise NothingToUndo
    case = restore(event)
    if event.kind == "case.merged":
        bring_back(case)
    return case


@transaction.atomic
def undo_wrap_up(*, case: Case, contact: Contact, now: datetime) -> Case:
    """Take back the two answers, and the closing that came with them."""
    event = (
        Event.objects.filter(kind="case.wrapped_up", about_kind="case", about_id=case.pk, details__contact=contact.pk)
        .order_by("-id")
        .first()
    )
    if event is None:
        raise NothingToUndo
    earlier = event.details["earlier"]
    if earlier is None:
        Outcome.objects.filter(contact=contact).delete()
    else:
        Outcome.objects.filter(contact=contact).update(**earlier)
    return restore(event)
