"""What must happen because something happened, in one table.

A follow-up is a job without arguments that does whatever still waits for it. So a thousand mails wake it once, it may
run twice, and a wake-up that was lost in a crash costs no more than the minute until the clock wakes it again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.db import transaction

from wortel.jobs.actions import Job, enqueue
from wortel.journey.understand import understand_waiting

FOLLOWUPS: dict[str, tuple[Job, ...]] = {
    "contact.filed": (understand_waiting,),
}

_gathered: ContextVar[set[str] | None] = ContextVar("gathered", default=None)


def follow(*kinds: str) -> None:
    """Wake the jobs that follow these kinds of events, once what happened is committed."""
    awaited = _gathered.get()
    for kind in kinds:
        if kind in FOLLOWUPS:
            transaction.on_commit(partial(_wake, kind) if awaited is None else partial(awaited.add, kind))


@contextmanager
def gathered(shared: set[str] | None = None) -> Iterator[None]:
    """Wake each job once for everything that happens inside; whoever shares the set wakes them when it suits."""
    kinds = set[str]() if shared is None else shared
    token = _gathered.set(kinds)
    try:
        yield
    finally:
        _gathered.reset(token)
        if shared is None:
            wake(kinds)


def wake(kinds: set[str]) -> None:
    """Wake the jobs of these kinds now, and forget the kinds."""
    while kinds:
        _wake(kinds.pop())


def _wake(kind: str) -> None:
    for job in FOLLOWUPS[kind]:
        enqueue(job, once_as=f"follow {kind}: {getattr(job, 'name', job)}")
