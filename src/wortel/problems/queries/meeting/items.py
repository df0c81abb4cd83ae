"""A cause on the agenda, with everything that decides where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Max, QuerySet

from wortel.problems.models import (
    Action,
    Closure,
    Decision,
    Effect,
    Fix,
    Objection,
    OwnerAnswer,
    OwnerRequest,
    Part,
    Problem,
    Verdict,
)
from wortel.problems.queries.asking import find_silent
from wortel.problems.queries.board import Card
from wortel.problems.queries.meeting.twins import find_twins
from wortel.problems.queries.unheard import unheard_since
from wortel.problems.queries.weeks import starts_at, today
from wortel.problems.rules import Facts, Lack, find_lacks

REVIEW_AHEAD = timedelta(days=7)


@dataclass
class Item:
    """A cause on the agenda."""

    card: Card
    part: Part
    facts: Facts
    twin: Problem | None = None
    answer: OwnerAnswer | None = None
    closure: Closure | None = None
    objection: Objection | None = None
    overdue: OwnerRequest | None = None
    decisions: list[Decision] = field(default_factory=list)

    @property
    def problem(self) -> Problem:
        return self.card.problem

    @property
    def cents(self) -> Decimal:
        return self.card.eur * 100

    @property
    def is_decided(self) -> bool:
        return bool(self.decisions)


@dataclass(frozen=True)
class _Known:
    """What the database says of all these causes, by the number of the cause."""

    moved: dict[int, datetime]
    answers: dict[int, OwnerAnswer]
    closures: dict[int, Closure]
    news: dict[int, datetime]
    twins: dict[int, Problem]
    overdue: dict[int, OwnerRequest]
    objections: dict[int, Objection]


def gather_items(cards: Iterable[Card], now: datetime) -> dict[int, Item]:
    """Each cause with what the agenda has to know of it; where it stands is still to be found."""
    found = {card.problem.pk: card for card in cards}
    known = _Known(
        moved=_moved(found),
        answers=_answers(found),
        closures=_closures(found),
        news=_news(found),
        twins=find_twins([card.problem for card in found.values() if card.problem.is_open]),
        overdue=find_silent(found, now),
        objections={one.problem_id: one for one in list_open_objections().filter(problem__in=found).order_by("-at")},
    )
    return {pk: _as_item(card, known, now) for pk, card in found.items()}


def _as_item(card: Card, known: _Known, now: datetime) -> Item:
    """What an owner said before it was theirs is no answer."""
    pk, owned_since = card.problem.pk, min((one.since for one in card.owners), default=None)
    said = known.answers.get(pk)
    answer = said if said and owned_since and said.at >= owned_since else None
    accepted = max((one.accepted_at for one in card.owners if one.accepted_at), default=None)
    facts = Facts(
        opened_at=card.problem.opened_at,
        owned_since=owned_since,
        answered_at=answer.at if answer else accepted,
        is_refused=answer is not None and answer.kind == OwnerAnswer.Kind.NOT_MINE,
        moved_at=known.moved.get(pk),
        measured_at=known.news.get(pk),
        is_review_due=_is_review_due(card.problem, known.closures.get(pk), now),
        has_twin=pk in known.twins,
        has_objection=pk in known.objections,
        is_overdue=pk in known.overdue,
        is_open=card.problem.is_open,
        lacks=_lacks(card, now),
    )
    return Item(
        card=card,
        part=Part.NEW,
        facts=facts,
        twin=known.twins.get(pk),
        answer=answer,
        closure=known.closures.get(pk),
        objection=known.objections.get(pk),
        overdue=known.overdue.get(pk),
    )


def _is_review_due(problem: Problem, closure: Closure | None, now: datetime) -> bool:
    if problem.is_open or closure is None or closure.review_on is None:
        return False
    return closure.review_on <= today(now) + REVIEW_AHEAD


def _lacks(card: Card, now: datetime) -> tuple[Lack, ...]:
    return find_lacks(
        opened_at=card.problem.opened_at,
        unowned_since=card.unowned_since,
        has_action=card.has_action,
        until=unheard_since(now),
    )


def _moved(problems: Iterable[int]) -> dict[int, datetime]:
    """When something was last done, planned or decided about them. Parking is not moving."""
    keys = list(problems)
    events: list[tuple[int, datetime | None]] = [
        *Fix.objects.filter(problem__in=keys, withdrawn_at=None)
        .order_by()
        .values_list("problem")
        .annotate(at=Max("registered_at")),
        *Decision.objects.filter(problem__in=keys, undone_at=None)
        .exclude(kind=Decision.Kind.PARK)
        .order_by()
        .values_list("problem")
        .annotate(at=Max("at")),
    ]
    acted = Action.objects.filter(problem__in=keys).order_by().values_list("problem")
    for pk, done_on, planned_on in acted.annotate(done=Max("done_on"), planned=Max("planned_on")):
        events += [(pk, starts_at(day)) for day in (done_on, planned_on) if day]
    latest: dict[int, datetime] = {}
    for pk, at in events:
        if at is not None:
            latest[pk] = max(at, latest.get(pk, at))
    return latest


def _answers(problems: Iterable[int]) -> dict[int, OwnerAnswer]:
    given = OwnerAnswer.objects.filter(problem__in=list(problems)).select_related("owner")
    return {one.problem_id: one for one in given.order_by("problem", "-at", "-pk").distinct("problem")}


def _closures(problems: Iterable[int]) -> dict[int, Closure]:
    made = Closure.objects.filter(problem__in=list(problems), reopening=None)
    return {one.problem_id: one for one in made.order_by("problem", "-at").distinct("problem")}


def _news(problems: Iterable[int]) -> dict[int, datetime]:
    """When a measurement last said something else than before: a verdict, or the final one."""
    measured = Effect.objects.filter(fix__problem__in=list(problems), fix__withdrawn_at=None).order_by(
        "fix", "measured_at"
    )
    news: dict[int, datetime] = {}
    before: dict[int, str] = {}
    for fix, pk, verdict, at in measured.values_list("fix", "fix__problem", "verdict", "measured_at"):
        if verdict not in (Verdict.TOO_EARLY, before.get(fix)):
            news[pk] = at
        before[fix] = verdict
    return news


def list_open_objections() -> QuerySet[Objection]:
    return Objection.objects.filter(outcome="", withdrawn_at=None)
