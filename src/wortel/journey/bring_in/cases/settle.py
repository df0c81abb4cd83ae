"""Decides in which case each contact belongs, and puts it there."""

from collections.abc import Iterable, Mapping, Sequence

from wortel.cases.models import Case, Part, Status
from wortel.contacts.models import Contact
from wortel.journey.bring_in.cases.describe import describe
from wortel.journey.bring_in.cases.family import find_families
from wortel.journey.bring_in.cases.members import Member, find_members
from wortel.journey.bring_in.cases.threads import group_by_chain
from wortel.journey.bring_in.change import find_or_make

BATCH = 2_000


def settle(*, named: Mapping[int, str | None], customers: Iterable[int]) -> set[int]:
    """Settle these contacts and everything else that came in by file of these customers; give what moved.

    `named` says for each contact which case its row names: "" for none, None where the file does not say.
    """
    families = find_families({*customers, *_customers_of(named)})
    members = find_members(contacts=named, families=families)
    by_name = _name_cases(members, named)
    places = dict(by_name)
    unnamed = [member for member in members if not (named.get(member.pk) or _keeps_named_case(member, named))]
    places |= _place_chains(group_by_chain(members), {member.pk for member in unnamed})
    moved = {member.pk for member in members if places.get(member.pk, member.case) != member.case}
    _move({member.conversation: places[member.pk] for member in members if member.pk in moved})
    left = {member.case for member in members if member.case is not None}
    describe({*left, *places.values()}, families)
    return moved


def find_misplaced(named: Mapping[int, str | None]) -> set[int]:
    """The contacts that stand in no case, or in another one than their row names."""
    rows = Contact.objects.filter(pk__in=named).values_list(
        "pk", "conversation__part", "conversation__part__case__code"
    )
    return {pk for pk, part, code in rows if part is None or named[pk] not in (None, code or "")}


def _keeps_named_case(member: Member, named: Mapping[int, str | None]) -> bool:
    """It stands in a case with a name, and no row says otherwise."""
    return member.is_in_named_case and named.get(member.pk) is None


def _customers_of(contacts: Iterable[int]) -> set[int]:
    found = Contact.objects.filter(pk__in=list(contacts), customer__isnull=False)
    return {pk for pk in found.values_list("customer_id", flat=True) if pk is not None}


def _name_cases(members: Sequence[Member], named: Mapping[int, str | None]) -> dict[int, int]:
    """The case of each contact whose row names one."""
    first = min((member.fact.started_at for member in members), default=None)
    codes = {member.pk: code for member in members if (code := named.get(member.pk))}
    if not codes:
        return {}
    ids = find_or_make(
        Case,
        "code",
        codes.values(),
        status=Status.CLOSED,
        opened_at=first,
        closed_at=first,
        latest_at=first,
        is_unread=False,
    )
    return {pk: ids[code] for pk, code in codes.items()}


def _place_chains(groups: Iterable[Sequence[Member]], unnamed: set[int]) -> dict[int, int]:
    """One case for each chain: the first free one in which a link of it stands already, else a new one."""
    taken: set[int] = set()
    fresh: list[tuple[Case, list[Member]]] = []
    places: dict[int, int] = {}
    for group in groups:
        group = [member for member in group if member.pk in unnamed]
        standing = next((case for member in group if (case := member.chain_case) and case not in taken), None)
        if standing is not None:
            taken.add(standing)
            places |= {member.pk: standing for member in group}
        elif group:
            fresh.append((_closed_case(group[0]), group))
    Case.objects.bulk_create([case for case, _ in fresh], batch_size=BATCH)
    return places | {member.pk: case.pk for case, group in fresh for member in group}


def _closed_case(first: Member) -> Case:
    at = first.fact.started_at
    return Case(
        status=Status.CLOSED,
        opened_at=at,
        closed_at=at,
        latest_at=at,
        latest_channel=first.fact.channel,
        is_unread=False,
    )


def _move(places: Mapping[int, int]) -> None:
    """Put each conversation in its case."""
    Part.objects.filter(conversation__in=places).delete()
    parts = [Part(case_id=case, conversation_id=conversation) for conversation, case in places.items()]
    Part.objects.bulk_create(parts, batch_size=BATCH)
