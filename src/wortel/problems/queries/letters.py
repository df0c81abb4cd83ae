"""The letter of a month to one owner: what happened, what it cost, and how to say that it is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wortel.accounts.models import Organisation
from wortel.accounts.queries import find_organisation
from wortel.channels.models import Mailbox
from wortel.metrics import queries as metrics
from wortel.orders.models import Order, Parcel
from wortel.problems.models import (
    Accountable,
    Effect,
    OwnerAnswer,
    Posting,
    Problem,
    ProcessOwner,
    Stage,
    Statement,
    Verdict,
)
from wortel.problems.queries.asking import find_on_duty
from wortel.problems.queries.charging import as_charge, find_closing, list_corrections, list_due, list_standing
from wortel.problems.queries.evidence import month_of
from wortel.problems.queries.shown import month_words
from wortel.problems.queries.stages import find_stage
from wortel.problems.queries.weeks import today
from wortel.problems.rules.charging import Charge
from wortel.problems.rules.statements import may_wink, split_figures
from wortel.ui import numbers


@dataclass(frozen=True)
class LetterLine:
    """One cause and what it cost this owner."""

    name: str
    contacts: int
    cents: int
    minutes: Decimal = Decimal(0)
    share: Decimal = Decimal(1)
    problem: Problem | None = None

    @property
    def is_shared(self) -> bool:
        return self.share < 1


@dataclass(frozen=True)
class Letter:
    """Everything a letter says, on paper, on a screen and in a mail alike."""

    organisation: Organisation
    owner: ProcessOwner
    month: str
    month_name: str
    person: Accountable | None
    customers: int
    lines: Sequence[LetterLine]
    stage: Stage.Kind
    has_wink: bool
    per_cents: float | None
    is_per_parcel: bool
    thanks: str
    statement: Statement | None = None
    corrections: Sequence[Posting] = field(default_factory=list)

    @property
    def contacts(self) -> int:
        return sum(line.contacts for line in self.lines)

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)

    @property
    def minutes(self) -> Decimal:
        return sum((line.minutes for line in self.lines), Decimal(0))

    @property
    def figures(self) -> list[LetterLine]:
        """Three lines at most, dearest first, the last of them the sum."""
        told, rest = split_figures(self.lines)
        shown = list(told)
        if rest:
            words = ngettext("%(n)s other cause", "%(n)s other causes", len(rest)) % {"n": numbers.number(len(rest))}
            shown.append(LetterLine(words, sum(one.contacts for one in rest), sum(one.cents for one in rest)))
        return shown

    @property
    def full_month(self) -> str:
        return numbers.month(date.fromisoformat(f"{self.month}-01"))

    @property
    def booking(self) -> str:
        """What happens with the amount, where something does."""
        if self.stage == Stage.Kind.SHADOW:
            return _("This is a shadow invoice: nothing is booked.")
        if self.stage != Stage.Kind.BOOKING:
            return ""
        if self.owner.cost_centre:
            return _("We book this on cost centre %(centre)s.") % {"centre": self.owner.cost_centre}
        return _("We book this on your cost centre.")

    @property
    def objecting(self) -> str:
        """How to say that something is wrong."""
        until = self.statement.object_until if self.statement else None
        if until:
            return _("Is something not right? Tell us by %(day)s, then we look at 20 conversations together.") % {
                "day": numbers.short_day(until)
            }
        return _("Is something not right? Tell us within 10 working days, then we look at 20 conversations together.")


def find_statement(owner: ProcessOwner, month: str) -> Statement | None:
    return Statement.objects.filter(owner=owner, month=month).select_related("owner", "person", "link").first()


def list_statements(month: str) -> list[Statement]:
    found = Statement.objects.filter(month=month).select_related("owner__partner", "person", "link")
    return list(found.order_by("owner__name"))


def write_letter(owner: ProcessOwner, month: str, now: datetime) -> Letter:
    """The letter as it stands: by the entries when the month is closed, else by what was last counted."""
    statement, first = find_statement(owner, month), date.fromisoformat(f"{month}-01")
    lines = _lines(owner, month)
    stage = Stage.Kind(statement.stage) if statement and statement.stage else find_stage(owner)
    organisation, cents = find_organisation(), sum(line.cents for line in lines)
    per, is_parcel = _per(owner, month, cents)
    return Letter(
        organisation=organisation,
        owner=owner,
        month=month,
        month_name=month_words(first, now),
        person=(statement.person if statement else None) or find_on_duty(owner, today(now)),
        customers=statement.customers if statement else count_customers(owner, month),
        lines=lines,
        stage=stage,
        has_wink=may_wink(stage, shop_winks=organisation.has_wink, owner_likes_it=owner.likes_wink),
        per_cents=per,
        is_per_parcel=is_parcel,
        thanks=_thanks(owner, lines),
        statement=statement,
        corrections=_corrections(owner, month),
    )


def list_charges(month: str) -> list[Charge]:
    """What a month charges: the entries that stand, else what was last counted."""
    if find_closing(month):
        return [as_charge(one) for one in list_standing(month)]
    return list_due(month)


def count_customers(owner: ProcessOwner, month: str) -> int:
    figures = metrics.read_month(month)
    return round(figures.value("customers", charged_to=owner.name)) if figures else 0


def _lines(owner: ProcessOwner, month: str) -> list[LetterLine]:
    charges = [one for one in list_charges(month) if one.owner == owner.pk and (one.contacts or one.cents)]
    problems = {one.code: one for one in Problem.objects.filter(code__in=[one.line for one in charges])}
    lines = [
        LetterLine(
            name=problems[one.line].title if one.line in problems else one.line,
            contacts=one.contacts,
            cents=one.cents,
            minutes=one.minutes,
            share=one.share,
            problem=problems.get(one.line),
        )
        for one in charges
    ]
    return sorted(lines, key=lambda line: -line.cents)


def _per(owner: ProcessOwner, month: str, cents: int) -> tuple[float | None, bool]:
    """What it is on each parcel that a carrier brought, else on each order."""
    period = month_of(date.fromisoformat(f"{month}-01"))
    if owner.partner_id is not None:
        sent = Parcel.objects.filter(period.holds("order__placed_at"), carrier=owner.partner_id).count()
        if sent:
            return cents / sent, True
    orders = Order.objects.filter(period.holds("placed_at")).count()
    return (cents / orders if orders else None), False


def _corrections(owner: ProcessOwner, month: str) -> list[Posting]:
    return [one for one in list_corrections(month) if any(entry.owner_id == owner.pk for entry in one.entries.all())]


def _thanks(owner: ProcessOwner, lines: Sequence[LetterLine]) -> str:
    """One thank-you, for what the owner did or said they will do; without either, for reading this."""
    problems = [line.problem for line in lines if line.problem]
    works = Effect.objects.filter(
        fix__problem__in=problems, fix__withdrawn_at=None, verdict=Verdict.WORKS, is_final=True
    )
    if works.exists():
        return _("What you changed works: fewer customers had to contact us. Thank you.")
    said = OwnerAnswer.objects.filter(owner=owner, problem__in=problems).order_by("-at", "-pk").first()
    if said is None or said.kind == OwnerAnswer.Kind.NOT_MINE:
        return _("Thank you for looking at it with us.")
    if said.planned_on:
        words = _("You solve it by %(day)s. Good, our customers are waiting for that.")
        return words % {"day": numbers.long_day(said.planned_on)}
    return _("You have taken it on. Good, our customers are waiting for that.")


def find_reader(statement: Statement, now: datetime) -> Accountable | None:
    """Who gets the letter by mail; nobody when there is no address to write to or no mailbox to write from."""
    person = find_on_duty(statement.owner, today(now))
    return person if person and person.email and Mailbox.objects.exists() else None
