"""Work that takes long: the evidence of every parcel of a problem."""

import secrets
from datetime import UTC, datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from wortel.insight.packs import hash_of, print_index, print_pack, zip_up
from wortel.jobs.actions import StopAsked, advance, begin_progress, every, finish_progress, job
from wortel.problems import actions, queries
from wortel.problems.actions.packs import KEPT_DAYS
from wortel.problems.models import PackBatch


@job()
def print_packs(batch: int) -> None:
    """One index and a folder for each parcel; may begin again, and then replaces what it made before."""
    asked = PackBatch.objects.select_related("problem", "agent").get(pk=batch)
    if asked.finished_at is not None:
        return
    now = timezone.now()
    parcels = list(queries.list_hit_parcels(asked.problem))
    progress = begin_progress(
        name=f"packs {asked.pk}",
        label_nl=f"Bewijs bij ‘{asked.problem.title_nl or asked.problem}’",
        label_en=f"Evidence of ‘{asked.problem.title_en or asked.problem}’",
        total=len(parcels),
        now=now,
    )
    asked.packs.all().delete()
    wanted = actions.Wanted(asked.is_redacted, asked.has_originals, asked.why)
    files: list[tuple[str, bytes]] = []
    index = []
    try:
        for done, parcel in enumerate(parcels, start=1):
            printed = print_pack(parcel, wanted, agent=asked.agent, now=now)
            actions.note_pack(
                parcel=parcel,
                wanted=wanted,
                content_hash=printed.content_hash,
                agent=asked.agent,
                now=now,
                batch=asked,
            )
            files += printed.files(f"{printed.name}/")
            index.append((printed.name, printed.shipment, printed.content_hash))
            advance(progress=progress, done=done)
    except StopAsked:
        actions.stop_packs(batch=asked, now=timezone.now())
        finish_progress(progress=progress, now=timezone.now())
        return
    content = zip_up([("index.pdf", print_index(asked.problem.title, index, now)), *files])
    name = default_storage.save(f"packs/{asked.pk}-{secrets.token_urlsafe(16)}.zip", ContentFile(content))
    actions.keep_packs(batch=asked, file=name, file_hash=hash_of(content), parcels=len(parcels), now=timezone.now())
    finish_progress(progress=progress, now=timezone.now())


@job()
def sweep_packs(timestamp: int) -> int:
    """Files that stood ready for a week go."""
    now = datetime.fromtimestamp(timestamp, UTC)
    stale = list(queries.list_stale_batches(now, KEPT_DAYS))
    for batch in stale:
        default_storage.delete(batch.file)
        actions.forget_packs(batch=batch, now=now)
    return len(stale)


every("25 3 * * *", sweep_packs)
