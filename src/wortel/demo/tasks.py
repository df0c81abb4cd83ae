from datetime import date

from django.utils import timezone

from wortel.accounts.queries import find_organisation, has_organisation
from wortel.jobs.actions import every, job


@job(queue="demo")
def fill_year(until: str) -> None:
    """Let the demo year arrive, and the days that were missed."""
    from wortel.demo.actions import fill  # the verbs queue this job, so they cannot be known while it is made

    fill(until=date.fromisoformat(until), now=timezone.now())


@job(queue="demo", retry=False)
def live_on(timestamp: int) -> None:
    """Each minute of a demo: what happens in the shop happens."""
    from wortel.demo.actions import live

    if has_organisation() and find_organisation().is_demo:
        live(now=timezone.now())


@job(queue="demo")
def write_back(answer: int) -> None:
    """A simulated customer replies to one of our answers."""
    from wortel.demo.actions.hearing import write_back as reply  # the verb queues this job

    reply(answer=answer, now=timezone.now())


every("* * * * *", live_on)
