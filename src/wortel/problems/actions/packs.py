"""Making evidence for a claim, and taking it along: both are remembered."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction

from wortel.accounts.models import Agent
from wortel.contacts.models import ContactQuerySet
from wortel.events import actions as events
from wortel.orders.models import Parcel
from wortel.problems.models import Pack, PackBatch, Problem

KEPT_DAYS = 7


class NoReasonGiven(ValueError):
    """Names, addresses and whole mails leave only with a reason."""


@dataclass(frozen=True)
class Wanted:
    """What may be told in a pack: without names by default, and why if with."""

    is_redacted: bool = True
    has_originals: bool = False
    why: str = ""

    def check(self) -> None:
        if (not self.is_redacted or self.has_originals) and not self.why.strip():
            raise NoReasonGiven


@transaction.atomic
def note_pack(
    *,
    parcel: Parcel,
    wanted: Wanted,
    content_hash: str,
    agent: Agent | None,
    now: datetime,
    batch: PackBatch | None = None,
) -> Pack:
    """Remember that evidence about a parcel was put on paper, and for whom it was opened."""
    wanted.check()
    pack = Pack.objects.create(
        parcel=parcel,
        batch=batch,
        agent=agent,
        is_redacted=wanted.is_redacted,
        has_originals=wanted.has_originals,
        why=wanted.why.strip(),
        content_hash=content_hash,
        made_at=now,
    )
    events.record(
        "pack.made",
        about=parcel,
        pack=pack.pk,
        hash=content_hash,
        is_redacted=pack.is_redacted,
        has_originals=pack.has_originals,
        why=pack.why,
    )
    return pack


@transaction.atomic
def ask_packs(*, problem: Problem, wanted: Wanted, agent: Agent, now: datetime) -> PackBatch:
    """Have the evidence of every parcel of a problem made."""
    wanted.check()
    batch = PackBatch.objects.create(
        problem=problem,
        agent=agent,
        is_redacted=wanted.is_redacted,
        has_originals=wanted.has_originals,
        why=wanted.why.strip(),
        asked_at=now,
    )
    events.record("packs.asked", about=problem, batch=batch.pk, is_redacted=batch.is_redacted, why=batch.why)
    return batch


@transaction.atomic
def keep_packs(*, batch: PackBatch, file: str, file_hash: str, parcels: int, now: datetime) -> None:
    """The file stands ready for a week."""
    PackBatch.objects.filter(pk=batch.pk).update(file=file, file_hash=file_hash, parcels=parcels, finished_at=now)
    events.record("packs.made", about=batch.problem, batch=batch.pk, parcels=parcels, hash=file_hash)


@transaction.atomic
def stop_packs(*, batch: PackBatch, now: datetime) -> None:
    """Somebody asked to stop: nothing is kept."""
    PackBatch.objects.filter(pk=batch.pk).update(finished_at=now)
    events.record("packs.stopped", about=batch.problem, batch=batch.pk)


def note_fetched(*, batch: PackBatch) -> None:
    events.record("packs.fetched", about=batch.problem, batch=batch.pk)


@transaction.atomic
def forget_packs(*, batch: PackBatch, now: datetime) -> None:
    """Its file goes; that it was made stays known."""
    if batch.file:
        default_storage.delete(batch.file)
    PackBatch.objects.filter(pk=batch.pk, removed_at=None).update(removed_at=now)
    events.record("packs.removed", about=batch.problem, batch=batch.pk)


@transaction.atomic
def remove_packs(*, contacts: ContactQuerySet, now: datetime) -> None:
    """Files with the words of these contacts go at once, also one that is just being made."""
    there = PackBatch.objects.filter(removed_at=None).exclude(file="", finished_at__isnull=False)
    for batch in there.filter(packs__parcel__order__contacts__in=contacts).distinct():
        forget_packs(batch=batch, now=now)
