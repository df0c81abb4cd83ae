"""Taking a decision back, with everything it did."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from wortel.events import actions as events
from wortel.problems.actions.closing import undo_closing
from wortel.problems.actions.doing import drop_action
from wortel.problems.actions.meeting.holding import lock_running
from wortel.problems.actions.merging import split
from wortel.problems.actions.ownership import assign_owners, release_owner
from wortel.problems.models import Action, Closure, Decision, Merge, OwnerRequest, ProcessOwner

KIND = Decision.Kind


@transaction.atomic
def undo_decision(*, decision: Decision, now: datetime) -> Decision:
    """Take it back, with everything it did; the row stays."""
    lock_running(decision.meeting)
    locked = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if locked.undone_at is not None:
        return locked
    UNDO.get(KIND(locked.kind), _undo_nothing)(locked, now)
    locked.undone_at = now
    locked.save(update_fields=["undone_at"])
    events.record("decision.undone", about=locked.problem, decision=locked.pk, choice=locked.kind)
    return locked


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
