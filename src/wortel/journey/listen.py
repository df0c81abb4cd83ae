"""What contacts tell beyond their words, looked for by the clock.

It runs as the system and never as whoever is signed in: what a rule finds is nobody's mark.
"""

from datetime import UTC, datetime

from wortel.accounts.queries import find_time_zone
from wortel.contacts.models import Contact
from wortel.jobs.actions import every, job
from wortel.reasons.queries import find_given
from wortel.signals import actions as signals
from wortel.signals import queries


@job(queue="default")
def listen(timestamp: int | None = None) -> int:
    """See what was promised and did not happen, what went from hand to hand, and how we answered."""
    now = datetime.fromtimestamp(timestamp, UTC) if timestamp else datetime.now(UTC)
    seen = signals.see_broken_promises(now=now)
    seen += signals.see_late_parcels(now=now)
    seen += signals.see_transfers(now=now)
    return seen + sum(hear_answer(answer, now=now) for answer in queries.list_unheard_answers(now))


def hear_answer(answer: Contact, *, now: datetime) -> int:
    """Read one answer of ours once; gives how many signals it left."""
    answered = queries.find_answered(answer)
    if answered is None:
        signals.skip(answer=answer, now=now)
        return 0
    found = signals.hear(answer=answer, answered=answered, known=queries.find_known(answered), now=now)
    given = find_given(answered)
    signals.count_tone(
        text=answer.reply_text or answer.text,
        topic=given.reason.code if given else "",
        at=answer.started_at,
        zone=find_time_zone(),
    )
    return len(found)


every("*/5 * * * *", listen)
