"""Writes on each case what its contacts say, so that lists and pages can read it there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.db.models.functions import Left

from wortel.cases.models import Case, Status
from wortel.contacts.models import Contact
from wortel.customers.models import Customer
from wortel.journey.bring_in.cases.family import Families
from wortel.journey.bring_in.cases.worked import find_worked_in
from wortel.journey.bring_in.change import update_all

WORDS = 200
FIELDS = (
    *("customer", "subject", "team", "status", "opened_at", "closed_at", "waiting_since"),
    *("latest_at", "latest_channel", "latest_words", "who", "contact_count"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a case takes over from one of its contacts."""

    case: int
    channel: str
    started_at: datetime
    ended_at: datetime
    subject: str
    words: str
    customer: int | None
    team: int | None
    follow_up_open: bool


def describe(cases: set[int], families: Families) -> None:
    """Describe these cases anew; those that became empty go, those in which people have worked stay as they are."""
    said = _said_in(cases)
    standing = Case.objects.filter(pk__in=cases - find_worked_in(cases), version=1).in_bulk()
    empty = [pk for pk in standing if pk not in said]
    Case.objects.filter(pk__in=empty, promises=None, drafts=None).delete()
    customers = Customer.objects.in_bulk(set(families.values()))
    described = [case for pk, case in standing.items() if pk in said]
    for case in described:
        _describe(case, said[case.pk], families, customers)
    update_all(Case, [(case, FIELDS) for case in described])


def _said_in(cases: set[int]) -> dict[int, list[Said]]:
    rows = (
        Contact.objects.filter(conversation__part__case__in=cases)
        .order_by("started_at", "code")
        .values_list(
            *(F("conversation__part__case"), "channel", "started_at", "ended_at", "subject", Left("text", WORDS)),
            *("customer", "team", "follow_up_open"),
        )
    )
    said: defaultdict[int, list[Said]] = defaultdict(list)
    for case, channel, started_at, ended_at, *rest in rows.iterator(chunk_size=5_000):
        said[case].append(Said(case, channel, started_at, ended_at or started_at, *rest))
    return said


def _describe(case: Case, said: Sequence[Said], families: Families, customers: Mapping[int, Customer]) -> None:
    first, last = said[0], said[-1]
    asker = next((customers.get(families.get(one.customer, 0)) for one in said if one.customer), None)
    closed_at = max(one.ended_at for one in said)
    # Only a case that a row names can still be open: there is work left that the file speaks of.
    is_open = case.code is not None and any(one.follow_up_open for one in said)
    case.customer, case.who = asker, str(asker)[:200] if asker else ""
    case.subject = next((one.subject for one in said if one.subject), "")
    case.team_id = next((one.team for one in reversed(said) if one.team), None)
    case.status = Status.OPEN if is_open else Status.CLOSED
    case.opened_at, case.closed_at = first.started_at, None if is_open else closed_at
    case.waiting_since = last.started_at if is_open else None
    case.latest_at, case.latest_channel = last.started_at, last.channel
    case.latest_words, case.contact_count = last.words or last.subject[:WORDS], len(said)
