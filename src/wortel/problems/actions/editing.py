"""Describing a problem."""

from dataclasses import dataclass

from django.db import transaction

from wortel.events import actions as events
from wortel.problems.models import Problem, Process
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
def describe(*, problem: Problem, description: Description, process: Process | None, reason: Reason | None) -> Problem:
    for name, text in vars(description).items():
        setattr(problem, name, text)
    problem.process, problem.reason = process, reason
    problem.save(update_fields=[*vars(description), "process", "reason"])
    events.record("problem.described", about=problem, title=problem.title_nl)
    return problem
