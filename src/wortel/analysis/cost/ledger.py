"""Who is charged what, so that it adds up to the cent?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from wortel.analysis.cost.prices import Budget, Prices, Warned, known_or_zero
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


@dataclass(frozen=True, slots=True)
class Priced:
    """A counted contact with what it cost and what it is part of."""

    contact: Contact
    minutes: Fraction
    labour: Fraction
    fee: Fraction
    problem: str
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
    repeats, begun, warnings = repeat_ids(chains), first_channels(chains), Counter[Warned]()
    priced: list[Priced] = []
    for chain in chains:
        above = tuple(with_parents(chain.reason, parents or {}))
        for contact in chain.contacts:
            if month_of(contact.started_at, zone) != month:
                continue
            minutes, labour, fee = _cost_of(contact, zone, prices, warnings)
            problem = find_problem(contact.problem, above, begun[contact.contact_id], known)
            is_repeat = contact.contact_id in repeats
            priced.append(Priced(contact, minutes, labour, fee, problem, chain.reason in failure, is_repeat))
    return priced, warnings


def draw_ledger(
    priced: Iterable[Priced],
    *,
    problems: Iterable[Problem],
    budget: Budget | None,
    warnings: Mapping[Warned, int] | None = None,
) -> Ledger:
    """Charge every priced contact once; without a budget there is no unused capacity and the total is the contacts."""
    everything = list(priced)
    piles: defaultdict[tuple[str, str], list[Priced]] = defaultdict(list)
    for one in everything:
        piles[_pile_of(one)].append(one)
    by_code = {problem.code: problem for problem in problems}
    lines = [line for pile in sorted(piles, key=_reading_order) for line in _lines_of(pile, piles[pile], by_code)]
    return Ledger((*lines, *_closing_lines(everything, lines, budget)), dict(warnings or {}))


def to_cents(amount: Fraction) -> Decimal:
    """Euros rounded to the cent, half a cent away from zero.

    >>> to_cents(Fraction(1, 200)), to_cents(Fraction(-1, 200)), to_cents(Fraction(1, 3))
    (Decimal('0.01'), Decimal('-0.01'), Decimal('0.33'))
    """
    doubled = abs(amount) * 200
    cents = (doubled.numerator // doubled.denominator + 1) // 2
    return (Decimal(cents) / 100 * (-1 if amount < 0 else 1)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _cost_of(
    contact: Contact, zone: tzinfo, prices: Prices, warnings: Counter[Warned]
) -> tuple[Fraction, Fraction, Fraction]:
    day = day_of(contact.started_at, zone)
    if contact.minutes is None:
        standard = prices.minutes.on((contact.reason, contact.channel), day)
        minutes = known_or_zero(standard, "no minutes", warnings)
    else:
        minutes = Fraction(contact.minutes)
    labour = minutes * known_or_zero(prices.rate(contact.team, day), "no rate", warnings)
    return minutes, labour, known_or_zero(prices.fees.on(contact.channel, day), "no fee", warnings)


def _pile_of(one: Priced) -> tuple[str, str]:
    """To which pile a contact goes: its problem, else what kind of demand it was."""
    if one.problem:
        return "problem", one.problem
    if one.is_failure:
        return UNASSIGNED, one.contact.reason
    if one.is_repeat:
        return CUSTOMER_SERVICE, one.contact.reason
    return NOT_CHARGED, FIRST_ON_VALUE


def _reading_order(pile: tuple[str, str]) -> tuple[int, bytes]:
    return ("problem", UNASSIGNED, CUSTOMER_SERVICE, NOT_CHARGED).index(pile[0]), pile[1].encode()


def _lines_of(pile: tuple[str, str], contacts: list[Priced], problems: Mapping[str, Problem]) -> list[Line]:
    kind, name = pile
    minutes = sum((one.minutes for one in contacts), Fraction(0))
    eur = sum((one.eur for one in contacts), Fraction(0))
    if kind != "problem":
        return [Line(kind, name, len(contacts), minutes, to_cents(eur))]
    shares = problems[name].shares if name in problems else {}
    rest = 1 - sum(shares.values(), Fraction(0))
    if rest:
        # What no owner answers for is nobody's yet; leaving it out would leave the ledger open.
        shares = {**shares, UNASSIGNED: rest}
    amounts = split_to_cents(eur, shares, last=max((owner for owner in shares if owner != UNASSIGNED), default=""))
    return [Line(owner, name, len(contacts), minutes * share, amounts[owner], share) for owner, share in shares.items()]


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


def _closing_lines(everything: list[Priced], lines: list[Line], budget: Budget | None) -> list[Line]:
    """Unused capacity is what the budget paid for beyond the lines above, so that nothing is left over."""
    minutes = sum((one.minutes for one in everything), Fraction(0))
    fees = sum((one.fee for one in everything), Fraction(0))
    charged = sum((line.eur for line in lines), Decimal(0))
    if budget is None:
        return [Line(TOTAL, BUDGET_AND_FEES, len(everything), minutes, charged)]
    total = to_cents(Fraction(budget.cost_eur) + fees)
    practical = Fraction(budget.practical_minutes)
    return [
        Line(UNUSED_CAPACITY, "", 0, practical - minutes, total - charged),
        Line(TOTAL, BUDGET_AND_FEES, len(everything), practical, total),
    ]
