"""Which causes does this contact have, and for which part?"""

from collections.abc import Iterable
from decimal import Decimal

from wortel.contacts.models import Contact
from wortel.problems.models import Flag, Match, Problem

WHOLE = Decimal(1)


def list_links(contact: Contact) -> list[Flag]:
    """Causes first, the largest part on top; then what is alike and what is suspected."""
    order = list(Flag.Kind.values)
    links = Flag.objects.filter(contact=contact).select_related("problem", "agent")
    return sorted(links, key=lambda flag: (order.index(flag.kind), -flag.share, flag.pk))


def find_matched(contact: Contact) -> Problem | None:
    """The problem a rule counts it to, where nobody said what caused it."""
    if Flag.objects.filter(contact=contact, kind=Flag.Kind.CAUSE).exists():
        return None
    match = Match.objects.filter(contact=contact).select_related("problem").first()
    return match.problem if match else None


def share_left(contact: Contact, besides: Iterable[int] = ()) -> Decimal:
    """The part of the contact that no cause has yet, leaving out these links."""
    causes = Flag.objects.filter(contact=contact, kind=Flag.Kind.CAUSE).exclude(pk__in=list(besides))
    return max(WHOLE - sum((flag.share for flag in causes), Decimal(0)), Decimal(0))


def list_linkable(contact: Contact) -> list[Problem]:
    """Open problems it has no link with yet, the latest first."""
    linked = Flag.objects.filter(contact=contact).values("problem")
    return list(Problem.objects.open().exclude(pk__in=linked).order_by("-opened_at")[:200])
