"""What the weekly meeting is about: each cause once, in the part where most hangs on it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Max, Q, QuerySet

from wortel.accounts.models import Agent
from wortel.analysis.likeness import compare_texts
from wortel.problems import rules
from wortel.problems.models import (
    Action,
    Closure,
    Decision,
    Effect,
    Fix,
    Meeting,
    Objection,
    OwnerAnswer,
    OwnerRequest,
    Part,
    Problem,
    Statement,
    Verdict,
)
from wortel.problems.queries.asking import find_silent
from wortel.problems.queries.board import Card, list_cards
from wortel.problems.queries.lookalikes import count_look_alikes
from wortel.problems.queries.unheard import list_unheard
from wortel.problems.queries.weeks import starts_at, today
from wortel.problems.rules import Facts, Work

WEEK = timedelta(days=7)
WEEKS_OF_WORK = 13
REVIEW_AHEAD = timedelta(days=7)
MOST = 200


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
class Agenda:
    """The whole meeting: its five parts, what it costs together, and how many causes need no meeting."""

    since: datetime
    parts: Mapping[Part, list[Item]]
    running: int

    @property
    def items(self) -> list[Item]:
        return [item for part in Part for item in self.parts.get(part, [])]

    @property
    def decided(self) -> int:
        return sum(item.is_decided for item in self.items)

    @property
    def cents(self) -> Decimal:
        return sum((item.cents for item in self.items), Decimal(0))

    def find(self, problem: int) -> Item | None:
        return next((item for item in self.items if item.problem.pk == problem), None)

    def after(self, problem: int) -> Item | None:
        """The next one that nothing was decided about, going round."""
        items = self.items
        at = next((place for place, item in enumerate(items) if item.problem.pk == problem), -1)
        return next((item for item in [*items[at + 1 :], *items[: max(at, 0)]] if not item.is_decided), None)


def draw_agenda(agent: Agent, meeting: Meeting | None, now: datetime) -> Agenda:
    """The agenda as it stands now. What was decided in this meeting stays on it; what is parked waits."""
    since = find_since(meeting, now)
    parked = _parked(meeting, now)
    problems = Problem.objects.visible_to(agent).standing().exclude(pk__in=parked).select_related("process", "reason")
    gone = _recently_closed(since, today(now))
    candidates = [one for one in problems.order_by("-opened_at")[:MOST] if one.is_open or one.pk in gone]
    cards = list_cards(candidates, now)
    known = _gather(cards, now)
    decided = _decisions(meeting)
    parts: defaultdict[Part, list[Item]] = defaultdict(list)
    running = 0
    for card in cards:
        item = known[card.problem.pk]
        item.decisions = decided.get(card.problem.pk, [])
        place = item.decisions[0].part if item.decisions else rules.find_place(item.facts, since=since, now=now)
        if place is None:
            running += card.problem.is_open
            continue
        item.part = Part(place)
        parts[item.part].append(item)
    for items in parts.values():
        items.sort(key=lambda item: (-item.card.eur, -item.card.contacts, item.problem.pk))
    return Agenda(since, parts, running)


def find_since(meeting: Meeting | None, now: datetime) -> datetime:
    """The end of the meeting before this one; without one, a week ago."""
    ended = Meeting.objects.exclude(ended_at=None)
    if meeting is not None:
        ended = ended.filter(begun_at__lt=meeting.begun_at)
    latest = ended.order_by("-begun_at").values_list("ended_at", flat=True).first()
    return latest or (meeting.begun_at if meeting else now) - WEEK


def _parked(meeting: Meeting | None, now: datetime) -> list[int]:
    """What an earlier meeting put off until a day that has not come."""
    put_off = Decision.objects.filter(kind=Decision.Kind.PARK, undone_at=None, details__until__gt=str(today(now)))
    if meeting is not None:
        put_off = put_off.exclude(meeting=meeting)
    return list(put_off.values_list("problem", flat=True))


def _recently_closed(since: datetime, here: date) -> set[int]:
    """Closed causes with news: measured since, or a risk that is due for a look."""
    measured = Effect.objects.filter(
        measured_at__gt=since, fix__withdrawn_at=None, fix__problem__closed_at__isnull=False
    )
    due = Closure.objects.filter(reopening=None, review_on__lte=here + REVIEW_AHEAD, problem__closed_at__isnull=False)
    objected = _open_objections().filter(problem__closed_at__isnull=False)
    return {
        *measured.values_list("fix__problem", flat=True),
        *due.values_list("problem", flat=True),
        *objected.values_list("problem", flat=True),
    }


def _open_objections() -> QuerySet[Objection]:
    return Objection.objects.filter(outcome="", withdrawn_at=None)


def _gather(cards: Iterable[Card], now: datetime) -> dict[int, Item]:
    found = {card.problem.pk: card for card in cards}
    moved, answers, closures = _moved(found), _answers(found), _closures(found)
    news, twins = _news(found), _twins([card.problem for card in found.values() if card.problem.is_open])
    overdue = find_silent(found, now)
    objections = {one.problem_id: one for one in _open_objections().filter(problem__in=found).order_by("-at")}
    here = today(now)
    items: dict[int, Item] = {}
    for pk, card in found.items():
        owned_since = min((one.since for one in card.owners), default=None)
        answer, closure = answers.get(pk), closures.get(pk)
        has_answered = answer is not None and owned_since is not None and answer.at >= owned_since
        accepted = max((one.accepted_at for one in card.owners if one.accepted_at), default=None)
        facts = Facts(
            opened_at=card.problem.opened_at,
            owned_since=owned_since,
            answered_at=answer.at if answer and has_answered else accepted,
            is_refused=has_answered and answer is not None and answer.kind == OwnerAnswer.Kind.NOT_MINE,
            moved_at=moved.get(pk),
            measured_at=news.get(pk),
            is_review_due=bool(
                closure and not card.problem.is_open and closure.review_on and closure.review_on <= here + REVIEW_AHEAD
            ),
            has_twin=pk in twins,
            has_objection=pk in objections,
            is_overdue=pk in overdue,
            is_open=card.problem.is_open,
        )
        items[pk] = Item(
            card=card,
            part=Part.NEW,
            facts=facts,
            twin=twins.get(pk),
            answer=answer if has_answered else None,
            closure=closure,
            objection=objections.get(pk),
            overdue=overdue.get(pk),
        )
    return items


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


def _twins(problems: list[Problem]) -> dict[int, Problem]:
    """Open causes whose names say the same about the same reason; each younger one points at the elder."""
    by_reason: defaultdict[int | None, list[Problem]] = defaultdict(list)
    for one in sorted(problems, key=lambda one: (one.opened_at, one.pk)):
        by_reason[one.reason_id].append(one)
    found: dict[int, Problem] = {}
    for alike in by_reason.values():
        for place, younger in enumerate(alike):
            elder = next((one for one in alike[:place] if _says_the_same(one, younger)), None)
            if elder is not None:
                found[younger.pk] = elder
    return found


def _says_the_same(one: Problem, other: Problem) -> bool:
    return compare_texts(one.title_nl or one.title_en, other.title_nl or other.title_en).is_alike


def _decisions(meeting: Meeting | None) -> dict[int, list[Decision]]:
    taken: defaultdict[int, list[Decision]] = defaultdict(list)
    if meeting is not None:
        for one in Decision.objects.filter(meeting=meeting, undone_at=None).select_related("problem"):
            taken[one.problem_id].append(one)
    return taken


def count_work(now: datetime) -> Work:
    """What was done about causes in the latest quarter of a year: taking them away, or easing them."""
    since = today(now) - timedelta(weeks=WEEKS_OF_WORK)
    done = Action.objects.filter(done_on__gt=since, done_on__lte=today(now))
    is_easing = Q(lever=Action.Lever.MITIGATION)
    fixes = Fix.objects.filter(withdrawn_at=None, on__gt=since, on__lte=today(now)).count()
    return Work(done.exclude(is_easing).count() + fixes, done.filter(is_easing).count())


@dataclass(frozen=True)
class Beside:
    """What belongs to no cause yet, or to none alone, and still wants somebody."""

    groups: int
    reasons: int
    statements: int

    @property
    def any(self) -> bool:
        return bool(self.groups or self.reasons or self.statements)


def count_beside(now: datetime) -> Beside:
    """Groups of reports nobody judged, failure reasons without any cause, statements that were made and not sent."""
    unheard = list_unheard(now)
    return Beside(
        groups=count_look_alikes(),
        reasons=sum(one.reason is not None for one in unheard),
        statements=Statement.objects.filter(sent_at=None).count(),
    )
