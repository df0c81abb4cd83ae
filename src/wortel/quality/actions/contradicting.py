"""Where answers to one question promise different things: one card for each, that stays the same card every night."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wortel.analysis.promised import Conflict as Found
from wortel.events import actions as events
from wortel.quality import rules
from wortel.quality.models import Conflict, Ruling
from wortel.reasons.models import Reason

SHOWN = 8


@dataclass(frozen=True)
class Held:
    """The answers that were held side by side: to which question, in which language, and when each was given."""

    reason: Reason
    language: str
    moments: Sequence[datetime]


def keep_conflicts(held: Held, found: Iterable[Found], *, now: datetime) -> None:
    """Keep what was found, as the card that it was before; what is no longer found is put away."""
    known = list(Conflict.objects.select_for_update().filter(reason=held.reason, language=held.language))
    for one in found:
        card = next((card for card in known if _is_about(card, one)), None)
        if card is None:
            events.record("conflict.found", about=_fill(Conflict(found_at=now), held, one, now))
        else:
            known.remove(card)
            _reopen(_fill(card, held, one, now), held, one, now)
    put_away = [card.pk for card in known if card.gone_at is None]
    Conflict.objects.filter(pk__in=put_away).update(gone_at=now)


def drop_conflicts(reason: Reason, languages: Set[str], *, now: datetime) -> None:
    """In languages in which nobody was answered lately nothing contradicts."""
    gone = Conflict.objects.filter(reason=reason, gone_at=None).exclude(language__in=languages)
    gone.update(gone_at=now)


def _is_about(card: Conflict, found: Found) -> bool:
    shared = {value["value"] for value in card.values} & {one.value for one in found.values}
    return card.kind == found.kind and bool(shared) and rules.is_one_subject(set(card.about), found.about)


def _fill(card: Conflict, held: Held, found: Found, now: datetime) -> Conflict:
    chance = found.sameness.different
    assert chance.value is not None
    assert chance.low is not None
    assert chance.high is not None
    card.reason, card.language, card.kind = held.reason, held.language, found.kind
    card.about = sorted(found.about)
    card.values = [_show(one.value, one.words, one.count, one.example) for one in found.values[:SHOWN]]
    card.answers = chance.n
    card.different, card.low, card.high = chance.value, chance.low, chance.high
    card.seen_at, card.gone_at = now, None
    card.save()
    return card


def _show(value: str, words: str, count: int, example: str) -> Mapping[str, Any]:
    return {"value": value, "words": words[:200], "count": count, "text": example[:400]}


def _reopen(card: Conflict, held: Held, found: Found, now: datetime) -> None:
    """What was decided is asked again once several answers given since speak against it."""
    ruling = Ruling.objects.filter(conflict=card, ended_at=None).first()
    if ruling is None:
        return
    since = {one.value: sum(held.moments[place] > ruling.at for place in one.places) for one in found.values}
    if rules.speaks_against(ruling.choice, right=ruling.right, known=ruling.known, since=since):
        Ruling.objects.filter(pk=ruling.pk).update(ended_at=now)
        events.record("conflict.reopened", about=card, since=since)
