"""The decisions of a meeting: each does what it says, and stands in a row with what the cause cost by then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.actions.asking import ask_owner
from wortel.problems.actions.closing import accept_risk, close_with_effect, undo_closing
from wortel.problems.actions.doing import add_action
from wortel.problems.actions.inviting import hand_over
from wortel.problems.actions.meeting.holding import NothingSaid, lock_running
from wortel.problems.actions.merging import merge
from wortel.problems.models import Decision, Meeting, Ownership, Part, Problem, ProcessOwner

UNTIL_NEXT = timedelta(days=6)
KIND = Decision.Kind
CLOSED_BY = ("kind", "why", "running_cents_per_week", "review_on", "by", "at")


@dataclass(frozen=True)
class PlannedWork:
    """What will be done about a cause."""

    lever: str
    what: str
    who: str = ""
    planned_on: date | None = None


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
    lock_running(meeting)
    before = Ownership.objects.filter(problem=problem, until=None).values_list("owner", "share")
    details = {"owner": owner.pk, "before": {str(pk): str(share) for pk, share in before}}
    hand_over(problem=problem, owner=owner, is_invited=is_invited, now=now)
    return _log(meeting, problem, part, KIND.ASSIGN, owner.name, details, agent, now)


@transaction.atomic
def decide_plan(
    *, meeting: Meeting, problem: Problem, part: str, plan: PlannedWork, agent: Agent | None, now: datetime
) -> Decision:
    lock_running(meeting)
    action = add_action(problem=problem, **vars(plan), now=now)
    return _log(meeting, problem, part, KIND.PLAN, plan.what, {"action": action.pk, "who": plan.who}, agent, now)


@transaction.atomic
def decide_question(
    *, meeting: Meeting, problem: Problem, part: str, question: str, agent: Agent | None, now: datetime
) -> Decision:
    """A question for whoever answers for it: it goes by mail with a promised day, and next week we see the answer."""
    lock_running(meeting)
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
    lock_running(meeting)
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
    lock_running(meeting)
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
    lock_running(meeting)
    closure = close_with_effect(problem=problem, agent=agent, now=now)
    return _log(meeting, problem, part, KIND.CLOSE, "", {"closure": closure.pk}, agent, now)


@transaction.atomic
def decide_parking(*, meeting: Meeting, problem: Problem, part: str, agent: Agent | None, now: datetime) -> Decision:
    """Not now: it stands on the agenda again next week."""
    lock_running(meeting)
    until = queries.today(now) + UNTIL_NEXT
    return _log(meeting, problem, part, KIND.PARK, "", {"until": str(until)}, agent, now)


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
