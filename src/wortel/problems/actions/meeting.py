"""The weekly meeting: it begins, people join, decisions are taken and undone, it ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.actions.asking import ask_owner
from wortel.problems.actions.closing import accept_risk, close_with_effect, undo_closing
from wortel.problems.actions.doing import add_action, drop_action
from wortel.problems.actions.inviting import hand_over
from wortel.problems.actions.merging import merge, split
from wortel.problems.actions.ownership import assign_owners, release_owner
from wortel.problems.models import (
    Accountable,
    Action,
    Attendance,
    Closure,
    Decision,
    Meeting,
    Merge,
    OwnerRequest,
    Ownership,
    Part,
    Problem,
    ProcessOwner,
)

UNTIL_NEXT = timedelta(days=6)
KIND = Decision.Kind
CLOSED_BY = ("kind", "why", "running_cents_per_week", "review_on", "by", "at")


class MeetingOver(Exception):
    """Decisions are taken and undone while the meeting runs; afterwards the minutes stand."""


class NothingSaid(ValueError):
    """A question has words, and so has a name."""


@dataclass(frozen=True)
class PlannedWork:
    """What will be done about a cause."""

    lever: str
    what: str
    who: str = ""
    planned_on: date | None = None


@transaction.atomic
def begin_meeting(*, agent: Agent | None, now: datetime) -> Meeting:
    """Begin, or join the one that runs: two people who begin at once sit in one meeting."""
    running = Meeting.objects.select_for_update().filter(ended_at=None).first()
    meeting = running or Meeting.objects.create(begun_at=now, begun_by=agent)
    if running is None:
        events.record("meeting.begun", about=meeting)
    if agent is not None:
        join_meeting(meeting=meeting, name=agent.name)
    return meeting


@transaction.atomic
def join_meeting(*, meeting: Meeting, name: str) -> Attendance:
    """Somebody is there. A colleague or owner whom we know by this name gets the minutes by mail."""
    words = name.strip()
    if not words:
        raise NothingSaid
    present, is_new = Attendance.objects.get_or_create(
        meeting=meeting, name=words[:200], defaults={"email": _find_address(words)}
    )
    if is_new:
        events.record("meeting.joined", about=meeting, name=present.name)
    return present


def _find_address(name: str) -> str:
    colleague = Agent.objects.filter(name__iexact=name, is_active=True).values_list("email", flat=True).first()
    owner = Accountable.objects.filter(name__iexact=name).exclude(email="").values_list("email", flat=True).first()
    return colleague or owner or (name if "@" in name else "")


@transaction.atomic
def leave_meeting(*, person: Attendance) -> None:
    """The name was a mistake."""
    events.record("meeting.left", about=person.meeting, name=person.name)
    person.delete()


@transaction.atomic
def end_meeting(*, meeting: Meeting, now: datetime) -> Meeting:
    locked = _lock(meeting)
    locked.ended_at = now
    locked.save(update_fields=["ended_at"])
    events.record("meeting.ended", about=locked, decisions=locked.decisions.filter(undone_at=None).count())
    return locked


# ── decisions ───────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def decide_owner(
    *,
    meeting: Meeting,
    problem: Problem,
    part: str,
    owner: ProcessOwner,
    is_invited: bool,
    agent: Agent | None,
    now: datetime,
) -> Decision:
    """This owner answers for it from now on; invited, they get their link at once."""
    _lock(meeting)
    before = Ownership.objects.filter(problem=problem, until=None).values_list("owner", "share")
    details = {"owner": owner.pk, "before": {str(pk): str(share) for pk, share in before}}
    hand_over(problem=problem, owner=owner, is_invited=is_invited, now=now)
    return _log(meeting, problem, part, KIND.ASSIGN, owner.name, details, agent, now)


@transaction.atomic
def decide_plan(
    *, meeting: Meeting, problem: Problem, part: str, plan: PlannedWork, agent: Agent | None, now: datetime
) -> Decision:
    _lock(meeting)
    action = add_action(problem=problem, **vars(plan), now=now)
    return _log(meeting, problem, part, KIND.PLAN, plan.what, {"action": action.pk, "who": plan.who}, agent, now)


@transaction.atomic
def decide_question(
    *, meeting: Meeting, problem: Problem, part: str, question: str, agent: Agent | None, now: datetime
) -> Decision:
    """A question for whoever answers for it: it goes by mail with a promised day, and next week we see the answer."""
    _lock(meeting)
    if not question.strip():
        raise NothingSaid
    owned = Ownership.objects.filter(problem=problem, until=None).select_related("owner").order_by("-share", "pk")
    first, details = owned.first(), dict[str, object]()
    if first is not None:
        by = agent.name if agent else ""
        request = ask_owner(problem=problem, owner=first.owner, text=question, by=by, now=now)
        details = {"request": request.pk, "who": first.owner.name}
    return _log(meeting, problem, part, KIND.ASK, question.strip(), details, agent, now)


@transaction.atomic
def decide_merge(
    *, meeting: Meeting, problem: Problem, part: str, kept: Problem, agent: Agent | None, now: datetime
) -> Decision:
    """The one on the agenda turns out to be another one: its contacts go there."""
    _lock(meeting)
    contacts, cents = _weigh(problem, now)
    done = merge(kept=kept, absorbed=problem, now=now)
    return _log(
        meeting, problem, part, KIND.MERGE, kept.title, {"merge": done.pk}, agent, now, weighed=(contacts, cents)
    )


@transaction.atomic
def decide_risk(
    *, meeting: Meeting, problem: Problem, part: str, why: str, review_on: date, agent: Agent | None, now: datetime
) -> Decision:
    """It stays, knowing what it costs. A risk that was accepted before is accepted anew."""
    _lock(meeting)
    earlier = queries.latest_closure(problem) if not problem.is_open else None
    details: dict[str, object] = {}
    if earlier is not None:
        details["earlier"] = {name: str(getattr(earlier, name)) for name in CLOSED_BY}
        undo_closing(closure=earlier)
        problem.refresh_from_db()
    closure = accept_risk(problem=problem, why=why, review_on=review_on, agent=agent, now=now)
    details["closure"] = closure.pk
    return _log(meeting, problem, part, KIND.RISK, why.strip(), details, agent, now)


@transaction.atomic
def decide_close(*, meeting: Meeting, problem: Problem, part: str, agent: Agent | None, now: datetime) -> Decision:
    """The measured effect is proven, so it closes."""
    _lock(meeting)
    closure = close_with_effect(problem=problem, agent=agent, now=now)
    return _log(meeting, problem, part, KIND.CLOSE, "", {"closure": closure.pk}, agent, now)


@transaction.atomic
def decide_parking(*, meeting: Meeting, problem: Problem, part: str, agent: Agent | None, now: datetime) -> Decision:
    """Not now: it stands on the agenda again next week."""
    _lock(meeting)
    until = queries.today(now) + UNTIL_NEXT
    return _log(meeting, problem, part, KIND.PARK, "", {"until": str(until)}, agent, now)


@transaction.atomic
def undo_decision(*, decision: Decision, now: datetime) -> Decision:
    """Take it back, with everything it did; the row stays."""
    _lock(decision.meeting)
    locked = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if locked.undone_at is not None:
        return locked
    UNDO.get(KIND(locked.kind), _undo_nothing)(locked, now)
    locked.undone_at = now
    locked.save(update_fields=["undone_at"])
    events.record("decision.undone", about=locked.problem, decision=locked.pk, choice=locked.kind)
    return locked


def _lock(meeting: Meeting) -> Meeting:
    """Held until the transaction ends, so that nobody ends the meeting under a decision."""
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if not locked.is_running:
        raise MeetingOver
    return locked


def _weigh(problem: Problem, now: datetime) -> tuple[int, int]:
    card = queries.list_cards([problem], now)[0]
    return card.contacts, round(card.eur * 100)


def _log(
    meeting: Meeting,
    problem: Problem,
    part: str,
    kind: Decision.Kind,
    what: str,
    details: Mapping[str, object],
    agent: Agent | None,
    now: datetime,
    weighed: tuple[int, int] | None = None,
) -> Decision:
    contacts, cents = weighed or _weigh(problem, now)
    decision = Decision.objects.create(
        meeting=meeting,
        problem=problem,
        part=Part(part),
        kind=kind,
        what=what[:500],
        details=dict(details),
        contacts_per_week=contacts,
        cents_per_week=cents,
        by=agent.name if agent else "",
        at=now,
    )
    events.record("decision.made", about=problem, decision=decision.pk, meeting=meeting.pk, choice=kind.value)
    return decision


def _undo_owner(decision: Decision, now: datetime) -> None:
    """The owners of before, with their shares; without any the cause has none again."""
    before = {int(pk): share for pk, share in decision.details["before"].items()}
    owners = ProcessOwner.objects.in_bulk(list(before))
    if owners:
        shares = {owners[pk]: Decimal(share) for pk, share in before.items() if pk in owners}
        assign_owners(problem=decision.problem, shares=shares, now=now)
    else:
        owner = ProcessOwner.objects.get(pk=decision.details["owner"])
        release_owner(problem=decision.problem, owner=owner, now=now)


def _undo_plan(decision: Decision, now: datetime) -> None:
    """What was done meanwhile stays done."""
    action = Action.objects.filter(pk=decision.details["action"], done_on=None).first()
    if action is not None:
        drop_action(action=action)


def _undo_closing(decision: Decision, now: datetime) -> None:
    closure = Closure.objects.filter(pk=decision.details["closure"], reopening=None).first()
    if closure is None:
        return
    problem = undo_closing(closure=closure)
    earlier = decision.details.get("earlier")
    if earlier and earlier["kind"] == Closure.Kind.RISK:
        back = Closure(problem=problem, kind=Closure.Kind.RISK, why=earlier["why"], by=earlier["by"])
        back.running_cents_per_week = int(earlier["running_cents_per_week"])
        back.review_on, back.at = date.fromisoformat(earlier["review_on"]), datetime.fromisoformat(earlier["at"])
        back.save()
        problem.closed_at = back.at
        problem.save(update_fields=["closed_at"])


def _undo_merge(decision: Decision, now: datetime) -> None:
    done = Merge.objects.filter(pk=decision.details["merge"], undone_at=None).first()
    if done is not None:
        split(merge=done, now=now)


def _undo_question(decision: Decision, now: datetime) -> None:
    """The owner need not answer any more; what was mailed cannot be unread."""
    asked = OwnerRequest.objects.filter(pk=decision.details.get("request") or 0, answered_at=None)
    asked.update(dropped_at=now)


def _undo_nothing(decision: Decision, now: datetime) -> None:
    """A parking did nothing but stand there."""


UNDO = {
    KIND.ASSIGN: _undo_owner,
    KIND.PLAN: _undo_plan,
    KIND.ASK: _undo_question,
    KIND.RISK: _undo_closing,
    KIND.CLOSE: _undo_closing,
    KIND.MERGE: _undo_merge,
}
