"""Letting another model read texts: it reads everything first, is held beside the one in use, and then takes over."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wortel.analysis.embedding import Embedder, Marks, evaluate
from wortel.analysis.suggesting import Compared, compare
from wortel.events import actions as events
from wortel.jobs.actions import StopAsked, advance, begin_progress, finish_progress
from wortel.reasons.actions.guessing import gather
from wortel.reasons.actions.texts import know, open_embedder, open_encoder, open_wanted, read_each
from wortel.reasons.models import Encoder
from wortel.reasons.queries.texts import list_all_unread


@dataclass(frozen=True)
class Beside:
    """Two models on the requests that come with Wortel, and on the reasons that colleagues gave where they suffice."""

    used: Marks
    wanted: Marks
    own: Compared | None

    @property
    def is_worse(self) -> bool:
        """Surely so on our own contacts; without enough of those, surely so in a language or between the two."""
        if self.own is not None:
            return self.own.gain.high is not None and self.own.gain.high < 0
        pairs = (
            (self.used.dutch, self.wanted.dutch),
            (self.used.english, self.wanted.english),
            (self.used.over_languages, self.wanted.over_languages),
        )
        return any((wanted.high or 0) < (used.low or 0) for used, wanted in pairs)


def read_with_wanted(*, now: datetime, tell: Callable[[int, int], None]) -> bool:
    """Let the wanted model read everything, while the one in use goes on; whether nobody stopped it.

    `tell` hears how many of how many were read. What was read stays, so that it goes on where it was stopped.
    """
    embedder = open_wanted()
    encoder = know(embedder=embedder, now=now)
    waiting = list_all_unread(encoder)
    progress = begin_progress(
        name="model", label_nl="Teksten lezen met het andere model", label_en="Reading texts with the other model",
        total=len(waiting), now=now,
    )  # fmt: skip
    is_whole = False
    with suppress(StopAsked):
        for done in read_each(contacts=waiting, encoder=encoder, embedder=embedder):
            tell(done, len(waiting))
            advance(progress=progress, done=done)
        is_whole = True
    finish_progress(progress=progress, now=timezone.now())
    return is_whole


def hold_beside(*, now: datetime) -> Beside:
    """The model in use beside the wanted one."""
    used, wanted = open_embedder(), open_wanted()
    lessons = [gather(know(embedder=one, now=now), one) for one in (used, wanted)]
    return Beside(evaluate(used), evaluate(wanted), compare(*lessons))


@transaction.atomic
def use(*, embedder: Embedder, now: datetime) -> Encoder:
    """Let this model read from now on. What other models read goes; which driver a contact has stays as it is."""
    Encoder.objects.exclude(pk=know(embedder=embedder, now=now).pk).delete()
    encoder = open_encoder(embedder=embedder, now=now)
    events.record("text_model.changed", about=encoder, model=encoder.name)
    return encoder
