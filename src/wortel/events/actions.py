from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, models, transaction
from django.utils import timezone

from wortel.events.models import Event

CHANNEL = "wortel_events"


@dataclass(frozen=True)
class Actor:
    """Who is doing this: a colleague, the system, an owner through a link, a customer."""

    kind: str = "system"
    id: int | None = None
    name: str = ""


SYSTEM = Actor()
_current: ContextVar[Actor] = ContextVar("actor", default=SYSTEM)


def current_actor() -> Actor:
    return _current.get()


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Everything recorded inside is done by `actor`."""
    token = _current.set(actor)
    try:
        yield
    finally:
        _current.reset(token)


def record(kind: str, *, about: models.Model, **details: object) -> Event:
    """Keep one row of what happened; screens hear of it once the transaction has been committed."""
    actor = current_actor()
    event = Event.objects.create(
        at=timezone.now(),
        kind=kind,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        about_kind=type(about).__name__.lower(),
        about_id=about.pk,
        details=details,
    )
    transaction.on_commit(_wake_screens)
    return event


def _wake_screens() -> None:
    """Not inside the transaction that changed something: that would queue all commits behind each other."""
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")
