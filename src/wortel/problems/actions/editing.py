"""Describing a problem."""

from dataclasses import dataclass

from django.db import transaction

from wortel.events import actions as events
from wortel.problems.models import Problem, Process, Step
from wortel.reasons.models import Reason


@dataclass(frozen=True)
class Description:
    """What people write about a problem, in both languages."""

    title_nl: str
    title_en: str = ""
    summary_nl: str = ""
    summary_en: str = ""
    workaround_nl: str = ""
    workaround_en: str = ""
    reply_nl: str = ""
    reply_en: str = ""


@transaction.atomic
def describe(
    *,
    problem: Problem,
    description: Description,
    process: Process | None,
    reason: Reason | None,
    step: Step | None = None,
) -> Problem:
    for name, text in vars(description).items():
        setattr(problem, name, text)
    problem.process, problem.step, problem.reason = process, step, reason
    problem.save(update_fields=[*vars(description), "process", "step", "reason"])
    events.record("problem.described", about=problem, title=problem.title_nl)
    return problem
