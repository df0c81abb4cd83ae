"""What the weekly meeting is about: each cause once, in the part where most hangs on it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from wortel.accounts.models import Agent
from wortel.problems.models import Closure, Decision, Effect, Meeting, Part, Problem
from wortel.problems.queries.board import list_cards
from wortel.problems.queries.meeting.items import REVIEW_AHEAD, Item, gather_items, list_open_objections
from wortel.problems.queries.weeks import today
from wortel.problems.rules import find_place

WEEK = timedelta(days=7)
MOST = 200


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
    known = gather_items(cards, now)
    decided = _decisions(meeting)
    parts: defaultdict[Part, list[Item]] = defaultdict(list)
    running = 0
    for card in cards:
        item = known[card.problem.pk]
        item.decisions = decided.get(card.problem.pk, [])
        place = item.decisions[0].part if item.decisions else find_place(item.facts, since=since, now=now)
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
    objected = list_open_objections().filter(problem__closed_at__isnull=False)
    return {
        *measured.values_list("fix__problem", flat=True),
        *due.values_list("problem", flat=True),
        *objected.values_list("problem", flat=True),
    }


def _decisions(meeting: Meeting | None) -> dict[int, list[Decision]]:
    taken: defaultdict[int, list[Decision]] = defaultdict(list)
    if meeting is not None:
        for one in Decision.objects.filter(meeting=meeting, undone_at=None).select_related("problem"):
            taken[one.problem_id].append(one)
    return taken
