"""What happens to problems by the clock. Each may run twice and loads what it needs by itself."""

from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone

from wortel.jobs.actions import StopAsked, every, job
from wortel.metrics import actions as metrics
from wortel.problems import actions, queries
from wortel.problems.actions import anticipating, telling
from wortel.problems.models import Effect

BY_ITSELF = "Wortel"


@job()
def match_contacts(timestamp: int | None = None) -> int:
    """Count contacts to problems by their rules, where nobody said what caused them."""
    return actions.match_contacts()


@job(alone_as="look-alikes")
def gather_look_alikes(timestamp: int) -> int:
    """Look which loose reports are one cause."""
    try:
        return actions.gather_look_alikes(now=datetime.fromtimestamp(timestamp, UTC))
    except StopAsked:
        return 0


@job()
def weigh_trend(effect: int) -> None:
    """Add the sensitivity to a trend to a measurement that a page has made."""
    actions.weigh_trend(effect=Effect.objects.get(pk=effect))


@job()
def measure_effects(timestamp: int) -> int:
    """Measure every fix that has a whole week more than at its latest measurement."""
    now = datetime.fromtimestamp(timestamp, UTC)
    due = queries.list_measurable(now)
    for fix in due:
        actions.weigh_trend(effect=actions.measure_effect(fix=fix, now=now))
    return len(due)


@job()
def freeze_costs(timestamp: int) -> int:
    """Freeze what answered contacts of before today cost, where wrap-up did not."""
    now = datetime.fromtimestamp(timestamp, UTC)
    return actions.reckon_costs_until(day=queries.today(now), now=now)


@job()
def remind_owners(timestamp: int) -> int:
    """Ask and remind owners; within the hours agreed, and each step once, however often this runs."""
    return actions.escalate(now=datetime.fromtimestamp(timestamp, UTC))


@job()
def learn_next_issues(timestamp: int) -> int:
    """Once a week: which question follows which."""
    return anticipating.learn_next_issues(now=datetime.fromtimestamp(timestamp, UTC))


@job(alone_as="tellings", retry=False)
def send_tellings(timestamp: int) -> int:
    """Send what may leave this minute; by the clock as it is, because a late job may not write at night."""
    # A demo that was given its day stands still: nothing leaves after it.
    return telling.send_waiting(now=timezone.now()) if settings.DEMO_TODAY is None else 0


every("* * * * *", send_tellings)
every("35 3 * * 1", learn_next_issues)


@job()
def send_digests(timestamp: int) -> int:
    """The weekly mail of each owner, at the agreed moment or as soon after it as this runs."""
    return actions.send_digests(now=datetime.fromtimestamp(timestamp, UTC))


every("*/10 * * * *", match_contacts)
every("5-59/10 * * * *", gather_look_alikes)
every("20 * * * *", measure_effects)
every("50 * * * *", freeze_costs)
every("*/15 * * * *", remind_owners)
every("5,35 * * * *", send_digests)


@job()
def send_by_itself(timestamp: int) -> int:
    """Where somebody chose so: close the month that is over and send its statements. Else nothing leaves."""
    now = datetime.fromtimestamp(timestamp, UTC)
    month = queries.find_closable(now) if queries.is_sent_by_itself() else None
    if month is None:
        return 0
    metrics.refresh(month=month)
    actions.close_month(month=month, by=BY_ITSELF, now=now)
    return len(actions.send_statements(month=month, by=BY_ITSELF, now=now))


every("30 6 5 * *", send_by_itself)
