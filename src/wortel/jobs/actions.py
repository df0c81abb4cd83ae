"""Work for later. This is the only place that knows the queue library."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol, cast

from django.conf import settings
from django.db import OperationalError, connection, transaction
from procrastinate import PsycopgConnector, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import AlreadyEnqueued

from wortel.jobs import queries
from wortel.jobs.models import Progress

# Jobs of this queue load models of language. A process of their own does them: it comes when one waits, and leaves.
TEXT = "text"
LOOK_SECONDS = 20.0
# The library forgets a call that comes while it looks for work. Where of each job one may wait there is no second call.
LOOK_AGAIN_SECONDS = 0.25


class Job(Protocol):
    """A function that can be done later."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...

    def configure(self, **options: Any) -> Any: ...


def job(
    *, queue: str = "default", attempts: int = 8, retry: bool = True, alone_as: str | None = None
) -> Callable[[Callable[..., Any]], Job]:
    """Make a function into a job. Jobs may run twice, so each must be harmless when repeated.

    Of all jobs with the same `alone_as` one runs at a time.
    """
    strategy = RetryStrategy(max_attempts=attempts, exponential_wait=3) if retry else False

    def decorate(function: Callable[..., Any]) -> Job:
        name = f"{function.__module__}.{function.__name__}"
        return cast("Job", app.task(queue=queue, retry=strategy, name=name, lock=alone_as)(function))

    return decorate


def every(cron: str, task: Job) -> Job:
    """Do `task` at each moment of the crontab line; it is given the moment as `timestamp` (Unix seconds)."""
    return cast("Job", app.periodic(cron=cron)(cast("Any", task)))


def enqueue(task: Job, *, once_as: str | None = None, after_seconds: int = 0, **arguments: Any) -> bool:
    """Put a job in the queue within the current transaction; with `once_as` only when no such job waits yet."""
    later = {"schedule_in": {"seconds": after_seconds}} if after_seconds else {}
    try:
        # A savepoint: a refusal by the database would otherwise spoil the whole transaction it happens in.
        with transaction.atomic(savepoint=once_as is not None):
            task.configure(queueing_lock=once_as, **later).defer(**arguments)
    except AlreadyEnqueued:
        return False
    if getattr(task, "queue", "") == TEXT:
        transaction.on_commit(call_text_worker)
    return True


def call_text_worker() -> None:
    """Knock at the door of the process for texts; where nobody watches over that door, one is always there."""
    with socket.socket(socket.AF_UNIX) as knock, suppress(OSError):
        knock.setblocking(False)
        knock.connect(settings.TEXT_SOCKET)


def work(*, queues: Sequence[str], at_once: int, seconds_to_stop: float) -> None:
    """Do what is queued, until SIGTERM. The library's own command would hold four database sessions all the time."""
    sessions = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4)
    chosen = list(queues) or list_queues()
    with app.replace_connector(sessions):
        app.run_worker(
            queues=chosen,
            concurrency=at_once,
            shutdown_graceful_timeout=seconds_to_stop,
            fetch_job_polling_interval=LOOK_AGAIN_SECONDS,
        )


def list_queues() -> list[str]:
    """All queues but that of texts."""
    cast("Any", app).perform_import_paths()
    return sorted({task.queue for task in app.tasks.values()} - {TEXT})


def leave_when_idle(*, door: socket.socket, idle_seconds: float) -> None:
    """End this process in order when no text has waited for so long; who knocks after that is heard by the next one."""
    threading.Thread(target=_watch, args=(door, idle_seconds), name="idle", daemon=True).start()


def _watch(door: socket.socket, idle_seconds: float) -> None:
    door.settimeout(min(idle_seconds, LOOK_SECONDS))
    busy_at = time.monotonic()
    while time.monotonic() - busy_at < idle_seconds:
        try:
            door.accept()[0].close()
            busy_at = time.monotonic()
        except TimeoutError:
            if _is_wanted():
                busy_at = time.monotonic()
    os.kill(os.getpid(), signal.SIGTERM)


def _is_wanted() -> bool:
    """Whether a text waits or is being read; a database that is away for a moment is no reason to leave."""
    try:
        return queries.has_due(TEXT)
    except OperationalError:
        return True
    finally:
        connection.close()


def make_way() -> None:
    """After work that took much memory: let this process end in order, where another is started at once."""
    if os.environ.get("WORTEL_SUPERVISED"):
        os.kill(os.getpid(), signal.SIGTERM)


class StopAsked(Exception):
    """Somebody asked this long work to stop."""


def begin_progress(*, name: str, label_nl: str, label_en: str, total: int, now: datetime) -> Progress:
    """Start, or start again, to show how far a long piece of work is."""
    fresh = {"label_nl": label_nl, "label_en": label_en, "total": total, "done": 0, "started_at": now}
    progress, _ = Progress.objects.update_or_create(
        name=name, defaults={**fresh, "finished_at": None, "stop_asked_at": None}
    )
    return progress


def resume_progress(*, name: str, label_nl: str, label_en: str, total: int, now: datetime) -> Progress:
    """Start to show work that is done once, or go on where it was left; it may be finished already."""
    Progress.objects.filter(name=name).update(stop_asked_at=None)
    fresh = {"label_nl": label_nl, "label_en": label_en, "total": total, "started_at": now}
    return Progress.objects.get_or_create(name=name, defaults=fresh)[0]


def advance(*, progress: Progress, done: int) -> None:
    """Say how much is done; raises `StopAsked` when the work was asked to stop."""
    Progress.objects.filter(pk=progress.pk).update(done=done)
    if Progress.objects.filter(pk=progress.pk, stop_asked_at__isnull=False).exists():
        raise StopAsked


def finish_progress(*, progress: Progress, now: datetime) -> None:
    Progress.objects.filter(pk=progress.pk).update(finished_at=now)


def ask_to_stop(*, progress: Progress, now: datetime) -> None:
    Progress.objects.filter(pk=progress.pk).update(stop_asked_at=now)
