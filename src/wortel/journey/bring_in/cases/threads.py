"""Which contacts are one chain? Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from wortel.analysis import facts, repeats
from wortel.journey.bring_in.cases.members import Member

# Chains are only grouped here, not judged, so every contact counts as past.
FAR_FUTURE = datetime(9999, 1, 1, tzinfo=UTC)

type Thread = tuple[str, str]


def group_by_chain(members: Sequence[Member]) -> list[list[Member]]:
    """One group for each chain; what is no link of a chain joins the one it falls in, or stands alone."""
    by_key = {member.fact.contact_id: member for member in members}
    chains = repeats.find_chains((member.fact for member in members), as_of=FAR_FUTURE)
    groups = [[by_key[link.contact_id] for link in chain.contacts] for chain in chains]
    threads: defaultdict[Thread, list[tuple[repeats.Chain, list[Member]]]] = defaultdict(list)
    for chain, group in zip(chains, groups, strict=True):
        threads[chain.customer, chain.reason].append((chain, group))
    linked = {member.pk for group in groups for member in group}
    for member in members:
        if member.pk not in linked:
            _add_loose(member, threads[member.fact.customer, member.fact.reason], groups)
    return groups


def _add_loose(
    member: Member, thread: Iterable[tuple[repeats.Chain, list[Member]]], groups: list[list[Member]]
) -> None:
    around = [group for chain, group in thread if _belongs_to(member.fact, chain)]
    if around:
        around[-1].append(member)
    else:
        groups.append([member])


def _belongs_to(fact: facts.Contact, chain: repeats.Chain) -> bool:
    """What we sent or said belongs to the customer's chain around it; spam and lost calls stand alone."""
    is_ours = fact.direction == "out" and bool(fact.customer)
    return is_ours and chain.first.started_at <= fact.started_at <= chain.closed_at + repeats.WINDOW
