"""Reading what the words of contacts mean. Loads a model of language: only for jobs of the queue for texts."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from wortel.accounts.queries import find_organisation
from wortel.analysis.embedding import CannotRead, Embedder, FineEncoder, SentenceEncoder, open_folder
from wortel.analysis.topics import find_languages
from wortel.contacts.actions import keep_readable
from wortel.contacts.models import Contact
from wortel.jobs.actions import StopAsked, advance, begin_progress, finish_progress
from wortel.reasons.models import Encoder, TextVector
from wortel.reasons.queries.texts import Read, iterate_contacts, list_all_unread, list_unread, unpack, words_of
from wortel.reasons.rules import FEWEST_WORDS

# What the settings say for both models of Wortel together.
FINE = "fine"
# Counts up when texts are made ready in another way: then all are read anew.
READING = 1
LATELY = timedelta(days=7)
# What is said word for word again within so many texts is read once.
AT_ONCE, MANY_AT_ONCE = 256, 2_048


def open_embedder() -> Embedder:
    """The model in use; where that is not on this machine any more, or there is none yet, the one that is wanted."""
    used = Encoder.objects.in_use().first()
    if used is not None:
        with suppress(CannotRead):
            embedder = _open(used.folder)
            if name_of(embedder) == used.name:
                return embedder
    return open_wanted()


def open_wanted() -> Embedder:
    """The model that the settings name."""
    return _open(settings.TEXT_MODEL)


@cache
def _open(folder: str) -> Embedder:
    """The model in this folder, or one of the two of Wortel; kept for as long as the process lives."""
    if folder == FINE:
        return FineEncoder()
    return open_folder(Path(folder)) if folder else SentenceEncoder()


def name_of(embedder: Embedder) -> str:
    return f"{embedder.model_id}/{READING}"


def know(*, embedder: Embedder, now: datetime) -> Encoder:
    """The row of a model, whether or not it is in use; a new one is always the one that is wanted."""
    told = {"since": now, "folder": settings.TEXT_MODEL}
    return Encoder.objects.get_or_create(name=name_of(embedder), defaults=told)[0]


def open_encoder(*, embedder: Embedder, now: datetime) -> Encoder:
    """The row of the model in use."""
    encoder = know(embedder=embedder, now=now)
    if encoder.used_since is None:
        encoder.used_since = now
        encoder.save(update_fields=["used_since"])
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
        for done in read_each(contacts=waiting, encoder=encoder, embedder=embedder):
            advance(progress=progress, done=done)
        forget_earlier_models(encoder=encoder)
    finish_progress(progress=progress, now=timezone.now())
    return done


def read_each(*, contacts: Sequence[int], encoder: Encoder, embedder: Embedder) -> Iterator[int]:
    """Read these contacts; after each part how many were read."""
    done = 0
    for some in iterate_contacts(contacts, MANY_AT_ONCE):
        read_texts(contacts=some, encoder=encoder, embedder=embedder)
        done += len(some)
        yield done


@transaction.atomic
def read_texts(*, contacts: Sequence[Contact], encoder: Encoder, embedder: Embedder) -> Read:
    """Keep what these contacts mean; equal words are read once. Who was read already stays as it was."""
    contacts = keep_readable(contacts=contacts, now=timezone.now())
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
def forget_earlier_models(*, encoder: Encoder) -> None:
    """What models in use before this one read may go, once this one has read everything."""
    Encoder.objects.exclude(used_since=None).exclude(pk=encoder.pk).delete()
