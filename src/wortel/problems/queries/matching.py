"""Which contacts does a rule count to its problem?

A contact's own problem wins over a rule, and of several rules the problem whose code comes first in bytes.
"""

from collections.abc import Iterable
from datetime import timedelta

from wortel.accounts.queries import find_organisation
from wortel.analysis.facts import Contact as Fact
from wortel.analysis.repeats import find_chains, first_channels
from wortel.contacts.models import Contact
from wortel.customers import queries as customers
from wortel.problems.models import Flag, Rule
from wortel.problems.queries.proposing import find_standing
from wortel.reasons.queries import list_below


def find_matches() -> dict[int, int]:
    """The problem of each contact that some rule speaks for."""
    rules = sorted(Rule.objects.select_related("problem"), key=lambda rule: rule.problem.code.encode())
    said = set(Flag.objects.filter(kind=Flag.Kind.CAUSE).values_list("contact", flat=True)) if rules else set()
    matches: dict[int, int] = {}
    for rule in rules:
        problem = find_standing(rule.problem)
        for contact in _list_matching(rule):
            if contact not in said:
                matches.setdefault(contact, problem.pk)
    return matches


def _list_matching(rule: Rule) -> Iterable[int]:
    reasons = list_below([rule.reason_id])
    counted = Contact.objects.counted().filter(given_reason__reason__in=reasons)
    if not rule.not_first_channel:
        return counted.values_list("pk", flat=True)
    told = counted.select_related("given_reason__reason").only(
        "channel", "started_at", "ended_at", "customer", "given_reason__reason__code"
    )
    return _list_not_begun_on(rule.not_first_channel, [_fact(contact) for contact in told])


def _fact(contact: Contact) -> Fact:
    return Fact(
        contact_id=str(contact.pk),
        channel=contact.channel,
        started_at=contact.started_at,
        ended_at=contact.ended_at,
        customer=str(contact.customer_id or ""),
        reason=contact.given_reason.reason.code,
    )


def _list_not_begun_on(channel: str, facts: list[Fact]) -> list[int]:
    """The contacts whose chain began elsewhere."""
    if not facts:
        return []
    window = timedelta(hours=find_organisation().repeat_window_hours)
    merges = {str(merged): str(standing) for merged, standing in customers.list_standings().items()}
    chains = find_chains(facts, as_of=max(fact.started_at for fact in facts), window=window, merges=merges)
    return [int(contact) for contact, begun in first_channels(chains).items() if begun != channel]
