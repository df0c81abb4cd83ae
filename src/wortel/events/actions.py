from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, models, transaction
from django.utils import timezone

from wortel.events.models import Event
from wortel.store.actions import keep, number_of

CHANNEL = "wortel_events"


@dataclass(frozen=True)
class Actor:
    """Who is doing this: a colleague, the system, an owner through a link, a customer."""

    kind: str = "system"
    id: int | None = None
    name: str = ""


SYSTEM = Actor()
_current: ContextVar[Actor] = ContextVar("actor", default=SYSTEM)


class Batch:
    """Changes made one after the other, of which screens hear together."""

    def __init__(self) -> None:
        self.is_news = False

    def tell(self) -> None:
        """Wake the screens now, if anything happened since the last time."""
        if self.is_news:
            self.is_news = False
            _notify()


_batch: ContextVar[Batch | None] = ContextVar("batch", default=None)


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


@contextmanager
def in_bulk(shared: Batch | None = None) -> Iterator[Batch]:
    """Screens hear of everything committed inside at once: at the end, or when whoever shares the batch tells them."""
    batch = shared or Batch()
    token = _batch.set(batch)
    try:
        yield batch
    finally:
        _batch.reset(token)
        if shared is None:
            batch.tell()


def record(kind: str, *, about: models.Model, **details: object) -> Event:
    """Keep one row of what happened; screens hear of it once the transaction has been committed."""
    event = _event(kind, about, details)
    keep(event)
    wake_after_commit()
    return event


def record_each(kind: str, changes: Iterable[tuple[models.Model, Mapping[str, object]]]) -> None:
    """Keep one row for each of many changes of one kind, such as those of a file; each has its own details."""
    if Event.objects.bulk_create([_event(kind, about, details) for about, details in changes], batch_size=2_000):
        wake_after_commit()


def _event(kind: str, about: models.Model, details: Mapping[str, object]) -> Event:
    actor = current_actor()
    return Event(
        at=timezone.now(),
        kind=kind,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        about_kind=type(about).__name__.lower(),
        about_id=number_of(about),
        details=dict(details),
    )


def wake_after_commit() -> None:
    """Let screens hear of this transaction when it is committed, once however much happened in it."""
    if not any(waiting[1] is _wake_screens for waiting in connection.run_on_commit):
        transaction.on_commit(_wake_screens)


def _wake_screens() -> None:
    batch = _batch.get()
    if batch is None:
        _notify()
    else:
        batch.is_news = True


def _notify() -> None:
    """Never inside the transaction that changed something: that would queue all commits behind each other."""
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")
