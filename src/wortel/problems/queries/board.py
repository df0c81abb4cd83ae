"""The board: every cause with what it costs a week, dearest first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from wortel.accounts.models import Agent
from wortel.accounts.queries import find_time_zone
from wortel.problems.models import Action, Caused, Closure, Effect, Fix, Notice, Ownership, Problem, sum_cost
from wortel.problems.queries.evidence import Period, latest_days
from wortel.problems.queries.states import find_states
from wortel.problems.rules import Priority, Step, reckon_priority

type Shelf = Literal["open", "unowned", "risk", "closed"]
type Sorting = Literal["priority", "age", "silence"]
type Grouping = Literal["", "state", "owner", "process"]
SHELVES: tuple[Shelf, ...] = ("open", "unowned", "risk", "closed")
SORTINGS: tuple[Sorting, ...] = ("priority", "age", "silence")
GROUPINGS: tuple[Grouping, ...] = ("", "state", "owner", "process")
WEEKS = 8
AVERAGED_DAYS = 28
MOST_CARDS = 200


@dataclass
class Card:
    """A problem as the board shows it. `eur` and `contacts` are those of the last seven whole days."""

    problem: Problem
    owners: list[Ownership] = field(default_factory=list)
    spark: list[int] = field(default_factory=list)
    contacts: int = 0
    eur: Decimal = Decimal(0)
    effect: Effect | None = None

    state: Step | None = None
    moved_at: datetime | None = None
    unowned_since: datetime | None = None
    has_action: bool = False
    closure: Closure | None = None

    @property
    def has_owner(self) -> bool:
        return bool(self.owners)

    @property
    def priority(self) -> Priority:
        return reckon_priority(float(self.eur), self.spark)


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see of the board, and in which order; all of it stands in the address."""

    shelf: Shelf = "open"
    state: str = ""
    owner: int | None = None
    process: int | None = None
    words: str = ""
    sort: Sorting = "priority"
    by: Grouping = ""


def list_board(agent: Agent, now: datetime, asked: Asked | None = None) -> list[Card]:
    """The causes this person may see, first what matters most."""
    wanted = asked or Asked()
    problems = _choose(_on_shelf(Problem.objects.visible_to(agent), wanted.shelf), wanted)
    cards = list_cards(problems.select_related("process", "reason")[:MOST_CARDS], now)
    chosen = [card for card in cards if not wanted.state or (card.state and card.state.state == wanted.state)]
    return sorted(chosen, key=lambda card: _place(card, wanted.sort))


def _choose(problems: QuerySet[Problem], asked: Asked) -> QuerySet[Problem]:
    if asked.owner is not None:
        problems = problems.filter(ownerships__owner=asked.owner, ownerships__until=None)
    if asked.process is not None:
        problems = problems.filter(process=asked.process)
    for word in asked.words.split()[:5]:
        problems = problems.filter(Q(title_nl__icontains=word) | Q(title_en__icontains=word) | Q(code__icontains=word))
    return problems


def _place(card: Card, sort: Sorting) -> tuple[float, ...]:
    if sort == "age":
        return (card.problem.opened_at.timestamp(), card.problem.pk)
    if sort == "silence":
        return ((card.moved_at or card.problem.opened_at).timestamp(), card.problem.pk)
    return (-card.priority.score, -card.contacts, card.problem.pk)


def _add_standing(cards: list[Card]) -> None:
    """State, latest step, since when nobody answers for it, and whether anything was done."""
    problems = [card.problem for card in cards]
    states = find_states(problems)
    acted = set(Action.objects.filter(problem__in=problems).values_list("problem", flat=True))
    acted |= set(Fix.objects.filter(problem__in=problems, withdrawn_at=None).values_list("problem", flat=True))
    left = dict(
        Ownership.objects.filter(problem__in=problems).order_by().values_list("problem").annotate(at=Max("until"))
    )
    closures = {one.problem_id: one for one in Closure.objects.filter(problem__in=problems).order_by("at")}
    for card in cards:
        pk = card.problem.pk
        (card.state, card.moved_at), card.has_action = states[pk], pk in acted
        card.closure = closures.get(pk)
        card.unowned_since = None if card.has_owner else left.get(pk) or card.problem.opened_at


