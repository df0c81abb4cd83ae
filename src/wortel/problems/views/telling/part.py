"""What the page of a cause says about its customers: what they heard, and what they say themselves."""

from typing import Any

from wortel.problems.models import Recipient, Verdict
from wortel.problems.queries import Changes, Dossier
from wortel.problems.queries import telling as queries
from wortel.problems.views.telling.shown import show_share


def told_of(dossier: Dossier, changes: Changes) -> dict[str, Any]:
    tellings, tally = dossier.tellings, None
    if any(one.is_gone for one in tellings):
        recipients = Recipient.objects.filter(telling__problem=dossier.problem, kind="gone")
        tally = queries.tally_replies(recipients, queries.find_restraint())
    return {
        "tellings": tellings,
        "told": tally.asked if tally else 0,
        "bothered": show_share(tally) if tally and tally.answered else None,
        "warning": tally if tally and tally.is_alarming else None,
        "is_proven": is_proven(dossier, changes),
    }


def is_proven(dossier: Dossier, changes: Changes) -> bool:
    """The verdict is final, it works, and the cause has not come back since."""
    effect, back = changes.effect, dossier.reopening
    if effect is None or effect.verdict != Verdict.WORKS or not effect.is_final:
        return False
    return back is None or back.at <= effect.measured_at
