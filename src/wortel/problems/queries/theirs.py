"""What an owner finds behind their own link, and nothing of anybody else."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from wortel.problems.models import Action, Effect, OwnerAnswer, OwnerLink, Problem, ProcessOwner, Verdict
from wortel.problems.queries.board import list_cards
from wortel.problems.queries.links import owned_through
from wortel.problems.queries.shown import VERDICTS

MOST = 100


@dataclass(frozen=True)
class Owned:
    """A problem as its owner reads of it: contacts and cost of the last seven whole days, their answer, the verdict."""

    problem: Problem
    contacts: int
    eur: Decimal
    answer: OwnerAnswer | None
    effect: Effect | None

    @property
    def cents(self) -> int:
        return round(self.eur * 100)

    @property
    def verdict(self) -> str:
        return VERDICTS[Verdict(self.effect.verdict)] if self.effect else ""


@dataclass(frozen=True)
class Theirs(Owned):
    """In their list, with the latest weeks."""

    spark: list[int]


def list_theirs(link: OwnerLink, now: datetime) -> list[Theirs]:
    """Everything this link opens: what waits for an answer first, then dearest first."""
    problems = owned_through(link).select_related("process").order_by("closed_at", "-opened_at")[:MOST]
    answers = _latest_answers(link)
    rows = [
        Theirs(card.problem, card.contacts, card.eur, answers.get(card.problem.pk), card.effect, card.spark)
        for card in list_cards(problems, now)
    ]
    return sorted(rows, key=lambda row: (row.answer is not None, -row.eur, row.problem.pk))


def _latest_answers(link: OwnerLink) -> dict[int, OwnerAnswer]:
    said = OwnerAnswer.objects.filter(owner=link.owner_id).order_by("problem", "-at", "-pk").distinct("problem")
    return {answer.problem_id: answer for answer in said}


def list_own_actions(link: OwnerLink, problem: Problem) -> list[Action]:
    """What is done about it, where this owner answers alone; of a shared problem only what they said themselves."""
    found = problem.actions.order_by("done_on", "planned_on", "pk")
    if problem.ownerships.filter(until=None).exclude(owner=link.owner_id).exists():
        names = OwnerAnswer.objects.filter(problem=problem, owner=link.owner_id).values("by")
        found = found.filter(who__in=names)
    return list(found)


def list_colleague_owners(owner: ProcessOwner) -> QuerySet[ProcessOwner]:
    """Departments of our own that somebody of our own may name. A partner is told of nobody."""
    if owner.is_partner:
        return ProcessOwner.objects.none()
    return ProcessOwner.objects.filter(partner=None).exclude(pk=owner.pk).order_by("name")


def may_pass_on(problem: Problem, to: ProcessOwner) -> bool:
    """Whoever said before that it is not theirs does not get it again by itself: then a colleague decides."""
    refused = problem.answers.filter(owner=to, kind=OwnerAnswer.Kind.NOT_MINE)
    return not refused.exists() and not problem.ownerships.filter(until=None, owner=to).exists()
