"""What a day taught: contacts are counted to their causes, and causes that came back are opened again."""

from datetime import UTC, datetime

from wortel.jobs.actions import every, job
from wortel.problems import actions as problems
from wortel.problems.models import Problem


@job()
def improve(timestamp: int) -> int:
    """Open every closed problem whose contacts returned, or whose accepted risk is due, and tell its owners."""
    now = datetime.fromtimestamp(timestamp, UTC)
    problems.match_contacts()
    back = 0
    for problem in Problem.objects.standing().exclude(closed_at=None):
        reopening = problems.reopen_if_back(problem=problem, now=now)
        if reopening is not None:
            problems.tell_owners(reopening=reopening, now=now)
            back += 1
    return back


every("40 4 * * *", improve)
