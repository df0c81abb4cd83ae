"""Keeps the stored figures up to date. Each may run twice; what was missed once is seen the next time."""

from datetime import UTC, date, datetime, timedelta

from wortel.accounts.queries import find_now, find_time_zone
from wortel.jobs.actions import every, job
from wortel.metrics import actions, queries
from wortel.metrics.asking import ask_alarms, ask_facts_anew

RECENT = 13
# Who comes while another reckons waits for it: what happened meanwhile would else be seen minutes later.
RECKONING = "reckoning"


@job(queue="figures", alone_as=RECKONING)
def refresh_touched(timestamp: int | None = None) -> list[str]:
    """Reckon the months anew to which something happened."""
    return actions.refresh_touched()


@job(queue="figures", alone_as=RECKONING)
def refresh_recent(timestamp: int) -> list[str]:
    """Reckon the latest months anew every night: chains ripen, and prices may have changed for past months."""
    ask_facts_anew()
    months = queries.list_recent(today=_today(timestamp), months=RECENT)
    for month in months:
        actions.refresh(month=month)
    return months


@job(queue="figures")
def find_alarms(timestamp: int) -> int:
    """See which reasons came up more often yesterday than chance allows."""
    on = _today(timestamp) - timedelta(days=1)
    return actions.keep_alarms(on=on, alarms=ask_alarms(on))


def _today(timestamp: int) -> date:
    return find_now(datetime.fromtimestamp(timestamp, UTC)).astimezone(find_time_zone()).date()


every("*/5 * * * *", refresh_touched)
every("40 2 * * *", refresh_recent)
every("10 5 * * *", find_alarms)
