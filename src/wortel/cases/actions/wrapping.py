from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.cases.actions.changing import Value, change, lock
from wortel.cases.actions.status import turn
from wortel.cases.models import Case, Outcome, Status
from wortel.contacts.models import Contact


@transaction.atomic
def wrap_up(
    *,
    case: Case,
    contact: Contact,
    is_solved: bool | None,
    is_cause_open: bool | None,
    agent: Agent,
    now: datetime,
    version: int | None = None,
) -> Outcome:
    """Give the two answers about a contact. A customer who is helped closes the case, whatever its cause does."""
    case = lock(case, version)
    earlier = Outcome.objects.filter(contact=contact).values("is_solved", "is_cause_open", "agent_id").first()
    outcome, _ = Outcome.objects.update_or_create(
        contact=contact, defaults={"is_solved": is_solved, "is_cause_open": is_cause_open, "agent": agent, "at": now}
    )
    values: dict[str, Value] = turn(case, Status.CLOSED, now) if is_solved else {"is_unread": False}
    change(
        case,
        "case.wrapped_up",
        values,
        told={"contact": contact.pk, "earlier": earlier, "is_solved": is_solved, "is_cause_open": is_cause_open},
    )
    return outcome
