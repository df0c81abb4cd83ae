from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, QuerySet

from wortel.channels.interface import Inbound
from wortel.contacts.models import Contact, Conversation, Participant
from wortel.contacts.rules import is_proof, read_tag, seems_tagged
from wortel.customers.models import Customer
from wortel.store.actions import fetch

CLOSEST = 30
KEYS = """
    SELECT {c}, {p}, k.value, k.is_here, EXISTS (
        SELECT 1 FROM contacts_participant t
        WHERE t.conversation_id = c.id AND t.kind = 'email' AND t.value = %s AND t.is_verified
    ), EXISTS (SELECT 1 FROM wortel_channels_delivery d WHERE d.message_id = k.value)
    FROM contacts_threadkey k
    JOIN contacts_conversation c ON c.id = k.conversation_id
    LEFT JOIN customers_customer p ON p.id = c.customer_id
    WHERE k.value = ANY(%s)
"""


@dataclass(frozen=True)
class Earlier:
    """A conversation that a message says it belongs to, and whether its sender may join it."""

    conversation: Conversation
    is_participant: bool
    is_secret: bool = False
    """It came to the address that was made for this very sender."""
    is_ours: bool = False
    """It names something that only who had a mail of ours can know: our reply address, or the id of that mail."""
    is_answered: bool = False
    """It answers a mail of ours that stands there."""
    is_awaited: bool = False
    """Somebody answered this very message before it came in."""


@dataclass(frozen=True)
class Key:
    """A message id that stands with a conversation."""

    conversation: Conversation
    customer: Customer | None
    value: str
    is_here: bool
    takes_part: bool
    is_ours: bool


@dataclass(frozen=True)
class Past:
    """What a message says came before it: the conversations it claims, the surest first, and the ids we know."""

    claims: tuple[Earlier, ...] = ()
    known: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Each id that stands with a conversation, and which."""
    here: frozenset[str] = frozenset()
    """Those of them whose mail came in."""
    is_tampered: bool = False
    """It came to an address that looks like one of our reply addresses and was never given to anybody."""


def find_earlier(inbound: Inbound) -> Past:
    """Every conversation this message claims: by our reply address, then by the nearest mail.

    A header alone proves nothing: it can be forged or forwarded. So each claim tells whether its sender took part.
    """
    sender = inbound.sender.value if inbound.sender else ""
    ids = _closest_ids(inbound)
    keys = _known_keys(ids, sender) if ids else []
    found: dict[int, Earlier] = {}
    given = list(_by_reply_address(inbound, sender))
    named = list(_by_message_id(inbound, ids, keys))
    # The mail of ours that is answered may have gone to another conversation since its reply address was given.
    answered = [claim for claim in named if claim.is_answered]
    for claim in (*answered, *given, *named):
        first = found.setdefault(claim.conversation.pk, claim)
        found[claim.conversation.pk] = replace(
            first, is_ours=first.is_ours or claim.is_ours, is_secret=first.is_secret or claim.is_secret
        )
    tagged = sum(1 for party in (*inbound.to, *inbound.cc) if seems_tagged(party.value))
    here = frozenset(key.value for key in keys if key.is_here)
    return Past(tuple(found.values()), _by_value(keys), here, is_tampered=tagged > len(given))


def find_sent(*ids: str) -> Contact | None:
    """The mail of ours that went out under one of these ids."""
    sent = Contact.objects.filter(message_id__in=[each[:250] for each in ids], delivery__isnull=False)
    return sent.select_related("conversation", "delivery").defer("delivery__raw").first() if ids else None


def find_by_arrival(key: str) -> Contact | None:
    """The contact that was made of the arrival with this key."""
    known = Contact.objects.filter(arrival__key=key).select_related("conversation", "customer", "arrival")
    return known.defer("arrival__raw").first()


def _by_reply_address(inbound: Inbound, sender: str) -> Iterable[Earlier]:
    """The secret address was made for one recipient; whoever else uses it was given it by them."""
    for party in (*inbound.to, *inbound.cc):
        tag = read_tag(party.value)
        if tag is None:
            continue
        number, proof = tag
        threads = Conversation.objects.select_related("customer").annotate(takes_part=_takes_part_in("pk", sender))
        conversation = threads.filter(pk=number).first()
        if conversation is None:
            continue
        yield from _claims(conversation, proof, sender)


def _claims(conversation: Conversation, proof: str, sender: str) -> Iterable[Earlier]:
    takes_part = _takes_part(conversation)
    for value in conversation.participants.values_list("value", flat=True):
        if is_proof(
            proof,
            conversation=conversation.pk,
            reply_key=conversation.reply_key,
            recipient=value,
            secret=settings.SECRET_KEY,
        ):
            is_secret = takes_part and value == sender
            yield Earlier(conversation, is_participant=takes_part, is_secret=is_secret, is_ours=True)
            return


def _known_keys(ids: list[str], sender: str) -> list[Key]:
    """Written by hand: every mail that comes in asks this."""
    return [Key(*answer) for answer in fetch(KEYS, [sender, ids], c=Conversation, p=Customer)]


def _by_message_id(inbound: Inbound, ids: list[str], keys: list[Key]) -> Iterable[Earlier]:
    """The nearest mail that is here counts first, then the farther ones, then mails that are only awaited."""
    places = {value: place for place, value in enumerate(ids)}
    for key in sorted(keys, key=lambda key: (not key.is_here, places[key.value], key.conversation.pk)):
        key.conversation.customer = key.customer
        is_awaited = key.value == inbound.message_id and not key.is_here
        is_answered = key.is_ours and key.is_here and key.value in inbound.in_reply_to
        yield Earlier(
            key.conversation,
            key.takes_part,
            is_ours=key.is_ours,
            is_answered=is_answered,
            is_awaited=is_awaited,
        )


def _by_value(keys: list[Key]) -> dict[str, frozenset[int]]:
    known: dict[str, frozenset[int]] = {}
    for key in keys:
        known[key.value] = known.get(key.value, frozenset()) | {key.conversation.pk}
    return known


def _closest_ids(inbound: Inbound) -> list[str]:
    """Its own id (somebody may have been waiting for this mail), then its parents, the nearest first."""
    own = [inbound.message_id] if inbound.message_id else []
    parents = [*inbound.in_reply_to, *inbound.references[::-1]]
    return [value[:250] for value in dict.fromkeys([*own, *parents])][:CLOSEST]


def _takes_part_in(field: str, sender: str) -> Exists:
    """Whether this sender takes part; who was only named by an unproven mail does not."""
    return Exists(
        Participant.objects.filter(conversation=OuterRef(field), kind="email", value=sender, is_verified=True)
    )


def list_people(*conversations: Conversation) -> set[str]:
    """The mail addresses of everybody who takes part in any of these."""
    people = Participant.objects.filter(conversation__in=conversations, kind="email")
    return set(people.values_list("value", flat=True))


def takes_part(sender: str, conversations: QuerySet[Any, Any]) -> bool:
    """Whether this sender takes part in one of these conversations."""
    people = Participant.objects.filter(conversation__in=conversations, kind="email", value=sender, is_verified=True)
    return people.exists()


def _takes_part(row: Model) -> bool:
    return bool(getattr(row, "takes_part", False))
