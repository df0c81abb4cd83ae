"""Work for later. This is the only place that knows the queue library."""

from collections.abc import Callable
from typing import Any, Protocol, cast

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


class Job(Protocol):
    """A function that can be done later."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...

    def configure(self, **options: Any) -> Any: ...


def job(*, queue: str = "default", attempts: int = 8, retry: bool = True) -> Callable[[Callable[..., Any]], Job]:
    """Make a function into a job. Jobs may run twice, so each must be harmless when repeated."""
    strategy = RetryStrategy(max_attempts=attempts, exponential_wait=3) if retry else False

    def decorate(function: Callable[..., Any]) -> Job:
        name = f"{function.__module__}.{function.__name__}"
        return cast("Job", app.task(queue=queue, retry=strategy, name=name)(function))

    return decorate


def every(cron: str, task: Job) -> Job:
    """Do `task` at each moment of the crontab line; it is given the moment as `timestamp` (Unix seconds)."""
    return cast("Job", app.periodic(cron=cron)(cast("Any", task)))


def enqueue(task: Job, *, once_as: str | None = None, **arguments: Any) -> bool:
    """Put a job in the queue within the current transaction; with `once_as` only when no such job waits yet."""
    try:
        task.configure(queueing_lock=once_as).defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True
