from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from wortel.metrics import changes
from wortel.metrics.asking import ask_month
from wortel.metrics.models import Seen, StoredAlarm, StoredFigure, StoredLine, StoredMonth

BATCH = 2_000
# Any fixed number: whoever holds it is keeping months up to date.
REFRESHING = 0x4D4F4E


def refresh_touched() -> list[str]:
    """Reckon anew, newest first, the months to which something happened since the latest time."""
    with _one_at_a_time() as is_alone:
        if not is_alone:
            return []
        months, mark = _find_stale()
        for month in months:
            refresh(month=month)
        Seen.objects.update_or_create(id=1, defaults=mark.as_json())
        return months


def _find_stale() -> tuple[list[str], changes.Mark]:
    seen = Seen.objects.filter(id=1).first()
    mark = changes.Mark(seen.event, seen.ahead, seen.until) if seen else changes.Mark(0, 0, 0)
    connection.ensure_connection()
    raw = connection.connection
    given_out = changes.read_given_out(raw)
    with transaction.atomic():
        touched = set(changes.find_touched(raw, mark))
        if changes.is_wide(raw, mark):
            touched |= set(StoredMonth.objects.values_list("month", flat=True))
        return sorted(touched, reverse=True), mark.moved(raw, given_out)


@contextmanager
def _one_at_a_time() -> Iterator[bool]:
    """Two workers must not reckon the same months; the second leaves it to the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [REFRESHING])
        (is_alone,) = cursor.fetchone() or (False,)
    try:
        yield bool(is_alone)
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [REFRESHING])


def refresh(*, month: str) -> None:
    """Reckon a month anew and keep it, for the pages that show it."""
    keep_month(answer=ask_month(month))


@transaction.atomic
def keep_month(*, answer: Mapping[str, Any]) -> StoredMonth:
    """Put the figures of a month in the place of the earlier ones. They are made of facts, so they leave no event."""
    month, as_of = str(answer["month"]), datetime.fromisoformat(answer["as_of"])
    StoredMonth.objects.select_for_update().filter(month=month).first()
    kept, _ = StoredMonth.objects.update_or_create(month=month, defaults={"as_of": as_of})
    _keep_figures(month, as_of, answer["figures"])
    _keep_lines(month, as_of, answer["ledger"])
    return kept


def _keep_figures(month: str, as_of: datetime, figures: Sequence[Mapping[str, Any]]) -> None:
    StoredFigure.objects.filter(month=month).delete()
    rows = [StoredFigure(month=month, as_of=as_of, **figure) for figure in figures]
    StoredFigure.objects.bulk_create(rows, batch_size=BATCH)


def _keep_lines(month: str, as_of: datetime, ledger: Sequence[Mapping[str, Any]]) -> None:
    StoredLine.objects.filter(month=month).delete()
    rows = [
        StoredLine(
            month=month,
            as_of=as_of,
            position=position,
            charged_to=line["charged_to"],
            line=line["line"],
            contacts=line["contacts"],
            minutes=line["minutes"],
            cents=round(line["eur"] * 100),
            share=line["share"],
        )
        for position, line in enumerate(ledger)
    ]
    StoredLine.objects.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def keep_alarms(
    *, on: date, alarms: Sequence[Mapping[str, Any]], kind: StoredAlarm.Kind = StoredAlarm.Kind.REASON
) -> int:
    """Keep what is unusual on this day, in the place of what was kept of it before."""
    StoredAlarm.objects.filter(on=on, kind=kind).delete()
    rows = [
        StoredAlarm(
            on=on,
            kind=kind,
            reason=alarm["topic"],
            window=alarm["window"],
            count=alarm["count"],
            expected=alarm["expected"],
            p=alarm["p"],
            is_first=alarm["first"],
            days=alarm["days"],
        )
        for alarm in alarms
    ]
    return len(StoredAlarm.objects.bulk_create(rows))