def list_cards(problems: Iterable[Problem], now: datetime) -> list[Card]:
    """What the board shows of these problems, in the order given."""
    cards = {one.pk: Card(one) for one in problems}
    _add_owners(cards)
    _add_weeks(cards, now)
    _add_costs(cards, now)
    _add_effects(cards)
    _add_standing(list(cards.values()))
    return list(cards.values())


def _on_shelf(problems: QuerySet[Problem], shelf: Shelf) -> QuerySet[Problem]:
    standing = problems.filter(merged_into=None)
    accepted = Closure.objects.filter(problem=OuterRef("pk"), kind=Closure.Kind.RISK, reopening=None)
    if shelf == "closed":
        return standing.exclude(closed_at=None).filter(~Exists(accepted)).order_by("-closed_at")
    if shelf == "risk":
        return standing.exclude(closed_at=None).filter(Exists(accepted)).order_by("-closed_at")
    open_ones = standing.filter(closed_at=None).order_by("-opened_at")
    owned = Ownership.objects.filter(problem=OuterRef("pk"), until=None)
    return open_ones.filter(~Exists(owned)) if shelf == "unowned" else open_ones


def count_shelves(agent: Agent) -> dict[Shelf, int]:
    return {shelf: _on_shelf(Problem.objects.visible_to(agent), shelf).count() for shelf in SHELVES}


def count_open() -> int:
    return Problem.objects.open().count()


def _add_owners(cards: dict[int, Card]) -> None:
    owned = Ownership.objects.filter(problem__in=cards, until=None).select_related("owner").order_by("-share", "owner")
    for ownership in owned.prefetch_related("owner__people"):
        cards[ownership.problem_id].owners.append(ownership)


def _add_weeks(cards: dict[int, Card], now: datetime) -> None:
    """Eight times seven whole days: calendar weeks would end in a fall each Monday."""
    period = latest_days(now, 7 * WEEKS)
    rows = (
        Caused.objects.filter(period.holds("contact__started_at"), problem__in=cards)
        .order_by()
        .annotate(day=TruncDate("contact__started_at", tzinfo=find_time_zone()))
        .values_list("problem", "day")
        .annotate(n=Count("*"))
    )
    for card in cards.values():
        card.spark = [0] * WEEKS
    for problem, day, n in rows:
        cards[problem].spark[(day - period.start).days // 7] += n


def _add_costs(cards: dict[int, Card], now: datetime) -> None:
    for pk, contacts, eur in _costs(cards, latest_days(now, 7)):
        cards[pk].contacts, cards[pk].eur = contacts, eur


def _costs(problems: Iterable[int], days: Period) -> list[tuple[int, int, Decimal]]:
    rows = Caused.objects.filter(days.holds("contact__started_at"), problem__in=list(problems)).order_by()
    summed = rows.values_list("problem").annotate(n=Count("*"), eur=sum_cost())
    return [(problem, n, eur or Decimal(0)) for problem, n, eur in summed]


def _add_effects(cards: dict[int, Card]) -> None:
    measured = Effect.objects.filter(fix__problem__in=cards, fix__withdrawn_at=None)
    latest = measured.order_by("fix__problem", "-fix__on", "-fix__pk", "-measured_at").distinct("fix__problem")
    for effect in latest.select_related("fix").defer("series"):
        cards[effect.fix.problem_id].effect = effect


def running_cents_per_week(problem: Problem, now: datetime) -> int:
    """What the problem costs a week, on average over the last four."""
    costs = _costs([problem.pk], latest_days(now, AVERAGED_DAYS))
    return round(sum((eur for _, _, eur in costs), Decimal(0)) * 100 * 7 / AVERAGED_DAYS)


def list_notices(agent: Agent, limit: int = 10) -> list[Notice]:
    """What became of the causes this colleague reported."""
    return list(Notice.objects.filter(agent=agent, read_at=None).select_related("problem").order_by("-at")[:limit])
