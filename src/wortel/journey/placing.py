"""Where a mail belongs. Headers can be forged or forwarded, so none of them decides alone."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from wortel.cases.models import Case, Part
from wortel.cases.queries import find_by_mention
from wortel.channels.interface import Inbound, Party
from wortel.channels.queries import OwnAddresses
from wortel.contacts.models import Conversation
from wortel.contacts.queries import Earlier, list_people, takes_part


@dataclass(frozen=True)
class Place:
    """The conversation a mail joins, or none; and the one it says it belongs to but may not join."""

    joins: Conversation | None = None
    claims: Conversation | None = None
    mentions: Case | None = None
    """A case whose number stands in the subject: no more than a hint for whoever reads it."""
    unites: tuple[Conversation, ...] = ()
    is_verified: bool = True


def is_ours(inbound: Inbound, own: OwnAddresses) -> bool:
    """Sent from one of our own addresses, and no mail server says that this was forged."""
    return inbound.sender is not None and own.is_own(inbound.sender.value) and inbound.authentication != "fail"


def judge(inbound: Inbound, trusted: str) -> Inbound:
    """The mail with what the trusted server says about its sender; what others say does not count."""
    return replace(inbound, authentication=dict(inbound.verdicts).get(trusted, "unknown")) if trusted else inbound


def find_place(inbound: Inbound, earlier: Sequence[Earlier], *, is_own: bool, is_judged: bool = False) -> Place:
    """Join where the sender takes part and nothing says that the sender is somebody else.

    Where a server that judges is named (`is_judged`) and could not tell, an id of the sender's own is not enough.
    """
    may_join = [claim for claim in earlier if _may_join(inbound, claim, is_own=is_own, is_judged=is_judged)]
    if not may_join:
        claimed = earlier[0].conversation if earlier else None
        is_unproven = inbound.authentication == "fail" or (is_own and is_judged and inbound.authentication != "pass")
        return Place(claims=claimed, is_verified=claimed is None and not is_unproven)
    chosen = may_join[0]
    is_verified = inbound.authentication == "pass" or any(claim.is_secret for claim in may_join)
    named = {party.value for party in (*inbound.to, *inbound.cc, *_sender_of(inbound))} if is_verified else set()
    return Place(chosen.conversation, unites=_to_unite(chosen, may_join, named), is_verified=is_verified)


def find_mentioned(inbound: Inbound, place: Place, *, is_tampered: bool) -> Place:
    """A number in the subject joins nothing; a colleague sees which case it names."""
    mentioned = find_by_mention(inbound.subject)
    if mentioned is None:
        return replace(place, is_verified=place.is_verified and not is_tampered)
    sender = inbound.sender.value if inbound.sender else ""
    is_known = inbound.authentication == "pass" and takes_part(sender, mentioned.parts.values("conversation"))
    return replace(place, mentions=mentioned, is_verified=is_known)


def _may_join(inbound: Inbound, claim: Earlier, *, is_own: bool, is_judged: bool) -> bool:
    if inbound.authentication == "fail" or not (claim.is_participant or is_own) or _is_unread(inbound):
        return False
    return inbound.authentication == "pass" or claim.is_ours or not is_judged


def _is_unread(inbound: Inbound) -> bool:
    """What comes from no-reply@ proves something to whoever reads it, such as that an address is theirs. It stands
    alone, where nobody outside can see it, also when somebody had such an address take part."""
    return inbound.sender is not None and inbound.sender.is_unread


def people_in(inbound: Inbound, own: OwnAddresses) -> list[Party]:
    """Who takes part by this mail: everybody named in it but ourselves."""
    named = [inbound.sender] if inbound.sender else []
    return [party for party in (*named, *inbound.to, *inbound.cc) if not own.is_own(party.value)]


def _to_unite(chosen: Earlier, may_join: Sequence[Earlier], named: Set[str]) -> tuple[Conversation, ...]:
    """Two threads turn out to be one: this mail came in after its answer, or a proven one names mails of both."""
    return tuple(
        claim.conversation
        for claim in may_join[1:]
        if (chosen.is_awaited or claim.is_awaited or (named and _was_left(claim, chosen)))
        and _are_together(claim.conversation, chosen.conversation, named)
    )


def _was_left(*claims: Earlier) -> bool:
    """What a colleague put elsewhere stays there, however often it is named."""
    parts = Part.objects.filter(conversation__in=[claim.conversation for claim in claims])
    return not parts.filter(moved_from__isnull=False).exists()


def _are_together(first: Conversation, second: Conversation, named: Set[str]) -> bool:
    """The same person, or people whom this mail names: who only knew its id would join what is not theirs."""
    if first.customer_id == second.customer_id or None in (first.customer_id, second.customer_id):
        return True
    return bool(named) and list_people(first, second) <= named


def _sender_of(inbound: Inbound) -> tuple[Party, ...]:
    return (inbound.sender,) if inbound.sender else ()
