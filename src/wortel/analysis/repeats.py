"""Who had to come back for the same thing?

Contacts of one customer about one reason form a chain: each next contact starts within the window (168 hours of
elapsed time, whatever the clock does) of the latest close so far. All channels count. A chain is judged only when
the window has passed since its last close; until then it is immature.

Do not use `fcr_chain` as one minus `repeat_rate`: the first counts chains, the second contacts.

Definition: DOMAIN.md 2.4; the windows in public use run from 7 to 14 days.

>>> from datetime import UTC, datetime
>>> def at(day, hour=10, minute=0): return datetime(2025, 9, day, hour, minute, tzinfo=UTC)
>>> def mail(key, moment):
...     return Contact(contact_id=key, customer="K1", channel="email", started_at=moment, ended_at=moment)
>>> chains = find_chains([mail("a", at(1)), mail("b", at(8)), mail("c", at(15, 10, 1))], as_of=at(30))
>>> [[contact.contact_id for contact in chain.contacts] for chain in chains]
[['a', 'b'], ['c']]
>>> tally = count_repeats(chains).total
>>> tally.fcr_chain.value, tally.repeats
(0.5, 1)
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

from wortel.analysis.facts import Contact, in_utc
from wortel.analysis.intervals import Estimate, estimate_share
from wortel.analysis.months import month_of

WINDOW = timedelta(hours=168)

type Route = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """The contacts of one customer about one reason, in order of start."""

    customer: str
    reason: str
    contacts: tuple[Contact, ...]
    closed_at: datetime
    is_mature: bool

    @property
    def first(self) -> Contact:
        return self.contacts[0]

    @property
    def repeats(self) -> tuple[Contact, ...]:
        return self.contacts[1:]

    @property
    def route(self) -> Route:
        """The channels in the order in which the customer tried them."""
        return tuple(contact.channel for contact in self.contacts)

    @property
    def is_single(self) -> bool:
        return len(self.contacts) == 1

    @property
    def is_strictly_single(self) -> bool:
        return self.is_single and not self.first.is_handed_on

    @property
    def is_cross_channel(self) -> bool:
        return len(set(self.route)) > 1


@dataclass(frozen=True, slots=True)
class Tally:
    """How many came back. Chains are mature chains; contacts and repeats follow their own month."""

    contacts: int = 0
    repeats: int = 0
    chains: int = 0
    singles: int = 0
    strict_singles: int = 0
    immature: int = 0

    @property
    def fcr_chain(self) -> Estimate:
        return estimate_share(self.singles, self.chains)

    @property
    def fcr_strict(self) -> Estimate:
        return estimate_share(self.strict_singles, self.chains)

    @property
    def repeat_rate(self) -> float | None:
        return self.repeats / self.contacts if self.contacts else None


@dataclass(frozen=True, slots=True)
class Repeats:
    """The tally over everything and per reason; a parent reason holds everything below it."""

    total: Tally
    by_reason: Mapping[str, Tally]


def find_chains(
    contacts: Iterable[Contact],
    *,
    as_of: datetime,
    window: timedelta = WINDOW,
    windows: Mapping[str, timedelta] | None = None,
    merges: Mapping[str, str] | None = None,
) -> list[Chain]:
    """Tie the counted contacts up to `as_of` into chains.

    `windows` overrides the window for a reason; `merges` says into whom a customer was merged.
    """
    as_of = in_utc(as_of)
    counted = [contact for contact in contacts if contact.is_counted and contact.started_at <= as_of]
    threads: defaultdict[tuple[str, str, str], list[Contact]] = defaultdict(list)
    whole = settle_merges(merges or {})
    for contact in counted:
        customer = whole.get(contact.customer, contact.customer)
        # Nobody is known, so nobody can be seen to return: the contact stands on its own.
        alone = "" if customer else contact.contact_id
        threads[customer, contact.reason, alone].append(contact)
    chains: list[Chain] = []
    for (customer, reason, _), thread in threads.items():
        chains += _split_thread(customer, reason, thread, as_of, (windows or {}).get(reason, window))
    return sorted(chains, key=lambda chain: (chain.first.started_at, chain.first.contact_id))


def find_silo_chains(contacts: Iterable[Contact], *, as_of: datetime, window: timedelta = WINDOW) -> list[Chain]:
    """The chains a channel would see if it knew nothing of the others: only to explain why that is wrong."""
    by_channel: defaultdict[str, list[Contact]] = defaultdict(list)
    for contact in contacts:
        by_channel[contact.channel].append(contact)
    return [chain for one in by_channel.values() for chain in find_chains(one, as_of=as_of, window=window)]


def settle_merges(merges: Mapping[str, str]) -> dict[str, str]:
    """Follow each merge to its end; a circle of merges becomes the customer whose name sorts first.

    >>> settle_merges({"K3b": "K3a", "K3a": "K3"})
    {'K3b': 'K3', 'K3a': 'K3'}
    """
    return {customer: _last_of(customer, merges) for customer in merges}


def count_repeats(
    chains: Iterable[Chain],
    *,
    month: str | None = None,
    zone: tzinfo = UTC,
    parents: Mapping[str, str] | None = None,
) -> Repeats:
    """Count a month, or everything: a chain in the month of its first contact, a contact in its own."""
    total = _Counting()
    by_reason: defaultdict[str, _Counting] = defaultdict(_Counting)
    for chain in chains:
        step = _count_chain(chain, month, zone)
        for counting in (total, *(by_reason[reason] for reason in with_parents(chain.reason, parents or {}))):
            counting.add(step)
    by_name = {reason: counting.tally() for reason, counting in sorted(by_reason.items())}
    return Repeats(total.tally(), {reason: tally for reason, tally in by_name.items() if tally != Tally()})


def count_routes(chains: Iterable[Chain]) -> Counter[Route]:
    """How often each path over the channels was walked, such as e-mail, e-mail, phone."""
    return Counter(chain.route for chain in chains)


def repeat_ids(chains: Iterable[Chain]) -> frozenset[str]:
    """The contacts that were repeats: second and later ones of their chain."""
    return frozenset(contact.contact_id for chain in chains for contact in chain.repeats)


def first_channels(chains: Iterable[Chain]) -> dict[str, str]:
    """For each contact the channel on which its chain began."""
    return {contact.contact_id: chain.first.channel for chain in chains for contact in chain.contacts}


def with_parents(reason: str, parents: Mapping[str, str]) -> Iterator[str]:
    """The reason itself and everything above it; a circle in the tree is walked once.

    >>> list(with_parents("late", {"late": "parcel", "parcel": "delivery"}))
    ['late', 'parcel', 'delivery']
    """
    seen = {""}
    yield reason
    seen.add(reason)
    while (reason := parents.get(reason, "")) not in seen:
        seen.add(reason)
        yield reason


def _split_thread(
    customer: str, reason: str, thread: list[Contact], as_of: datetime, window: timedelta
) -> Iterator[Chain]:
    current: list[Contact] = []
    closed_at = as_of
    for contact in sorted(thread, key=lambda contact: (contact.started_at, contact.contact_id)):
        if current and contact.started_at - closed_at > window:
            yield Chain(customer, reason, tuple(current), closed_at, as_of - closed_at >= window)
            current = []
        end = _close_of(contact, as_of)
        closed_at = max(closed_at, end) if current else end
        current.append(contact)
    yield Chain(customer, reason, tuple(current), closed_at, as_of - closed_at >= window)


def _close_of(contact: Contact, as_of: datetime) -> datetime:
    """A contact that is still going on has not closed before now; one that ends before it starts ends at its start."""
    return max(contact.started_at, as_of if contact.ended_at is None else contact.ended_at)


def _last_of(customer: str, merges: Mapping[str, str]) -> str:
    walked = [customer]
    while (into := merges.get(walked[-1])) is not None and into != walked[-1]:
        if into in walked:
            return min(walked[walked.index(into) :])
        walked.append(into)
    return walked[-1]


@dataclass(slots=True)
class _Counting:
    """A tally under construction."""

    numbers: Counter[str] = field(default_factory=Counter)

    def add(self, step: Mapping[str, int]) -> None:
        self.numbers.update(step)

    def tally(self) -> Tally:
        return Tally(**{name: count for name, count in self.numbers.items() if count})


def _count_chain(chain: Chain, month: str | None, zone: tzinfo) -> dict[str, int]:
    """What one chain adds to the tally of `month`."""
    inside = [month is None or month_of(contact.started_at, zone) == month for contact in chain.contacts]
    judged = inside[0] and chain.is_mature
    return {
        "contacts": sum(inside),
        "repeats": sum(inside[1:]),
        "chains": int(judged),
        "singles": int(judged and chain.is_single),
        "strict_singles": int(judged and chain.is_strictly_single),
        "immature": int(inside[0] and not chain.is_mature),
    }
