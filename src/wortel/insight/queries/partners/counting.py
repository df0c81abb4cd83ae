"""The kept figures of partners over one or more months, added up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from wortel.accounts.models import Agent, Role
from wortel.analysis.case_mix import Counted
from wortel.analysis.intervals import Estimate, estimate_share
from wortel.metrics import queries as metrics
from wortel.metrics.models import StoredFigure
from wortel.partners.models import Partner

COUNTS = ("partner_contacts", "partner_customers", "partner_tied", "partner_parcels", "partner_trouble")
MONEY = ("partner_eur",)
SHARES = ("partner_on_time", "partner_csat", "partner_friendliness")
CHAINS = "fcr_chain"
PER = 1_000

# A month, a region and a size: within one of these, parcels are taken to be alike.
type Stratum = tuple[str, str, str]


@dataclass(frozen=True)
class Span:
    """Some months in a row, by name."""

    months: tuple[str, ...]

    @classmethod
    def ending(cls, month: str, length: int) -> "Span":
        return cls(tuple(reversed([_months_before(month, back) for back in range(length)])))

    @classmethod
    def between(cls, first: str, last: str) -> "Span":
        months = [first]
        while months[-1] < last:
            months.append(_months_before(months[-1], -1))
        return cls(tuple(months))

    @property
    def first(self) -> date:
        return date.fromisoformat(f"{self.months[0]}-01")

    @property
    def last(self) -> date:
        return date.fromisoformat(f"{self.months[-1]}-01")


@dataclass
class Count:
    """Contacts, and euros where they are known."""

    contacts: int = 0
    cents: int = 0


@dataclass
class Tally:
    """One partner over a span. Customers who were hit in two months count in both."""

    partner: Partner
    contacts: int = 0
    customers: int = 0
    cents: int = 0
    parcels: int = 0
    tied: int = 0
    on_time: Counted = field(default_factory=Counted)
    csat: Counted = field(default_factory=Counted)
    friendliness: Counted = field(default_factory=Counted)
    reasons: dict[str, Count] = field(default_factory=dict)
    problems: dict[str, Count] = field(default_factory=dict)
    solved_at_once: dict[str, Counted] = field(default_factory=dict)
    mix: dict[Stratum, Counted] = field(default_factory=dict)

    @property
    def per_thousand(self) -> float | None:
        """Caused contacts for every 1,000 parcels."""
        return self.contacts / self.parcels * PER if self.parcels else None

    @property
    def cents_per_parcel(self) -> float | None:
        return self.cents / self.parcels if self.parcels else None

    @property
    def untied(self) -> int:
        """Contacts of which nobody knows about which parcel of this partner they were."""
        return max(self.contacts - self.tied, 0)

    def share(self, name: str) -> Estimate:
        counted: Counted = getattr(self, name)
        return estimate_share(counted.some, counted.n)


def find_partners(agent: Agent) -> list[Partner]:
    """The partners this person may see, by name: colleagues all, a partner itself."""
    known = Partner.objects.order_by("name")
    if agent.is_staff_member:
        return list(known)
    return list(known.filter(membership__agent=agent)) if agent.role == Role.PARTNER else []


def read_span(span: Span, partners: Iterable[Partner]) -> list[Tally]:
    """What these partners came to, in the order given."""
    tallies = {partner.name: Tally(partner) for partner in partners}
    chains: dict[str, Counted] = {}
    for row in metrics.list_figures(span.months, [*COUNTS, *MONEY, *SHARES, CHAINS]):
        if row.figure == CHAINS:
            if set(row.dims) == {"reason"}:
                chains[row.dims["reason"]] = chains.get(row.dims["reason"], Counted()) + _counted(row)
        elif tally := tallies.get(row.dims.get("partner", "")):
            _add(tally, row)
    for tally in tallies.values():
        tally.solved_at_once = {reason: chains.get(reason, Counted()) for reason in tally.reasons}
        tally.mix = {stratum: _within(counted) for stratum, counted in tally.mix.items()}
    return list(tallies.values())


def read_trend(span: Span, partner: Partner) -> list[tuple[str, float | None]]:
    """Caused contacts for every 1,000 parcels, month by month; a month that is not kept has none."""
    rows = metrics.list_figures(span.months, ["partner_rate"])
    rates = {row.month: row.value for row in rows if row.dims == {"partner": partner.name}}
    return [(month, rates.get(month)) for month in span.months]


def _add(tally: Tally, row: StoredFigure) -> None:
    dims, value = row.dims, row.value or 0
    match row.figure, frozenset(dims) - {"partner"}:
        case "partner_contacts", kinds if not kinds:
            tally.contacts += round(value)
        case "partner_contacts", kinds if kinds == {"reason"}:
            tally.reasons.setdefault(dims["reason"], Count()).contacts += round(value)
        case "partner_contacts", kinds if kinds == {"problem"}:
            tally.problems.setdefault(dims["problem"], Count()).contacts += round(value)
        case "partner_eur", kinds if not kinds:
            tally.cents += round(value * 100)
        case "partner_eur", kinds if kinds == {"problem", "owner"}:
            tally.problems.setdefault(dims["problem"], Count()).cents += round(value * 100)
        case "partner_customers", _:
            tally.customers += round(value)
        case "partner_tied", _:
            tally.tied += round(value)
        case "partner_parcels", kinds if not kinds:
            tally.parcels += round(value)
        case (("partner_parcels" | "partner_trouble"), kinds) if kinds == {"region", "size"}:
            key = (row.month, dims["region"], dims["size"])
            more = Counted(0, round(value)) if row.figure == "partner_parcels" else Counted(round(value), 0)
            tally.mix[key] = tally.mix.get(key, Counted()) + more
        case (("partner_on_time" | "partner_csat" | "partner_friendliness"), _):
            name = row.figure.removeprefix("partner_")
            setattr(tally, name, getattr(tally, name) + _counted(row))
        case _:
            pass


def _counted(row: StoredFigure) -> Counted:
    n = row.n or 0
    return Counted(round((row.value or 0) * n), n)


def _within(counted: Counted) -> Counted:
    """Trouble about a parcel of the month before may find fewer parcels this month than it has cases."""
    return Counted(min(counted.some, counted.n), counted.n)


def together(tallies: Sequence[Tally]) -> Mapping[Stratum, Counted]:
    whole: dict[Stratum, Counted] = {}
    for tally in tallies:
        for stratum, counted in tally.mix.items():
            whole[stratum] = whole.get(stratum, Counted()) + counted
    return whole


def _months_before(month: str, back: int) -> str:
    first = date.fromisoformat(f"{month}-01")
    number = first.year * 12 + first.month - 1 - back
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def whole_year(month: str) -> Span:
    """The twelve months up to this one."""
    return Span.ending(month, 12)


def days_of(span: Span) -> tuple[date, date]:
    """The first day, and the first day after."""
    return span.first, (span.last + timedelta(days=32)).replace(day=1)
