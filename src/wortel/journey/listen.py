"""What contacts tell beyond their words, looked for by the clock.

It runs as the system and never as whoever is signed in: what a rule finds is nobody's mark.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wortel.accounts.queries import find_time_zone
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact
from wortel.jobs.actions import TEXT, enqueue, every, job
from wortel.reasons.queries import find_given
from wortel.signals import actions as signals
from wortel.signals import queries

if TYPE_CHECKING:
    from wortel.analysis.language.reader import Reader

AT_ONCE = 100


@job(queue="default")
def listen(timestamp: int | None = None) -> int:
    """See what was promised and did not happen, what went from hand to hand, and how we answered."""
    now = datetime.fromtimestamp(timestamp, UTC) if timestamp else datetime.now(UTC)
    seen = signals.see_broken_promises(now=now)
    seen += signals.see_late_parcels(now=now)
    seen += signals.see_transfers(now=now)
    seen += sum(hear_answer(answer, now=now) for answer in queries.list_unheard_answers(now))
    if queries.list_unread_tone(now).exists():
        enqueue(read_tone, once_as="read tone")
    return seen


def hear_answer(answer: Contact, *, now: datetime) -> int:
    """Read one answer of ours once; gives how many signals it left."""
    answered = _find_readable(answer, now)
    if answered is None:
        signals.skip(answer=answer, now=now)
        return 0
    found = signals.hear(answer=answer, answered=answered, known=queries.find_known(answered), now=now)
    return len(found)


@job(queue=TEXT)
def read_tone() -> int:
    """Read how both sides sound in the answers that wait; gives how many were counted."""
    # The model of language is loaded where texts are read, and nowhere else.
    from wortel.analysis.embedding import SlowEncoder
    from wortel.analysis.language.head import Head
    from wortel.analysis.language.reader import Reader

    reader = Reader(SlowEncoder(), Head.load())
    count = 0
    while waiting := [one.contact for one in queries.list_unread_tone(datetime.now(UTC), AT_ONCE)]:
        count += sum(count_tone(answer, reader=reader, now=datetime.now(UTC)) for answer in waiting)
    return count


def count_tone(answer: Contact, *, reader: "Reader", now: datetime) -> bool:
    """Read one answer and what it answers."""
    answered = _find_readable(answer, now)
    if answered is None:
        signals.skip(answer=answer, now=now)
        return False
    given = find_given(answered)
    # Until the works council agrees, our own words are not even read.
    is_agreed = signals.is_agreed(answer.started_at, find_time_zone())
    theirs, ours = reader.read([(words_of(answered), "customer"), (words_of(answer) if is_agreed else "", "agent")])
    return signals.count_tone(
        answer=answer,
        answered=answered,
        ours={one.label for one in ours},
        theirs={one.label for one in theirs},
        topic=given.reason.code if given else "",
        now=now,
        zone=find_time_zone(),
    )


def _find_readable(answer: Contact, now: datetime) -> Contact | None:
    """What it answers, where a model may read that."""
    answered = queries.find_answered(answer)
    return answered if answered and contacts.keep_readable(contacts=[answered], now=now) else None


def words_of(contact: Contact) -> str:
    return contact.reply_text or contact.text


every("*/5 * * * *", listen)
