"""What the page of a cause says about its customers: what they heard, and what they say themselves."""

from typing import Any

from wortel.problems.models import Problem, Recipient
from wortel.problems.queries import telling as queries
from wortel.problems.views.telling.shown import show_share


def told_of(problem: Problem) -> dict[str, Any]:
    restraint, tellings = queries.find_restraint(), queries.list_tellings(problem)
    recipients = Recipient.objects.filter(telling__problem=problem, kind="gone")
    tally = queries.tally_replies(recipients, restraint) if tellings else None
    return {
        "tellings": tellings,
        "told": recipients.filter(state__in=["sent", "called"]).count() if tellings else 0,
        "replies": tally if tally and tally.answered else None,
        "bothered": show_share(tally) if tally and tally.answered else None,
        "warning": tally if tally and tally.is_alarming else None,
        "proof_to_tell": queries.find_proof_to_tell(problem),
        "exposure": queries.find_exposure(problem) if problem.is_open else None,
    }
