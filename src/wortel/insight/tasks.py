"""Work that takes long: the evidence of every parcel of a problem."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone

from wortel.insight.packs import Printed, print_index, print_pack, write_zip
from wortel.jobs.actions import StopAsked, advance, begin_progress, every, finish_progress, job
from wortel.orders.models import Parcel
from wortel.problems import actions, queries
from wortel.problems.actions.packs import KEPT_DAYS
from wortel.problems.models import PackBatch

AT_ONCE = 50


@job()
def print_packs(batch: int) -> None:
    """One index and a folder for each parcel; may begin again, and then replaces what it made before."""
    asked = PackBatch.objects.select_related("problem", "agent").get(pk=batch)
    if asked.finished_at is not None:
        return
    now = timezone.now()
    making = _Making(asked, queries.list_hit_parcels(asked.problem), now)
    asked.packs.all().delete()
    try:
        # On the disk of the data folder, without a name: whatever stops this leaves nothing behind.
        with TemporaryFile(dir=_folder()) as held:
            write_zip(held, making.files())
            _keep(asked, File(held), making.done)
    except StopAsked:
        actions.stop_packs(batch=asked, now=timezone.now())
    finish_progress(progress=making.progress, now=timezone.now())


def _folder() -> Path:
    folder = Path(default_storage.path("packs"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class _Making:
    """The files of a batch, one parcel at a time, and how far it is."""

    def __init__(self, asked: PackBatch, parcels: QuerySet[Parcel], now: datetime) -> None:
        self._asked, self._parcels, self._now = asked, parcels, now
        self.done = 0
        self.progress = begin_progress(
            name=f"packs {asked.pk}",
            label_nl=f"Bewijs bij ‘{asked.problem.title_nl or asked.problem}’",
            label_en=f"Evidence of ‘{asked.problem.title_en or asked.problem}’",
            total=parcels.count(),
            now=now,
        )

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Those of every parcel, and the index, which knows them all, at the end."""
        index = []
        for parcel in self._parcels.iterator(chunk_size=AT_ONCE):
            printed = self._print(parcel)
            yield from printed.files(f"{printed.name}/")
            index.append(printed.entry)
            self.done += 1
            advance(progress=self.progress, done=self.done)
        yield "index.pdf", print_index(self._asked.problem.title, index, self._now)

    def _print(self, parcel: Parcel) -> Printed:
        asked = self._asked
        wanted = actions.Wanted(asked.is_redacted, asked.has_originals, asked.why)
        printed = print_pack(parcel, wanted, agent=asked.agent, now=self._now)
        content_hash = printed.content_hash
        actions.note_pack(
            parcel=parcel, wanted=wanted, content_hash=content_hash, agent=asked.agent, now=self._now, batch=asked
        )
        return printed


def _keep(asked: PackBatch, held: "File[bytes]", parcels: int) -> None:
    """Unless somebody in it objected meanwhile."""
    asked.refresh_from_db(fields=["removed_at"])
    if asked.removed_at:
        actions.stop_packs(batch=asked, now=timezone.now())
        return
    file_hash = sha256()
    for block in held.chunks():
        file_hash.update(block)
    name = default_storage.save(f"packs/{asked.pk}-{secrets.token_urlsafe(16)}.zip", held)
    actions.keep_packs(batch=asked, file=name, file_hash=file_hash.hexdigest(), parcels=parcels, now=timezone.now())


@job()
def sweep_packs(timestamp: int) -> int:
    """Files that stood ready for a week go."""
    now = datetime.fromtimestamp(timestamp, UTC)
    stale = list(queries.list_stale_batches(now, KEPT_DAYS))
    for batch in stale:
        actions.forget_packs(batch=batch, now=now)
    return len(stale)


every("25 3 * * *", sweep_packs)
