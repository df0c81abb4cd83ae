"""The queue's own housekeeping."""

from procrastinate.contrib.django import app
from procrastinate.jobs import Job as QueuedJob

from wortel.jobs import queries
from wortel.jobs.actions import TEXT, call_text_worker, every, job

KEEP_DONE_HOURS = 72


@job(queue="housekeeping", retry=False)
async def sweep_stalled(timestamp: int) -> None:
    """Give back to the queue what a killed worker was doing."""
    stalled: list[QueuedJob] = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=30))
    for stuck in stalled:
        await app.job_manager.retry_job(stuck)


@job(queue="housekeeping", retry=False)
async def forget_done(timestamp: int) -> None:
    await app.job_manager.delete_old_jobs(nb_hours=KEEP_DONE_HOURS)


@job(queue="housekeeping", retry=False)
def call_for_texts(timestamp: int) -> None:
    """A knock that was lost, a second try and what the clock asks for cost a minute, no more."""
    if queries.has_due(TEXT):
        call_text_worker()


every("* * * * *", sweep_stalled)
every("* * * * *", call_for_texts)
every("17 3 * * *", forget_done)
