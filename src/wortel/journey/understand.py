"""What a contact is about: a reason proposed from its words, soon after it came in, and whether it broke again."""

from datetime import UTC, datetime, timedelta

from wortel.contacts import actions as contacts
from wortel.jobs.actions import enqueue, every, job
from wortel.journey.hold_beside import find_copies
from wortel.reasons import actions as reasons
from wortel.reasons import queries
from wortel.reasons.tasks import read_new_texts
from wortel.signals import actions as signals
from wortel.signals.queries import list_unprinted

LOOKED_BACK = timedelta(days=7)
AT_ONCE = 2000


@job(queue="default")
def understand_waiting(timestamp: int | None = None) -> int:
    """Propose a reason for everything recent that has none; words that say too little are read again next time."""
    now = datetime.fromtimestamp(timestamp, UTC) if timestamp else datetime.now(UTC)
    if queries.has_unread(since=now - LOOKED_BACK):
        enqueue(read_new_texts, once_as="read new texts")
    if list_unprinted(since=now - LOOKED_BACK, limit=1).exists():
        enqueue(find_copies, once_as="find copies")
    proposed = 0
    proposer = queries.find_proposer()
    waiting = queries.list_waiting(since=now - LOOKED_BACK, limit=AT_ONCE)
    for contact in contacts.keep_readable(contacts=waiting, now=now):
        if proposer.propose_for(contact):
            proposed += reasons.propose(contact=contact, now=now) is not None
    signals.see_broken_again(now=now)
    return proposed


every("* * * * *", understand_waiting)
