"""Reading what the words of contacts mean. Loads a model of language: only for jobs of the queue for texts."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache

import numpy as np
from django.db import transaction
from django.utils import timezone

from wortel.accounts.queries import find_organisation
from wortel.analysis.embedding import Embedder, SentenceEncoder
from wortel.analysis.topics import find_languages
from wortel.contacts.models import Contact
from wortel.jobs.actions import StopAsked, advance, begin_progress, finish_progress
from wortel.reasons.models import Encoder, TextVector
from wortel.reasons.queries.texts import Read, iterate_contacts, list_all_unread, list_unread, unpack, words_of
from wortel.reasons.rules import FEWEST_WORDS

# Counts up when texts are made ready in another way: then all are read anew.
READING = 1
LATELY = timedelta(days=7)
# What is said word for word again within so many texts is read once.
AT_ONCE, MANY_AT_ONCE = 256, 2_048


@cache
def open_embedder() -> Embedder:
    """The model that reads, kept for as long as the process lives."""
    return SentenceEncoder()


def open_encoder(*, embedder: Embedder, now: datetime) -> Encoder:
    encoder, _ = Encoder.objects.get_or_create(name=f"{embedder.model_id}/{READING}", defaults={"since": now})
    return encoder


def read_new(*, now: datetime) -> int:
    """Read what came in during the latest days."""
    embedder = open_embedder()
    encoder = open_encoder(embedder=embedder, now=now)
    count = 0
    while waiting := list_unread(encoder=encoder, since=now - LATELY, limit=AT_ONCE):
        count += len(read_texts(contacts=waiting, encoder=encoder, embedder=embedder).contacts)
    return count


def read_all(*, now: datetime) -> int:
    """Read everything that waits, the latest first; who asks it to stop can let it go on another time."""
    embedder = open_embedder()
    encoder = open_encoder(embedder=embedder, now=now)
    waiting = list_all_unread(encoder)
    if not waiting:
        return 0
    progress = begin_progress(
        name="texts", label_nl="Teksten lezen", label_en="Reading texts", total=len(waiting), now=now
    )
    done = 0
    with suppress(StopAsked):
        for contacts in iterate_contacts(waiting, MANY_AT_ONCE):
            read_texts(contacts=contacts, encoder=encoder, embedder=embedder)
            done += len(contacts)
            advance(progress=progress, done=done)
        forget_other_models(encoder=encoder)
    finish_progress(progress=progress, now=timezone.now())
    return done


@transaction.atomic
def read_texts(*, contacts: Sequence[Contact], encoder: Encoder, embedder: Embedder) -> Read:
    """Keep what these contacts mean; equal words are read once. Who was read already stays as it was."""
    said = [words_of(contact) for contact in contacts]
    distinct = list(dict.fromkeys(said))
    place = {words: at for at, words in enumerate(distinct)}
    rows = [row.tobytes() for row in embedder.embed(distinct).astype(np.float16)]
    spoken = _find_languages(distinct)
    kept = [
        TextVector(contact=contact, encoder=encoder, language=spoken[at], vector=rows[at])
        for contact, at in ((contact, place[words]) for contact, words in zip(contacts, said, strict=True))
    ]
    TextVector.objects.bulk_create(kept, ignore_conflicts=True)
    return Read([one.contact_id for one in kept], [one.language for one in kept], unpack([one.vector for one in kept]))


def _find_languages(texts: Sequence[str]) -> list[str]:
    """A text of two words looks like many languages: it is taken for that of the house."""
    ours = find_organisation().language
    found = find_languages(texts) if texts else []
    return [one if len(text.split()) >= FEWEST_WORDS else ours for one, text in zip(found, texts, strict=True)]


@transaction.atomic
def forget_other_models(*, encoder: Encoder) -> None:
    """What earlier models read may go, once this one has read everything."""
    Encoder.objects.exclude(pk=encoder.pk).delete()
