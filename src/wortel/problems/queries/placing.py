"""Who answers for where a cause is, who did before, and whom to propose."""

from datetime import datetime, timedelta

from wortel.problems.models import Ownership, Problem, Process, ProcessOwner
from wortel.problems.queries.theirs import may_pass_on

UNDO_WITHIN = timedelta(days=14)


def list_placed(process: Process) -> list[Problem]:
    """The open causes of a process, each with who answers for its place."""
    placed = Problem.objects.open().filter(process=process)
    return list(placed.select_related("process__owner", "step__owner", "step__process__owner"))


def list_answerers(process: Process) -> dict[int, ProcessOwner | None]:
    """Who answers for the place of each open cause of a process, by cause."""
    return {problem.pk: problem.answerer for problem in list_placed(process)}


def propose_owner(problem: Problem) -> ProcessOwner | None:
    """Who answers for the place of this cause and not yet for the cause, unless they said that it is not theirs."""
    answerer = problem.answerer
    return answerer if answerer and problem.is_open and may_pass_on(problem, answerer) else None


def list_owners_before(problem: Problem) -> list[Ownership]:
    """How it was owned until the latest hand-over: those who left then, and those who stayed."""
    standing = list(problem.ownerships.filter(until=None).order_by("since").select_related("owner"))
    if not standing:
        return []
    handed_at = standing[-1].since
    left = list(problem.ownerships.filter(until=handed_at).select_related("owner"))
    return [*left, *(one for one in standing if one.since < handed_at)] if left else []


def list_undoable(problem: Problem, now: datetime) -> list[Ownership]:
    """Those to whom it can be given back: it was handed over lately, and nobody took it on since."""
    fresh = problem.ownerships.filter(until=None, since__gt=now - UNDO_WITHIN)
    if not fresh.exists() or fresh.exclude(accepted_at=None).exists():
        return []
    return list_owners_before(problem)
