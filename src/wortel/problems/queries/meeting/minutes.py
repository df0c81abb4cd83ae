"""What a meeting decided, and what came of it since."""

from dataclasses import dataclass
from datetime import date, datetime

from wortel.problems.models import Action, Closure, Decision, Meeting, OwnerAnswer, OwnerRequest, Ownership
from wortel.problems.queries.board import list_cards
from wortel.problems.queries.weeks import today

KIND = Decision.Kind


@dataclass(frozen=True)
class Since:
    """A decision, what became of it, and how many contacts a week the cause gives now."""

    decision: Decision
    state: str
    contacts_now: int
    on: date | None = None

    @property
    def is_done(self) -> bool:
        return self.state in {"accepted", "answered", "done", "closed", "merged", "accepted_risk"}


def find_running() -> Meeting | None:
    return Meeting.objects.filter(ended_at=None).first()


def find_before(meeting: Meeting | None) -> Meeting | None:
    """The meeting before this one, or the latest when none runs."""
    ended = Meeting.objects.exclude(ended_at=None)
    return (ended.filter(begun_at__lt=meeting.begun_at) if meeting else ended).order_by("-begun_at").first()


def list_meetings(limit: int = 12) -> list[Meeting]:
    return list(Meeting.objects.exclude(ended_at=None).order_by("-begun_at")[:limit])


def list_decisions(meeting: Meeting) -> list[Decision]:
    """What stands, in the order of the agenda and within it as it was decided."""
    standing = Decision.objects.filter(meeting=meeting, undone_at=None)
    return list(standing.select_related("problem", "problem__merged_into").order_by("at", "pk"))


def list_since(meeting: Meeting | None, now: datetime) -> list[Since]:
    """The decisions of a meeting with what came of each."""
    if meeting is None:
        return []
    decisions = list_decisions(meeting)
    cards = list_cards({one.problem_id: one.problem for one in decisions}.values(), now)
    counts = {card.problem.pk: card.contacts for card in cards}
    return [_since(one, counts.get(one.problem_id, 0), now) for one in decisions]


def _since(decision: Decision, contacts: int, now: datetime) -> Since:
    state, on = STATES[KIND(decision.kind)](decision, now)
    return Since(decision, state, contacts, on)


def _of_owner(decision: Decision, now: datetime) -> tuple[str, date | None]:
    """An owner accepts by saying so; a plan is accepting too."""
    if decision.kind == KIND.ASSIGN and decision.details.get("owner"):
        owned = Ownership.objects.filter(problem=decision.problem_id, owner=decision.details["owner"], until=None)
        if not owned.exists():
            return "passed_on", None
        if owned.exclude(accepted_at=None).exists():
            return "accepted", None
    answer = OwnerAnswer.objects.filter(problem=decision.problem_id, at__gte=decision.at).order_by("-at").first()
    if answer is None:
        return "silent", None
    names = {"accepted": "accepted", "planned": "planned", "not_mine": "not_mine"}
    return names[answer.kind], answer.planned_on


def _of_question(decision: Decision, now: datetime) -> tuple[str, date | None]:
    """Asked of an owner it has a promised day; without an owner any answer since counts."""
    asked = OwnerRequest.objects.filter(pk=decision.details.get("request") or 0).first()
    if asked is None:
        return _of_owner(decision, now)
    if asked.answered_at is not None:
        return "answered", None
    return ("owes", asked.due_on) if asked.due_on < today(now) else ("silent", None)


def _of_plan(decision: Decision, now: datetime) -> tuple[str, date | None]:
    action = Action.objects.filter(pk=decision.details.get("action")).first()
    if action is None:
        return "dropped", None
    if action.done_on:
        return "done", action.done_on
    late = action.planned_on is not None and action.planned_on < today(now)
    return ("late" if late else "planned" if action.planned_on else "undated"), action.planned_on


def _of_closing(decision: Decision, now: datetime) -> tuple[str, date | None]:
    closure = Closure.objects.filter(pk=decision.details.get("closure")).first()
    if closure is None or hasattr(closure, "reopening"):
        return "back", None
    return ("closed", None) if closure.kind == Closure.Kind.EFFECT else ("accepted_risk", closure.review_on)


def _of_merging(decision: Decision, now: datetime) -> tuple[str, date | None]:
    return ("merged" if decision.problem.merged_into_id else "apart"), None


def _of_parking(decision: Decision, now: datetime) -> tuple[str, date | None]:
    return "again", None


STATES = {
    KIND.ASSIGN: _of_owner,
    KIND.ASK: _of_question,
    KIND.PLAN: _of_plan,
    KIND.RISK: _of_closing,
    KIND.CLOSE: _of_closing,
    KIND.MERGE: _of_merging,
    KIND.PARK: _of_parking,
}
