"""How far is a message, what came back, and may it be sent at all?"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from wortel.analysis.intervals import Estimate
from wortel.analysis.special import is_special
from wortel.channels.models import Delivery
from wortel.customers.queries import list_objecting
from wortel.problems.models import Effect, Problem, Recipient, Reply, Restraint, Telling, Verdict
from wortel.problems.queries.fixes import find_latest_effect
from wortel.problems.rules.telling import FEWEST, is_alarming, still_bothered

NOW_GOING = (Telling.State.PROPOSED, Telling.State.RUNNING, Telling.State.PAUSED)


@dataclass(frozen=True)
class Tally:
    """What people answered to the one question."""

    share: Estimate
    yes: int
    answered: int
    asked: int
    is_alarming: bool

    @property
    def is_enough(self) -> bool:
        return self.answered >= FEWEST


def find_proof_to_tell(problem: Problem) -> Effect | None:
    """The verdict on which customers may hear that it is gone: the latest, final, "Works", and not come back since."""
    effect = find_latest_effect(problem)
    if effect is None or effect.verdict != Verdict.WORKS or not effect.is_final:
        return None
    return None if problem.reopenings.filter(at__gt=effect.measured_at).exists() else effect


def find_current(problem: Problem, kind: Telling.Kind) -> Telling | None:
    """The message that is proposed or on its way."""
    return problem.tellings.filter(kind=kind, state__in=NOW_GOING).first()


def list_tellings(problem: Problem) -> list[Telling]:
    return list(problem.tellings.select_related("approved_by", "proposed_by").order_by("-proposed_at"))


def count_states(telling: Telling) -> dict[str, int]:
    """How many recipients are in each state, and how many were left out for which reason."""
    counted: Counter[str] = Counter()
    rows = telling.recipients.order_by().values_list("state", "why").annotate(n=Count("*"))
    for state, why, n in rows:
        counted[state] += n
        if why:
            counted[f"why_{why}"] += n
    return dict(counted) | {state: counted[state] for state in Recipient.State.values}


def sent_since(moment: datetime) -> int:
    """How many customers were written to after this moment, in all messages together."""
    return Recipient.objects.filter(state=Recipient.State.SENT, changed_at__gt=moment).count()


def tally_replies(recipients: QuerySet[Recipient], restraint: Restraint) -> Tally:
    """What came back to these messages; `asked` counts what was sent."""
    asked = recipients.filter(state__in=["sent", "called"]).count()
    counted = Reply.objects.filter(recipient__in=recipients).aggregate(
        yes=Count("pk", filter=Q(is_still_bothered=True)), answered=Count("pk")
    )
    share = still_bothered(counted["yes"], counted["answered"])
    return Tally(share, counted["yes"], counted["answered"], asked, is_alarming(share, restraint.warn_share))


def list_remarks(telling: Telling, limit: int = 20) -> list[Reply]:
    """What people wrote beside their answer, those who are still bothered first."""
    replies = Reply.objects.filter(recipient__telling=telling).exclude(remark="")
    told = replies.exclude(recipient__customer__in=list_objecting()).order_by("-is_still_bothered", "-at")
    found = told.select_related("recipient__customer", "recipient__case")[:limit]
    return [reply for reply in found if not is_special(reply.remark)]


def list_calls(telling: Telling) -> list[Recipient]:
    """Who has no mail address: to be called by a colleague."""
    calls = telling.recipients.filter(state__in=["to_call", "called"]).select_related("customer", "case")
    return list(calls.order_by("-state", "-latest_at", "pk"))


def list_lost(telling: Telling) -> list[Recipient]:
    """Whose message did not arrive: it could not be sent, or it came back."""
    sent = telling.recipients.filter(state=Recipient.State.SENT)
    came_back = Q(contact__conversation__contacts__arrival__outcome="bounce")
    lost = sent.filter(Q(contact__delivery__state=Delivery.State.FAILED) | came_back)
    return list(lost.select_related("customer").distinct().order_by("pk"))
