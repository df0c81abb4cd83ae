"""Guessing reasons from meaning and wording. Loads a model of language: only for jobs of the queue for texts."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from wortel.analysis.embedding import Embedder
from wortel.analysis.suggesting import Examples, Lessons, Said, Suggested, Suggester, learn, learn_again, pack
from wortel.analysis.topics import find_languages
from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.reasons.actions.giving import propose_reason, withdraw_proposal
from wortel.reasons.actions.texts import open_embedder, open_encoder, read_texts
from wortel.reasons.models import Encoder, Guess, Lesson, Reason
from wortel.reasons.queries.lessons import (
    find_lesson,
    list_given,
    list_names,
    list_unguessed,
    list_unread_among,
    open_lesson,
    read_examples,
    read_others,
    read_said,
)
from wortel.reasons.queries.texts import iterate_contacts

LESSON = 5_000
OTHERS = 2_000
LATELY = timedelta(days=7)
AT_ONCE = 500
READ_AT_ONCE = 256
# A trial costs several lessons. What it taught holds until a tenth more was given, and at least for so many.
TRIED_AGAIN_AFTER = 25


_open: dict[int, Suggester] = {}


def learn_reasons(*, now: datetime) -> Lesson | None:
    """Learn anew from the latest reasons that people gave; the trial is done again when much came since."""
    embedder = open_embedder()
    encoder = open_encoder(embedder=embedder, now=now)
    lessons, earlier = gather(encoder, embedder), find_lesson(encoder)
    n = len(lessons.examples)
    if earlier is not None and n < earlier.tried_on + max(TRIED_AGAIN_AFTER, earlier.tried_on // 10):
        suggester = learn_again(lessons, encoder.name, open_lesson(earlier.pk).experience)
        trial, tried_on, tried_at = earlier.trial, earlier.tried_on, earlier.tried_at
    else:
        suggester = learn(lessons, encoder.name)
        trial, tried_on, tried_at = _tell(suggester), n, now
    if suggester is None:
        return None
    fresh = Lesson(encoder=encoder, learned_from=n, packed=pack(suggester.learned), at=now)
    fresh.trial, fresh.tried_on, fresh.tried_at = trial, tried_on, tried_at
    _keep(fresh)
    _hold(fresh, suggester)
    return fresh


@transaction.atomic
def _keep(lesson: Lesson) -> None:
    lesson.save()
    Lesson.objects.exclude(pk=lesson.pk).delete()
    events.record("reasons.learned", about=lesson, examples=lesson.learned_from)


def guess_waiting(*, now: datetime) -> int:
    """Guess the reason of what came in lately and was read; what a person gave stays."""
    embedder = open_embedder()
    encoder = open_encoder(embedder=embedder, now=now)
    lesson = find_lesson(encoder) or learn_reasons(now=now)
    if lesson is None:
        return 0
    contacts, said = read_said(
        list_unguessed(encoder=encoder, lesson=lesson, since=now - LATELY, limit=AT_ONCE), encoder=encoder
    )
    if not contacts:
        return 0
    reasons = {one.code: one for one in Reason.objects.filter(is_active=True)}
    suggester = _open.get(lesson.pk) or _hold(lesson, _look_around(lesson, encoder, embedder))
    all_suggested = suggester.suggest(said)
    # Who was erased since this was learned is no example any more.
    unread = set(list_unread_among([pk for one in all_suggested for pk in one.alike], encoder=encoder))
    for contact, suggested in zip(contacts, all_suggested, strict=True):
        alike = tuple(pk for pk in suggested.alike if pk not in unread)
        _guess(contact=contact, suggested=replace(suggested, alike=alike), reasons=reasons, lesson=lesson, now=now)
    return len(contacts)


def _hold(lesson: Lesson, suggester: Suggester) -> Suggester:
    """Keep the latest in memory for as long as this process lives."""
    _open.clear()
    _open[lesson.pk] = suggester
    return suggester


def _look_around(lesson: Lesson, encoder: Encoder, embedder: Embedder) -> Suggester:
    """What was learned by another process, with the neighbours as they are now."""
    learned, lessons = open_lesson(lesson.pk), gather(encoder, embedder)
    return Suggester(learned, learned.look_around(lessons.all, lessons.others))


@transaction.atomic
def _guess(
    *, contact: Contact, suggested: Suggested, reasons: dict[str, Reason], lesson: Lesson, now: datetime
) -> None:
    choices = [(reasons[code], chance) for code, chance in suggested.reasons if code in reasons]
    is_sure = suggested.is_sure and suggested.reasons[0][0] in reasons
    told = {
        "choices": [(reason.pk, round(chance, 4)) for reason, chance in choices],
        "is_sure": is_sure,
        "is_strange": suggested.is_strange,
        "words": suggested.words,
        "alike": suggested.alike,
        "lesson": lesson.pk,
        "at": now,
    }
    Guess.objects.update_or_create(contact=contact, defaults=told)
    if is_sure:
        propose_reason(contact=contact, reason=choices[0][0], confidence=choices[0][1], now=now)
    elif lesson.trial is not None:
        withdraw_proposal(contact=contact)


def gather(encoder: Encoder, embedder: Embedder) -> Lessons:
    """What people gave, what they call the reasons, and what else came in; what was not read yet is read now."""
    given = list_given(LESSON)
    for contacts in iterate_contacts(list_unread_among([pk for pk, _ in given], encoder=encoder), READ_AT_ONCE):
        read_texts(contacts=contacts, encoder=encoder, embedder=embedder)
    names, named = list_names()
    called = Said(names, embedder.embed(names), find_languages(names) if names else [])
    return Lessons(
        examples=read_examples(given, encoder=encoder),
        names=Examples(called, named, [0] * len(names)),
        others=read_others(encoder=encoder, limit=OTHERS),
    )


def _tell(suggester: Suggester | None) -> dict[str, Any] | None:
    experience = suggester.learned.experience if suggester else None
    return asdict(experience.trial) if experience else None
