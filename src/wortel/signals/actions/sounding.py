"""How both sides sound, by topic and week: no contact, no colleague. Ours only once the works council agreed."""

from collections.abc import Iterator, Set
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from wortel.accounts.models import Organisation
from wortel.analysis.language import Label
from wortel.contacts.models import Contact
from wortel.signals.models import Heard, Tone

SHARP: frozenset[Label] = frozenset({"threat", "legal_threat", "insult", "passive_aggressive", "sarcasm"})
# These stand on the contact itself, as signals.
_SIGNALS: frozenset[Label] = frozenset({"website_referral", "re_ask"})


@transaction.atomic
def count_tone(
    *,
    answer: Contact,
    answered: Contact,
    ours: Set[Label],
    theirs: Set[Label],
    topic: str,
    now: datetime,
    zone: ZoneInfo,
) -> bool:
    """Count what was found in an answer of ours and in what it answers; each text once."""
    if not Heard.objects.filter(contact=answer, tone_at=None).update(tone_at=now):
        return False
    if _is_first(answered, now):
        _count_all(theirs_of(theirs), Tone.Side.THEIRS, topic, monday_of(answered.started_at, zone))
    if is_agreed(answer.started_at, zone):
        _count_all(ours_of(ours, theirs), Tone.Side.OURS, topic, monday_of(answer.started_at, zone))
    return True


def theirs_of(found: Set[Label]) -> Iterator[Tone.Label]:
    """What a customer's text counts for."""
    yield from (Tone.Label(one) for one in sorted(found - _SIGNALS))
    if found & SHARP:
        yield Tone.Label.SHARP


def ours_of(found: Set[Label], theirs: Set[Label]) -> Iterator[Tone.Label]:
    """What an answer of ours counts for, next to what it answers."""
    yield from (Tone.Label.BLAME if one == "blames_customer" else Tone.Label(one) for one in sorted(found - _SIGNALS))
    if found & (SHARP | {"blames_customer"}):
        yield Tone.Label.SHARP
        if not theirs & SHARP:
            yield Tone.Label.HARSHER


def is_agreed(at: datetime, zone: ZoneInfo) -> bool:
    """Whether the works council had agreed by then."""
    return Organisation.objects.filter(works_council_agreed_on__lte=at.astimezone(zone).date()).exists()


def monday_of(at: datetime, zone: ZoneInfo) -> date:
    day = at.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def count(label: Tone.Label, topic: str, monday: date, side: Tone.Side = Tone.Side.OURS) -> None:
    tone, _ = Tone.objects.get_or_create(monday=monday, topic=topic, side=side, label=label)
    Tone.objects.filter(pk=tone.pk).update(contacts=F("contacts") + 1)


def _is_first(answered: Contact, now: datetime) -> bool:
    """A second answer to the same words does not count them again."""
    heard, is_new = Heard.objects.get_or_create(contact=answered, defaults={"at": now, "tone_at": now})
    return is_new or bool(Heard.objects.filter(pk=heard.pk, tone_at=None).update(tone_at=now))


def _count_all(labels: Iterator[Tone.Label], side: Tone.Side, topic: str, monday: date) -> None:
    for label in labels:
        count(label, topic, monday, side)
