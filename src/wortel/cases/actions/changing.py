"""How a case is changed: locked, compared with what its reader saw, recorded so that it can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime

from wortel.cases.models import Case
from wortel.events import actions as events
from wortel.events.models import Event
from wortel.store.actions import change as write

type Value = str | int | bool | datetime | None
type Plain = str | int | bool | None

MOMENTS = {"closed_at", "waiting_since", "snoozed_until", "latest_at"}


class CaseChanged(Exception):
    """Somebody changed the case after it was looked at."""


@dataclass(frozen=True)
class Change:
    """A case as it stands now; `event` is what `undo` asks for."""

    case: Case
    event: int


def lock(case: Case, version: int | None = None) -> Case:
    """Hold the case for this transaction; refuse when it is no longer the version that somebody looked at."""
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if version is not None and locked.version != version:
        raise CaseChanged
    return locked


def change(
    case: Case,
    kind: str,
    values: Mapping[str, Value],
    *,
    told: Mapping[str, object] | None = None,
    beside: Mapping[str, object] | None = None,
) -> Change:
    """Give a locked case these values and record what they were.

    `told` stands in the event instead of the values, `beside` next to them.
    """
    before = {name: plain(getattr(case, name)) for name in values}
    for name, value in values.items():
        setattr(case, name, value)
    case.version += 1
    write(case, *values, "version")
    details = told or {name: plain(value) for name, value in values.items()}
    event = events.record(kind, about=case, before=before, version=case.version, **details, **(beside or {}))
    return Change(case, event.pk)


def restore(event: Event) -> Case:
    """Bring back what the case was before this change, unless it was changed since; what was undone does not count."""
    case = lock(Case(pk=event.about_id))
    if not stands_as_after(event, case):
        raise CaseChanged
    return bring_back(case, event)


def stands_as_after(event: Event, case: Case) -> bool:
    """Whether nothing changed the case since this event, or all that did was undone."""
    return bool(_standing_version(case) == event.details["version"])


def bring_back(case: Case, event: Event) -> Case:
    """Give a locked case the values from before this event."""
    before: Mapping[str, Plain] = event.details["before"]
    for name, value in before.items():
        setattr(case, name, parse_datetime(str(value)) if name in MOMENTS and value else value)
    case.version += 1
    case.save(update_fields=[*before, "version"])
    back_to = event.details["version"] - 1
    events.record("case.undone", about=case, change=event.pk, version=case.version, stands_as=back_to)
    return case


def _standing_version(case: Case) -> int:
    """The version whose values the case has now: undoing gives old values a new number."""
    version = case.version
    undone = Event.objects.filter(kind="case.undone", about_kind="case", about_id=case.pk)
    while latest := undone.filter(details__version=version).first():
        version = latest.details["stands_as"]
    return version


def plain(value: Value) -> Plain:
    return value.isoformat() if isinstance(value, datetime) else value
