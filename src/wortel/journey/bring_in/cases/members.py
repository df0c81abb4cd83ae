"""The contacts that may have to be put in another case."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from wortel.analysis import facts
from wortel.contacts.models import Contact
from wortel.journey.bring_in.cases.family import Families
from wortel.journey.bring_in.cases.worked import find_worked_in

COLUMNS = (
    *("pk", "code", "conversation", "conversation__part__case", "conversation__part__case__code", "customer"),
    *("channel", "direction", "started_at", "ended_at", "given_reason__reason__code"),
    *("is_answered", "is_spam", "asked_by_us"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """A contact that came in by file, with the case in which it stands now."""

    pk: int
    conversation: int
    case: int | None
    is_in_named_case: bool
    fact: facts.Contact

    @property
    def chain_case(self) -> int | None:
        return None if self.is_in_named_case else self.case


def find_members(*, contacts: Iterable[int], families: Families) -> list[Member]:
    """These contacts and all others of these customers, but for those in cases in which people have worked."""
    rows = (
        Contact.objects.filter(Q(pk__in=list(contacts)) | Q(customer__in=families.keys()), code__isnull=False)
        .filter(conversation__part__moved_from=None)
        .exclude(conversation__part__case__version__gt=1)
        .values_list(*COLUMNS)
    )
    members = [_member(row, families) for row in rows.iterator(chunk_size=5_000)]
    worked_in = find_worked_in({member.case for member in members if member.case is not None})
    return [member for member in members if member.case not in worked_in]


def _member(row: tuple[Any, ...], families: Families) -> Member:
    pk, key, conversation, case, case_code, customer, *told = row
    channel, direction, started_at, ended_at, reason, is_answered, is_spam, asked_by_us = told
    fact = facts.Contact(
        contact_id=key,
        customer="" if customer is None else str(families[customer]),
        channel=channel,
        direction=direction,
        started_at=started_at,
        ended_at=ended_at or started_at,
        reason=reason or "",
        answered=is_answered,
        spam=is_spam,
        asked_by_us=asked_by_us,
    )
    return Member(pk, conversation, case, case_code is not None, fact)
