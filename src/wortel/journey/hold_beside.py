"""Whether a message says what an earlier one said; then a colleague may put their cases together. Nothing is merged."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from wortel.cases import actions as cases
from wortel.cases.models import Case
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact
from wortel.customers.queries import list_family
from wortel.jobs.actions import job
from wortel.signals import actions as signals
from wortel.signals import queries
from wortel.signals.models import Copy

LOOKED_BACK = timedelta(days=7)
AT_ONCE = 2_000


@job(alone_as="find copies")
def find_copies(timestamp: int | None = None) -> int:
    """Hold everything recent against what came before; gives how many copies there were."""
    now = datetime.fromtimestamp(timestamp, UTC) if timestamp else datetime.now(UTC)
    waiting = list(queries.list_unprinted(since=now - LOOKED_BACK, limit=AT_ONCE))
    readable = contacts.keep_readable(contacts=waiting, now=now)
    return sum(hold_beside(contact, now=now) is not None for contact in readable)


@transaction.atomic
def hold_beside(contact: Contact, *, now: datetime) -> Copy | None:
    """Note what it repeats; where the same person said it in another case, an open case names that one."""
    copy = signals.note_copy(contact=contact, now=now)
    if copy is not None and _is_same_person(contact, copy.of):
        case, earlier = _case_of(contact), _case_of(copy.of)
        if case is not None and case.is_open and earlier is not None and case.pk != earlier.pk:
            _name(case, earlier)
    return copy


def _name(case: Case, earlier: Case) -> None:
    try:
        cases.suppose_same(case=case, earlier=earlier)
    except cases.AlreadyPlaced:
        return  # what its mail names was there first


def _is_same_person(one: Contact, other: Contact) -> bool:
    return one.customer is not None and other.customer_id in list_family(one.customer)


def _case_of(contact: Contact) -> Case | None:
    return Case.objects.standing().filter(parts__conversation=contact.conversation_id).first()
