from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.cases.models import Case, Promise
from wortel.events import actions as events

MANY = 500


@transaction.atomic
def promise(*, case: Case, kind: Promise.Kind, due_at: datetime, agent: Agent) -> Promise:
    """Say what we will do, and by when."""
    made = Promise.objects.create(case=case, kind=kind, due_at=due_at, agent=agent)
    events.record("promise.made", about=made, case=case.pk, due_at=due_at.isoformat())
    return made


@transaction.atomic
def keep_promise(*, promise: Promise, now: datetime) -> Promise:
    """Done what we said. A promise kept late stays broken as well."""
    promise.kept_at = now
    if now > promise.due_at and promise.broken_at is None:
        promise.broken_at = promise.due_at
    promise.save(update_fields=["kept_at", "broken_at"])
    events.record("promise.kept", about=promise, case=promise.case_id)
    return promise


def break_overdue(*, now: datetime) -> int:
    """Own up to the promises whose moment went by; gives how many."""
    with transaction.atomic():
        overdue = list(
            Promise.objects.select_for_update(skip_locked=True).filter(kept_at=None, broken_at=None, due_at__lt=now)[
                :MANY
            ]
        )
        for each in overdue:
            each.broken_at = each.due_at
            each.save(update_fields=["broken_at"])
            events.record("promise.broken", about=each, case=each.case_id)
    return len(overdue)
