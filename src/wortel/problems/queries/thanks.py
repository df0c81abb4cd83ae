"""What became of what somebody reported, and what all reports together brought about. Nobody is ranked here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from wortel.accounts.models import Agent
from wortel.analysis.intervals import Estimate
from wortel.analysis.sums import add_estimates
from wortel.problems.models import Effect, Flag, OwnerAnswer, Ownership, Problem, Recipient, Verdict
from wortel.problems.queries.shown import say_avoided

REACHED = ("sent", "called")
LATEST = 100


@dataclass(frozen=True)
class Report:
    """A cause that a colleague reported, and how far it has come since."""

    problem: Problem
    contacts: int
    latest_at: datetime
    answer: OwnerAnswer | None = None
    effect: Effect | None = None
    told: int = 0
    has_owner: bool = False

    @property
    def verdict(self) -> str:
        return self.effect.verdict if self.effect else ""

    @property
    def avoided(self) -> str:
        return say_avoided(self.effect) if self.effect else ""


@dataclass(frozen=True)
class Impact:
    """What reports brought about, of everybody together."""

    reports: int
    causes: int
    solved: list[Effect]
    avoided: Estimate
    saved: Estimate
    told: int
    measured: int


def list_reports(agent: Agent) -> list[Report]:
    """The causes this colleague reported, the latest first."""
    rows = Flag.objects.filter(agent=agent, source=Flag.Source.PERSON).order_by()
    counted = rows.values_list("problem").annotate(n=Count("pk"), latest=Max("at")).order_by("-latest")[:LATEST]
    found = list(counted)
    numbers = [pk for pk, _, _ in found]
    problems = Problem.objects.select_related("reason", "process").in_bulk(numbers)
    answers = {one.problem_id: one for one in _latest_answers(numbers)}
    effects = {one.fix.problem_id: one for one in _latest_effects(numbers)}
    told = _count_told(numbers)
    owned = set(Ownership.objects.filter(problem__in=numbers, until=None).values_list("problem", flat=True))
    return [
        Report(problems[pk], n, at, answers.get(pk), effects.get(pk), told.get(pk, 0), pk in owned)
        for pk, n, at in found
    ]


def find_impact() -> Impact:
    """Solved causes that at least one colleague reported, with what was proven to be avoided."""
    reported = Flag.objects.order_by().values_list("problem", flat=True).distinct()
    numbers = list(Problem.objects.standing().filter(pk__in=reported).values_list("pk", flat=True))
    effects = _latest_effects(numbers)
    solved = [one for one in effects if one.verdict == Verdict.WORKS and one.numbers.get("avoided") is not None]
    return Impact(
        reports=Flag.objects.count(),
        causes=len(numbers),
        solved=sorted(solved, key=lambda one: -one.numbers["avoided"]),
        avoided=add_estimates([_estimate(one, "avoided") for one in solved]),
        saved=add_estimates([_estimate(one, "saved") for one in solved if one.numbers.get("saved") is not None]),
        told=sum(_count_told(numbers).values()),
        measured=len(effects),
    )


def _estimate(effect: Effect, name: str) -> Estimate:
    kept = effect.numbers
    return Estimate(kept.get(name), kept.get(f"{name}_low"), kept.get(f"{name}_high"), effect.weeks_measured)


def _latest_effects(problems: Iterable[int]) -> list[Effect]:
    measured = Effect.objects.filter(fix__problem__in=list(problems), fix__withdrawn_at=None)
    latest = measured.order_by("fix__problem", "-fix__on", "-fix__pk", "-measured_at").distinct("fix__problem")
    return list(latest.select_related("fix__problem").defer("series"))


def _latest_answers(problems: Iterable[int]) -> list[OwnerAnswer]:
    answers = OwnerAnswer.objects.filter(problem__in=list(problems)).select_related("owner")
    return list(answers.order_by("problem", "-at").distinct("problem"))


def _count_told(problems: Iterable[int]) -> dict[int, int]:
    told = Recipient.objects.filter(telling__problem__in=list(problems), kind="gone", state__in=REACHED).order_by()
    return dict(told.values_list("telling__problem").annotate(n=Count("pk")))
