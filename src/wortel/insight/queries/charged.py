"""The ledger as people read it: who is charged what, in groups with their sums, and the statement to one owner."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from wortel.analysis.cost.ledger import CUSTOMER_SERVICE, NOT_CHARGED, TOTAL, UNASSIGNED, UNUSED_CAPACITY
from wortel.metrics.queries import MonthFigures
from wortel.problems.models import Budget, Problem, ProcessOwner
from wortel.problems.queries import Charge, list_charges
from wortel.reasons.models import Reason

type Kind = Literal["owner", "unassigned", "customer_service", "not_charged", "unused_capacity", "total"]

DECIDE_AFTER = timedelta(days=21)


@dataclass(frozen=True)
class Line:
    """One cause in a group."""

    code: str
    name: str
    contacts: int
    minutes: Decimal
    cents: int
    share: float = 1
    parts: Sequence["Line"] = ()

    @property
    def is_shared(self) -> bool:
        return self.share < 1


@dataclass(frozen=True)
class Group:
    """Everything that one party is charged; `owner` is who answers for it, if it is an owner."""

    kind: Kind
    name: str
    lines: Sequence[Line]
    owner: ProcessOwner | None = None

    @property
    def contacts(self) -> int:
        return sum(line.contacts for line in self.lines)

    @property
    def minutes(self) -> Decimal:
        return sum((line.minutes for line in self.lines), Decimal(0))

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)


@dataclass(frozen=True)
class Ledger:
    """A month: what is charged, what is not, what was not used, and what it all adds up to."""

    month: str
    charged: Sequence[Group]
    not_charged: Group
    unused: Group | None
    total: Line
    fees_cents: int
    budget: Budget | None
    owners: Sequence[Group] = field(default_factory=list)

    @property
    def charged_cents(self) -> int:
        return sum(group.cents for group in self.charged)

    @property
    def charged_minutes(self) -> Decimal:
        return sum((group.minutes for group in self.charged), Decimal(0))

    @property
    def charged_contacts(self) -> int:
        """Each contact once: a shared cause stands in full with each of its owners."""
        return self.total.contacts - self.not_charged.contacts

    @property
    def unused_cents(self) -> int:
        return self.unused.cents if self.unused else 0

    @property
    def reconciles(self) -> bool:
        return self.charged_cents + self.not_charged.cents + self.unused_cents == self.total.cents

    @property
    def decide_by(self) -> date:
        return decide_by(self.month)


def decide_by(month: str) -> date:
    """Until when somebody must say whose the unassigned contacts of a month are."""
    after = (date.fromisoformat(f"{month}-01") + timedelta(days=32)).replace(day=1)
    return after + DECIDE_AFTER


def read(month: MonthFigures) -> Ledger | None:
    """The kept ledger of the month, with the names that people know."""
    charges = list_charges(month.month)
    if not charges:
        return None
    names = _Names()
    groups = list(_groups(charges, names))
    by_kind = {group.kind: group for group in groups}
    return Ledger(
        month=month.month,
        charged=[group for group in groups if group.kind in ("owner", "unassigned", "customer_service")],
        not_charged=by_kind.get("not_charged", Group("not_charged", "", [])),
        unused=by_kind.get("unused_capacity"),
        total=by_kind["total"].lines[0],
        fees_cents=round(month.value("fees_eur") * 100),
        budget=Budget.objects.filter(month=month.month).first(),
        owners=[group for group in groups if group.kind == "owner"],
    )


class _Names:
    """The words behind the codes of a ledger."""

    def __init__(self) -> None:
        self.problems = {problem.code: problem.title for problem in Problem.objects.all()}
        self.reasons = {reason.code: reason.label for reason in Reason.objects.all()}
        self.owners = {owner.pk: owner for owner in ProcessOwner.objects.select_related("partner")}


def _groups(charges: Sequence[Charge], names: _Names) -> Iterator[Group]:
    # Lines of one owner stand together, in the order in which the owner is first named.
    by_party: dict[int | str, list[Charge]] = {}
    for charge in charges:
        by_party.setdefault(charge.key[0], []).append(charge)
    for party, lines in by_party.items():
        kind, owner = _kind(lines[0].charged_to), names.owners.get(party) if isinstance(party, int) else None
        named = [_line(kind, line, names) for line in lines]
        name = owner.name if owner else lines[0].charged_to
        yield Group(kind, name, [_together(named)] if kind == "customer_service" else named, owner)


def _together(lines: Sequence[Line]) -> Line:
    """What customer service is charged itself has one cause, whatever the reasons are."""
    return Line(
        code="",
        name=_("Own repeats on ordinary questions"),
        contacts=sum(line.contacts for line in lines),
        minutes=sum((line.minutes for line in lines), Decimal(0)),
        cents=sum(line.cents for line in lines),
        parts=lines,
    )


def _kind(charged_to: str) -> Kind:
    kinds: dict[str, Kind] = {
        UNASSIGNED: "unassigned",
        CUSTOMER_SERVICE: "customer_service",
        NOT_CHARGED: "not_charged",
        UNUSED_CAPACITY: "unused_capacity",
        TOTAL: "total",
    }
    return kinds.get(charged_to, "owner")


def _line(kind: Kind, line: Charge, names: _Names) -> Line:
    known = names.problems if kind == "owner" or line.line in names.problems else names.reasons
    name = known.get(line.line) or line.line or _("without a reason")
    return Line(line.line, name, line.contacts, line.minutes, line.cents, float(line.share))
