from datetime import datetime

from django.db import transaction

from wortel.cases.actions.changing import Change, Value, change, lock
from wortel.cases.models import Case, Outcome, Status
from wortel.contacts.models import Contact, Direction

MANY = 500


class AlreadyPlaced(Exception):
    """It was merged, or another case is named already, or it is that case itself."""


@transaction.atomic
def set_status(*, case: Case, status: Status, now: datetime, version: int | None = None) -> Change:
    """Say whose turn it is."""
    case = lock(case, version)
    return change(case, "case.status_set", turn(case, status, now))


@transaction.atomic
def close(*, case: Case, now: datetime, is_solved: bool | None = None, version: int | None = None) -> Change:
    """Settle the case. Whether its cause is gone is another question, which closing does not answer."""
    case = lock(case, version)
    latest = (
        Contact.objects.filter(conversation__part__case=case, direction=Direction.IN).order_by("-started_at").first()
    )
    if latest is not None and is_solved is not None:
        Outcome.objects.get_or_create(contact=latest, defaults={"is_solved": is_solved, "at": now})
    return change(case, "case.closed", turn(case, Status.CLOSED, now))


@transaction.atomic
def reopen(*, case: Case, now: datetime, version: int | None = None) -> Change:
    case = lock(case, version)
    return change(case, "case.reopened", turn(case, Status.OPEN, now))


@transaction.atomic
def snooze(*, case: Case, until: datetime, version: int | None = None) -> Change:
    """Put the case out of sight until a moment, or until the customer writes."""
    return change(lock(case, version), "case.snoozed", {"snoozed_until": until})


@transaction.atomic
def unsnooze(*, case: Case, version: int | None = None) -> Change:
    return change(lock(case, version), "case.woken", {"snoozed_until": None})


def wake_due(*, now: datetime) -> int:
    """Show again what was put away until now; gives how many."""
    with transaction.atomic():
        due = Case.objects.select_for_update(skip_locked=True).filter(snoozed_until__lte=now)
        woken = [change(case, "case.woken", {"snoozed_until": None, "is_unread": True}) for case in due[:MANY]]
    return len(woken)


@transaction.atomic
def rename(*, case: Case, subject: str, version: int | None = None) -> Change:
    return change(lock(case, version), "case.renamed", {"subject": subject[:300]})


@transaction.atomic
def suppose_same(*, case: Case, earlier: Case) -> Change:
    """It looks as if this case is about what the earlier one is about; a colleague decides."""
    locked = lock(case)
    if locked.possibly_belongs_to_id is not None or locked.merged_into_id is not None or locked.pk == earlier.pk:
        raise AlreadyPlaced
    return change(locked, "case.supposed_same", {"possibly_belongs_to_id": earlier.pk})


@transaction.atomic
def say_alone(*, case: Case, version: int | None = None) -> Change:
    """It belongs to no other case, whatever the mail names."""
    return change(lock(case, version), "case.said_alone", {"possibly_belongs_to_id": None})


@transaction.atomic
def say_same(*, case: Case, version: int | None = None) -> Change:
    """What came as an answer is about the same thing after all."""
    return change(lock(case, version), "case.said_same", {"asks_anew_id": None})


def turn(case: Case, status: Status, now: datetime) -> dict[str, Value]:
    """What goes along when it becomes somebody's turn."""
    values: dict[str, Value] = {"status": status, "closed_at": now if status == Status.CLOSED else None}
    if status == Status.OPEN:
        values["waiting_since"] = case.waiting_since or now
    else:
        values["waiting_since"] = None
        values["is_unread"] = False
    if status == Status.CLOSED:
        values["snoozed_until"] = None
    return values
