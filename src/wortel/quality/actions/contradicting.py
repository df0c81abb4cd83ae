"""Where answers to one question promise different things: one card for each, that stays the same card every night."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from wortel.analysis.promised import Conflict as Found
from wortel.events import actions as events
from wortel.quality import rules
from wortel.quality.models import Conflict, Ruling
from wortel.reasons.models import Driver, Reason

SHOWN = 8


@dataclass(frozen=True)
class Held:
    """The answers that were held side by side: to which question, in which language, and when each was given.

    The question is the driver; without one, the reason.
    """

    driver: Driver | None
    reason: Reason | None
    language: str
    moments: Sequence[datetime]

    @property
    def question(self) -> Mapping[str, Any]:
        return {"driver": self.driver} if self.driver else {"driver": None, "reason": self.reason}


def keep_conflicts(held: Held, found: Iterable[Found], *, now: datetime) -> list[Found]:
    """Keep what was found, as the card that it was before; gives what this question has no card of yet."""
    known = list(Conflict.objects.select_for_update().filter(**held.question, language=held.language))
    fresh: list[Found] = []
    for one in found:
        card = next((card for card in known if _is_about(card, one)), None)
        if card is None:
            fresh.append(one)
        else:
            known.remove(card)
            _keep(card, held, one, now)
    return fresh


@transaction.atomic
def place_conflicts(fresh: Iterable[tuple[Held, Found]], *, now: datetime) -> None:
    """Give what is new a card: the one that it was at another question with this reason, or else one of its own.

    So a decision stands when answers move to another driver. What is no longer found is put away, without a sentence.
    """
    lost = list(Conflict.objects.select_for_update().filter(gone_at=None, seen_at__lt=now))
    for held, one in fresh:
        card = next((card for card in lost if _has_moved(card, held) and _is_about(card, one)), None)
        if card is None:
            events.record("conflict.found", about=_fill(Conflict(found_at=now), held, one, now))
        else:
            lost.remove(card)
            _keep(card, held, one, now)
    for card in lost:
        card.values, card.gone_at = [{**value, "text": ""} for value in card.values], now
    Conflict.objects.bulk_update(lost, ["values", "gone_at"])


def _has_moved(card: Conflict, held: Held) -> bool:
    return card.language == held.language and card.reason_id == (held.reason and held.reason.pk)


def _is_about(card: Conflict, found: Found) -> bool:
    shared = {value["value"] for value in card.values} & {one.value for one in found.values}
    return card.kind == found.kind and bool(shared) and rules.is_one_subject(set(card.about), found.about)


def _fill(card: Conflict, held: Held, found: Found, now: datetime) -> Conflict:
    chance = found.sameness.different
    assert chance.value is not None
    assert chance.low is not None
    assert chance.high is not None
    card.driver, card.reason, card.language, card.kind = held.driver, held.reason, held.language, found.kind
    card.about = sorted(found.about)
    card.values = [_show(one.value, one.words, one.count, one.example) for one in found.values[:SHOWN]]
    card.answers = chance.n
    card.different, card.low, card.high = chance.value, chance.low, chance.high
    card.seen_at, card.gone_at = now, None
    card.save()
    return card


def _show(value: str, words: str, count: int, example: str) -> Mapping[str, Any]:
    return {"value": value, "words": words[:200], "count": count, "text": example[:400]}


def _keep(card: Conflict, held: Held, found: Found, now: datetime) -> None:
    """What was decided is asked again once several answers given since speak against it."""
    _fill(card, held, found, now)
    ruling = Ruling.objects.filter(conflict=card, ended_at=None).first()
    if ruling is None:
        return
    since = {one.value: sum(held.moments[place] > ruling.at for place in one.places) for one in found.values}
    if rules.speaks_against(ruling.choice, right=ruling.right, known=ruling.known, since=since):
        Ruling.objects.filter(pk=ruling.pk).update(ended_at=now)
        events.record("conflict.reopened", about=card, since=since)
