from datetime import date

from django.conf import settings
from django.utils import timezone

from wortel.accounts.queries import find_organisation, has_organisation
from wortel.jobs.actions import every, job, make_way

# What happens in the shop happens in order: two jobs at once would both file the same contact.
SHOP = "demo shop"


@job(queue="demo", alone_as=SHOP)
def fill_year(until: str) -> None:
    """Let the demo year arrive, and the days that were missed."""
    from wortel.demo.actions import fill  # the verbs queue this job, so they cannot be known while it is made

    fill(until=date.fromisoformat(until), now=timezone.now())
    make_way()


@job(queue="demo", alone_as=SHOP)
def settle_months(until: str) -> None:
    """Settle the latest whole months of the demo, once its year is there."""
    from wortel.demo.actions import settle

    settle(until=date.fromisoformat(until))


@job(queue="demo", retry=False, alone_as=SHOP)
def live_on(timestamp: int) -> None:
    """Each minute of a demo: what happens in the shop happens."""
    from wortel.demo.actions import live

    # A demo that was given its day ends with that day.
    if settings.DEMO_TODAY is None and has_organisation() and find_organisation().is_demo:
        live(now=timezone.now())


@job(queue="demo", alone_as=SHOP)
def write_back(answer: int) -> None:
    """A simulated customer replies to one of our answers."""
    from wortel.demo.actions.hearing import write_back as reply  # the verb queues this job

    reply(answer=answer, now=timezone.now())


every("* * * * *", live_on)
