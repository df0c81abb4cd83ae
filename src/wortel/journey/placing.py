"""Where a mail belongs. Headers can be forged or forwarded, so none of them decides alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from wortel.channels.interface import Inbound, Party
from wortel.channels.queries import OwnAddresses
from wortel.contacts.models import Conversation
from wortel.contacts.queries import Earlier


@dataclass(frozen=True)
class Place:
    """The conversation a mail joins, or none; and the one it says it belongs to but may not join."""

    joins: Conversation | None = None
    claims: Conversation | None = None
    unites: tuple[Conversation, ...] = ()
    is_verified: bool = True


def is_ours(inbound: Inbound, own: OwnAddresses) -> bool:
    """Sent from one of our own addresses, and no mail server says that this was forged."""
    return inbound.sender is not None and own.is_own(inbound.sender.value) and inbound.authentication != "fail"


def find_place(inbound: Inbound, earlier: Sequence[Earlier], *, is_own: bool) -> Place:
    """Join where the sender takes part and nothing says that the sender is somebody else."""
    may_join = [claim for claim in earlier if claim.is_participant or is_own]
    if inbound.authentication == "fail" or not may_join:
        claimed = earlier[0].conversation if earlier else None
        return Place(claims=claimed, is_verified=_is_proven(inbound, claimed is not None))
    chosen = may_join[0]
    return Place(
        joins=chosen.conversation,
        unites=_to_unite(chosen, may_join),
        is_verified=inbound.authentication == "pass" or chosen.is_secret,
    )


def people_in(inbound: Inbound, own: OwnAddresses) -> list[Party]:
    """Who takes part by this mail: everybody named in it but ourselves."""
    named = [inbound.sender] if inbound.sender else []
    return [party for party in (*named, *inbound.to, *inbound.cc) if not own.is_own(party.value)]


def _is_proven(inbound: Inbound, claims_something: bool) -> bool:
    """Whoever claims nothing has nothing to prove."""
    return inbound.authentication == "pass" or (inbound.authentication == "unknown" and not claims_something)


def _to_unite(chosen: Earlier, may_join: Sequence[Earlier]) -> tuple[Conversation, ...]:
    """The answer to this mail came first and began a thread of its own: now both turn out to be one."""
    return tuple(
        claim.conversation
        for claim in may_join[1:]
        if (claim.is_awaited or chosen.is_awaited) and _is_one_person(claim.conversation, chosen.conversation)
    )


def _is_one_person(first: Conversation, second: Conversation) -> bool:
    return first.customer_id == second.customer_id or None in (first.customer_id, second.customer_id)
