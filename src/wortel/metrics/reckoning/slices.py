"""The counts of a month as values, and the part of them that belongs to one reason, channel or quadrant. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from wortel.analysis.cost import Budget, Part, Pile, find_quadrant, rest_of, share_of
from wortel.analysis.repeats import with_parents

type Rows = Sequence[Mapping[str, Any]]
type Dims = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Contacts that are alike in everything a figure asks of them."""

    reason: str
    channel: str
    problem: str
    is_repeat: bool
    is_failure: bool
    is_launch: bool
    is_split: bool
    contacts: int
    pile: Pile
    talked: Fraction
    waited: int
    without_minutes: int
    without_fee: int
    without_rate: int
    lacking: int
    means: Mapping[str, int]

    @property
    def is_avoidable(self) -> bool:
        return self.is_failure or self.is_repeat


@dataclass(frozen=True, slots=True)
class Divided:
    """Contacts of which one of the causes has the same part; `pile` is what they took whole."""

    reason: str
    is_repeat: bool
    is_failure: bool
    parts: Sequence[Part]
    pile: Pile


@dataclass(frozen=True, slots=True)
class Chains:
    """Chains of one reason that can be judged."""

    reason: str
    chains: int
    singles: int
    strict_singles: int


@dataclass(frozen=True, slots=True)
class Scores:
    """How often one score was given to one question."""

    reason: str
    question: str
    score: int
    answers: int
    hollow: int


@dataclass(frozen=True, slots=True)
class Slice:
    """What one figure is made of."""

    kinds: Sequence[Kind]
    chains: Sequence[Chains]
    answers: Sequence[Scores]
    calls: Mapping[str, int]
    orders: int

    @property
    def contacts(self) -> int:
        return sum(kind.contacts for kind in self.kinds)

    @property
    def pile(self) -> Pile:
        return sum((kind.pile for kind in self.kinds), Pile())

    def scores(self, question: str) -> list[int]:
        """Every answer to the question."""
        counts = Counter[int]()
        for row in self.answers:
            if row.question == question:
                counts[row.score] += row.answers
        return sorted(counts.elements())


@dataclass(frozen=True, slots=True)
class Month:
    """Everything that was counted of a month."""

    whole: Slice
    parents: Mapping[str, str]
    quadrants: Mapping[str, str]
    budget: Budget | None
    owners: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    divided: Sequence[Divided] = ()

    def above(self, reason: str) -> Iterator[str]:
        return with_parents(reason, self.parents)


def read_month(tables: Mapping[str, Rows]) -> Month:
    """Make values of the rows that the expressions gave."""
    budget = next((_budget(row) for row in tables["budget"]), None)
    owners: defaultdict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in tables["owners"]:
        owners[row["problem"]][row["owner"]] = Decimal(row["share"])
    whole = Slice(
        kinds=[_kind(row, budget) for row in tables["contacts"]],
        chains=[Chains(**row) for row in tables["chains"]],
        answers=[Scores(**row) for row in tables["scores"]],
        calls=dict(tables["calls"][0]),
        orders=tables["orders"][0]["orders"],
    )
    parents = {row["reason"]: row["parent"] for row in tables["reasons"]}
    signs = {row["reason"]: (row["customer_sign"], row["company_sign"]) for row in tables["reasons"]}
    quadrants = {reason: found for reason, pair in signs.items() if (found := find_quadrant(*pair))}
    return Month(whole, parents, quadrants, budget, dict(owners), [_divided(row, budget) for row in tables["parts"]])


def slices(month: Month, dims: Sequence[str]) -> Iterator[tuple[Dims, Slice]]:
    """Each part of the month along these dimensions; a parent reason holds everything below it."""
    if not dims:
        yield (), month.whole
        return
    kinds = _grouped(month, dims, month.whole.kinds)
    chains = _grouped(month, dims, month.whole.chains)
    answers = _grouped(month, dims, month.whole.answers)
    for key in sorted(kinds.keys() | chains.keys() | answers.keys()):
        part = replace(month.whole, kinds=kinds.get(key, ()), chains=chains.get(key, ()), answers=answers.get(key, ()))
        yield tuple(zip(dims, key, strict=True)), part


def _grouped[Row: (Kind, Chains, Scores)](
    month: Month, dims: Sequence[str], rows: Iterable[Row]
) -> dict[tuple[str, ...], list[Row]]:
    groups: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        for key in _keys(month, dims, row):
            groups[key].append(row)
    return dict(groups)


def _keys(month: Month, dims: Sequence[str], row: Kind | Chains | Scores) -> Iterator[tuple[str, ...]]:
    if list(dims) == ["quadrant"]:
        quadrant = month.quadrants.get(row.reason)
        yield from [(quadrant,)] if quadrant else []
        return
    channel = row.channel if isinstance(row, Kind) else None
    if "channel" in dims and channel is None:
        return
    for reason in month.above(row.reason) if "reason" in dims else [""]:
        yield tuple(reason if dim == "reason" else channel or "" for dim in dims)


def _kind(row: Mapping[str, Any], budget: Budget | None) -> Kind:
    price = _price(row, budget)
    names = ("knowledge", "customer_data", "product_info", "case_status", "mandate")
    return Kind(
        reason=row["reason"],
        channel=row["channel"],
        problem=row["problem"],
        is_repeat=row["is_repeat"],
        is_failure=row["is_failure"],
        is_launch=row["is_launch"],
        is_split=row["is_split"],
        contacts=row["contacts"],
        pile=_pile(row, price),
        talked=Fraction(row["talked"]),
        waited=int(row["waited"]),
        without_minutes=row["without_minutes"],
        without_fee=row["without_fee"],
        without_rate=row["contacts"] if price is None else 0,
        lacking=row["lacking"],
        means={name: row[name] for name in names},
    )


def _divided(row: Mapping[str, Any], budget: Budget | None) -> Divided:
    """The part of this cause; what all causes leave over goes with the main one, so that it goes once."""
    claim = Fraction(row["claim"])
    own = Part(row["problem"], share_of(Fraction(row["share"]), claim), row["is_main"], row["is_launch"])
    rest = rest_of(claim) if own.is_main else []
    return Divided(row["reason"], row["is_repeat"], row["is_failure"], [own, *rest], _pile(row, _price(row, budget)))


def _price(row: Mapping[str, Any], budget: Budget | None) -> Fraction | None:
    if row["rate"] is not None:
        return Fraction(row["rate"])
    return budget.eur_per_minute if budget else None


def _pile(row: Mapping[str, Any], price: Fraction | None) -> Pile:
    minutes = Fraction(row["minutes"])
    return Pile(row["contacts"], minutes, minutes * (price or Fraction(0)), Fraction(row["fees"]))


def _budget(row: Mapping[str, Any]) -> Budget:
    return Budget(Decimal(row["cost_eur"]), Decimal(row["practical_minutes"]))
