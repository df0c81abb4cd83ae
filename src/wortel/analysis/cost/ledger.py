"""Who is charged what, so that it adds up to the cent?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from decimal import Decimal
from fractions import Fraction

from wortel.analysis.cost.parts import Part, split_causes
from wortel.analysis.cost.prices import Budget, Prices, Warned, known_or_zero, round_half_up
from wortel.analysis.cost.problems import Problem, find_problem
from wortel.analysis.facts import Contact
from wortel.analysis.months import day_of, month_of
from wortel.analysis.repeats import Chain, first_channels, repeat_ids, with_parents

UNASSIGNED = "unassigned"
CUSTOMER_SERVICE = "customer_service"
NOT_CHARGED = "not_charged"
UNUSED_CAPACITY = "unused_capacity"
TOTAL = "total"
FIRST_ON_VALUE = "first contacts on value demand"
BUDGET_AND_FEES = "budget and fees"

type Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Priced:
    """A counted contact with what it cost, and which part of it each of its causes has."""

    contact: Contact
    minutes: Fraction
    labour: Fraction
    fee: Fraction
    parts: tuple[Part, ...]
    is_failure: bool
    is_repeat: bool

    @property
    def eur(self) -> Fraction:
        return self.labour + self.fee

    @property
    def is_avoidable(self) -> bool:
        """Failure demand, and every return on value demand: each contact once, linked to a problem or not."""
        return self.is_failure or self.is_repeat


@dataclass(frozen=True, slots=True)
class Pile:
    """Contacts that are charged together: how many they are and what they took."""

    contacts: int = 0
    minutes: Fraction = Fraction(0)
    labour: Fraction = Fraction(0)
    fees: Fraction = Fraction(0)

    @property
    def eur(self) -> Fraction:
        return self.labour + self.fees

    def __add__(self, other: "Pile") -> "Pile":
        return Pile(
            self.contacts + other.contacts,
            self.minutes + other.minutes,
            self.labour + other.labour,
            self.fees + other.fees,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger. `share` is what the owner answers for; contacts are always counted in full."""

    charged_to: str
    line: str
    contacts: int
    minutes: Fraction
    eur: Decimal
    share: Fraction = Fraction(1)

    def as_json(self) -> dict[str, object]:
        return {
            "charged_to": self.charged_to,
            "line": self.line,
            "contacts": self.contacts,
            "minutes": float(self.minutes),
            "eur": float(self.eur),
            "share": float(self.share),
        }


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines of a month, total last, and what was missing while drawing it up."""

    lines: tuple[Line, ...]
    warnings: Mapping[Warned, int]

    @property
    def total(self) -> Line:
        return self.lines[-1]

    def charged_to(self, name: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.charged_to == name)


def price_contacts(
    chains: Sequence[Chain],
    *,
    month: str,
    zone: tzinfo,
    prices: Prices,
    problems: Iterable[Problem],
    failure: frozenset[str],
    parents: Mapping[str, str] | None = None,
) -> tuple[list[Priced], Counter[Warned]]:
    """Price every counted contact that started in `month`; `failure` names the reasons that are failure demand.

    The chains cover all months: a contact can be a repeat of one in the month before.
    """
    known = list(problems)
    by_code = {one.code: one for one in known}
    repeats, begun, warnings = repeat_ids(chains), first_channels(chains), Counter[Warned]()
    priced: list[Priced] = []
    for chain in chains:
        above = tuple(with_parents(chain.reason, parents or {}))
        for contact in chain.contacts:
            if month_of(contact.started_at, zone) != month:
                continue
            minutes, labour, fee = _cost_of(contact, zone, prices, warnings)
            causes = _causes_of(contact, above, begun[contact.contact_id], known)
            parts = tuple(_in_launch(one, by_code, day_of(contact.started_at, zone)) for one in split_causes(causes))
            is_repeat, is_failure = contact.contact_id in repeats, chain.reason in failure
            priced.append(Priced(contact, minutes, labour, fee, parts, is_failure, is_repeat))
    return priced, warnings


def draw_ledger(
    priced: Iterable[Priced],
    *,
    problems: Iterable[Problem],
    budget: Budget | None,
    warnings: Mapping[Warned, int] | None = None,
) -> Ledger:
    """Charge every priced contact once; without a budget there is no unused capacity and the total is the contacts."""
    piles: defaultdict[Place, Pile] = defaultdict(Pile)
    contacts = 0
    for one in priced:
        contacts += 1
        for part in one.parts:
            pile = Pile(1, one.minutes, one.labour, one.fee)
            place, charged = charge_part(
                part, pile, one.contact.reason, is_failure=one.is_failure, is_repeat=one.is_repeat
            )
            piles[place] += charged
    return close_ledger(piles, contacts=contacts, problems=problems, budget=budget, warnings=warnings)


def charge_part(part: Part, pile: Pile, reason: str, *, is_failure: bool, is_repeat: bool) -> tuple[Place, Pile]:
    """Where the part of a cause goes, and what of the pile goes there.

    A contact stands in full with everybody who is charged a part of it; among what nobody is charged it stands only
    when its main cause does, so that each contact is charged or not.
    """
    place = find_place(reason, part.problem, is_failure=is_failure, is_repeat=is_repeat, is_launch=part.is_launch)
    contacts = 0 if place[0] == NOT_CHARGED and not part.is_main else pile.contacts
    return place, Pile(contacts, pile.minutes * part.share, pile.labour * part.share, pile.fees * part.share)


def find_place(reason: str, problem: str, *, is_failure: bool, is_repeat: bool, is_launch: bool = False) -> Place:
    """To which pile a contact goes: its problem, else what kind of demand it was."""
    if problem and is_launch:
        return NOT_CHARGED, problem
    if problem:
        return "problem", problem
    if is_failure:
        return UNASSIGNED, reason
    if is_repeat:
        return CUSTOMER_SERVICE, reason
    return NOT_CHARGED, FIRST_ON_VALUE


def close_ledger(
    piles: Mapping[Place, Pile],
    *,
    contacts: int,
    problems: Iterable[Problem],
    budget: Budget | None,
    warnings: Mapping[Warned, int] | None = None,
) -> Ledger:
    """Charge piles that are already added up, as a database does that, of so many contacts in all."""
    by_code = {problem.code: problem for problem in problems}
    lines = [line for place in sorted(piles, key=_reading_order) for line in _lines_of(place, piles[place], by_code)]
    everything = replace(sum(piles.values(), Pile()), contacts=contacts)
    return Ledger((*lines, *_closing_lines(everything, lines, budget)), dict(warnings or {}))


def to_cents(amount: Fraction) -> Decimal:
    """Euros rounded to the cent, half a cent away from zero.

    >>> to_cents(Fraction(1, 200)), to_cents(Fraction(-1, 200)), to_cents(Fraction(1, 3))
    (Decimal('0.01'), Decimal('-0.01'), Decimal('0.33'))
    """
    return (Decimal(round_half_up(amount * 100)) / 100).quantize(Decimal("0.01"))


def _causes_of(
    contact: Contact, above: Sequence[str], first_channel: str, known: Sequence[Problem]
) -> Sequence[tuple[str, Decimal]]:
    """What somebody said caused it goes before a rule; nothing at all is one whole part without a cause."""
    return contact.causes or [(find_problem(contact.problem, above, first_channel, known), Decimal(1))]


def _in_launch(part: Part, problems: Mapping[str, Problem], day: date) -> Part:
    return replace(part, is_launch=part.problem in problems and problems[part.problem].is_launching(day))


def _cost_of(
    contact: Contact, zone: tzinfo, prices: Prices, warnings: Counter[Warned]
) -> tuple[Fraction, Fraction, Fraction]:
    day = day_of(contact.started_at, zone)
    if contact.minutes is None:
        standard = prices.minutes.on((contact.reason, contact.channel), day)
        minutes = known_or_zero(standard, "no minutes", warnings)
    else:
        minutes = prices.worked(contact.minutes, contact.channel, contact.team, day, contact.chats_at_once)
    labour = minutes * known_or_zero(prices.rate(contact.team, day), "no rate", warnings)
    behind = [(Fraction(spent), Fraction(rate)) for spent, rate in contact.work_behind]
    minutes += sum((spent for spent, _ in behind), Fraction(0))
    labour += sum((spent * rate for spent, rate in behind), Fraction(0))
    return minutes, labour, known_or_zero(prices.fees.on(contact.channel, day), "no fee", warnings)


def _reading_order(place: Place) -> tuple[int, bytes]:
    return ("problem", UNASSIGNED, CUSTOMER_SERVICE, NOT_CHARGED).index(place[0]), place[1].encode()


def _lines_of(place: Place, pile: Pile, problems: Mapping[str, Problem]) -> list[Line]:
    kind, name = place
    if kind != "problem":
        return [Line(kind, name, pile.contacts, pile.minutes, to_cents(pile.eur))]
    shares = problems[name].shares if name in problems else {}
    rest = 1 - sum(shares.values(), Fraction(0))
    if rest:
        # What no owner answers for is nobody's yet; leaving it out would leave the ledger open.
        shares = {**shares, UNASSIGNED: rest}
    last = max((owner for owner in shares if owner != UNASSIGNED), default="")
    amounts = split_to_cents(pile.eur, shares, last=last)
    return [
        Line(owner, name, pile.contacts, pile.minutes * share, amounts[owner], share) for owner, share in shares.items()
    ]


def split_to_cents(eur: Fraction, shares: Mapping[str, Fraction], *, last: str) -> dict[str, Decimal]:
    """Split an amount by shares in whole cents; `last` takes the rounding difference.

    >>> third = Fraction(1, 3)
    >>> split_to_cents(Fraction(10), {"A": third, "B": third, "C": third}, last="C")
    {'A': Decimal('3.33'), 'B': Decimal('3.33'), 'C': Decimal('3.34')}
    """
    amounts = {owner: to_cents(eur * share) for owner, share in shares.items()}
    difference = to_cents(eur * sum(shares.values(), Fraction(0))) - sum(amounts.values(), Decimal(0))
    if last in amounts:
        amounts[last] += difference
    return amounts


def _closing_lines(everything: Pile, lines: list[Line], budget: Budget | None) -> list[Line]:
    """Unused capacity is what the budget paid for beyond the lines above, so that nothing is left over."""
    charged = sum((line.eur for line in lines), Decimal(0))
    if budget is None:
        return [Line(TOTAL, BUDGET_AND_FEES, everything.contacts, everything.minutes, charged)]
    total = to_cents(Fraction(budget.cost_eur) + everything.fees)
    practical = Fraction(budget.practical_minutes)
    return [
        Line(UNUSED_CAPACITY, "", 0, practical - everything.minutes, total - charged),
        Line(TOTAL, BUDGET_AND_FEES, everything.contacts, practical, total),
    ]
