"""What is suddenly more frequent? The counted contacts of each reason by day, with the orders as exposure."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import holidays
from ibis import _
from ibis.expr.types import Table

from wortel.analysis.bursts import find_bursts, read_days
from wortel.metrics.reckoning import facts
from wortel.metrics.reckoning.chains import counted
from wortel.metrics.reckoning.reckon import Engine

# 63 days are needed before the first day that is judged; the days before `on` tell whether an alarm is new.
DAYS = 63 + 14
SHOWN = 70
COUNTRY = "NL"


def find_alarms(engine: Engine, on: date) -> list[dict[str, Any]]:
    """The alarms of this day, each with its latest weeks day by day."""
    first = on - timedelta(days=DAYS - 1)
    counts = engine.fetch(count_days(first, on))
    orders = {row["day"]: row["orders"] for row in engine.fetch(count_orders(first, on))}
    rows = [(row["day"], row["reason"], row["contacts"]) for row in counts]
    whole = [(first, "", 0), (on, "", 0)]  # days without any contact are days too
    found = find_bursts(read_days([*whole, *rows], orders), holidays=_holidays(first, on))
    by_day = {(row["reason"], row["day"]): row["contacts"] for row in counts}
    shown = [on - timedelta(days=SHOWN - 1 - n) for n in range(SHOWN)]
    return [
        alarm.as_json() | {"days": [by_day.get((alarm.topic, day), 0) for day in shown]}
        for alarm in found
        if alarm.day == on and alarm.topic
    ]


def count_days(first: date, last: date) -> Table:
    contact = counted(_end_of(last)).filter(_.started_at >= _start_of(first), _.day >= first, _.day <= last)
    return contact.group_by("reason", "day").aggregate(contacts=_.count())


def count_orders(first: date, last: date) -> Table:
    bought = facts.order.filter(_.placed_at >= _start_of(first), _.day >= first, _.day <= last)
    return bought.group_by("day").aggregate(orders=_.count())


def _start_of(day: date) -> datetime:
    """Before that day began anywhere."""
    return datetime.combine(day, time.min, tzinfo=UTC) - timedelta(days=1)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, tzinfo=UTC) + timedelta(days=1)


def _holidays(first: date, last: date) -> set[date]:
    known = holidays.country_holidays(COUNTRY, years=range(first.year, last.year + 1))
    return set(known.keys())
