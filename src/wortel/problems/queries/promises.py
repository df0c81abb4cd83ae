"""How soon do owners answer, and do they keep the days they name? Per department, never per person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Exists, OuterRef

from wortel.analysis.intervals import Estimate, estimate_share
from wortel.analysis.working_days import count_working_days
from wortel.problems import rules
from wortel.problems.models import Fix, OwnerAnswer, OwnerRequest, Ownership, ProcessOwner
from wortel.problems.queries.asking import days_off
from wortel.problems.queries.weeks import today

LOOKED_BACK = timedelta(days=182)
ENOUGH = 5


@dataclass
class Kept:
    """Promises of one owner over half a year; what is still open counts for nothing yet."""

    owner: ProcessOwner
    days: list[int] = field(default_factory=list)
    answers: list[rules.Kept] = field(default_factory=list)
    plans: list[rules.Kept] = field(default_factory=list)
    waiting: int = 0
    late: int = 0

    @property
    def asked(self) -> int:
        return sum(one != "open" for one in self.answers)

    @property
    def in_time(self) -> Estimate:
        return _share(self.answers)

    @property
    def on_day(self) -> Estimate:
        return _share(self.plans)

    @property
    def median_days(self) -> float | None:
        return median(self.days) if len(self.days) >= ENOUGH else None


def _share(promises: Iterable[rules.Kept]) -> Estimate:
    judged = [one for one in promises if one in {"kept", "broken"}]
    return estimate_share(judged.count("kept"), len(judged))


def list_promises(now: datetime) -> list[Kept]:
    """Every owner who was asked something, by name."""
    kept = {owner.pk: Kept(owner) for owner in ProcessOwner.objects.order_by("name")}
    _add_answers(kept, now)
    _add_plans(kept, now)
    return [one for one in kept.values() if one.answers or one.plans or one.waiting]


def _add_answers(kept: dict[int, Kept], now: datetime) -> None:
    here = today(now)
    asked = OwnerRequest.objects.filter(asked_at__gt=now - LOOKED_BACK, asked_at__lte=now, dropped_at=None)
    for request in asked.exclude(kind=OwnerRequest.Kind.BACK):
        row = kept[request.owner_id]
        answered_on = today(request.answered_at) if request.answered_at else None
        judged = rules.judge_answer(due_on=request.due_on, answered_on=answered_on, today=here)
        row.answers.append(judged)
        row.waiting += answered_on is None
        row.late += answered_on is None and judged == "broken"
        if answered_on:
            asked_on = today(request.asked_at)
            row.days.append(count_working_days(asked_on, answered_on, days_off(asked_on, answered_on)))


def _add_plans(kept: dict[int, Kept], now: datetime) -> None:
    done = _done_days()
    named: dict[tuple[int, int], list[OwnerAnswer]] = defaultdict(list)
    answers = OwnerAnswer.objects.filter(at__gt=now - LOOKED_BACK, at__lte=now, planned_on__isnull=False)
    theirs = Ownership.objects.filter(problem=OuterRef("problem"), owner=OuterRef("owner"))
    for answer in answers.filter(Exists(theirs)).order_by("at", "pk"):
        named[answer.owner_id, answer.problem_id].append(answer)
    for (owner, problem), plans in named.items():
        for plan, later in zip(plans, [*plans[1:], None], strict=True):
            kept[owner].plans.append(_judge(plan, later, done[problem], today(now)))


def _judge(plan: OwnerAnswer, later: OwnerAnswer | None, done: list[date], here: date) -> rules.Kept:
    assert plan.planned_on is not None
    since = today(plan.at)
    first = min((day for day in done if day >= since), default=None)
    named = rules.Plan(plan.planned_on, today(later.at) if later else None)
    return rules.judge_plan(named, done_on=first, today=here)


def _done_days() -> dict[int, list[date]]:
    """The days on which something was changed, as the owner said or as we recorded."""
    days: dict[int, list[date]] = defaultdict(list)
    for problem, on in Fix.objects.filter(withdrawn_at=None).values_list("problem", "on"):
        days[problem].append(on)
    said = OwnerAnswer.objects.filter(done_on__isnull=False).values_list("problem", "done_on")
    for problem, done_on in said:
        if done_on:
            days[problem].append(done_on)
    return days
