"""The ground of Home: contacts above it and below it, quarter by quarter or day by day."""

from datetime import datetime, timedelta

from wortel.insight.queries import today
from wortel.insight.queries.today import QUARTERS, Span
from wortel.ui import numbers
from wortel.ui.charts import ground, ground_days
from wortel.ui.charts.chart import Chart


def see_ground(now: datetime, span: Span) -> tuple[today.Ground, Chart]:
    day = now.date()
    if span == "day":
        return _ground_of_today(now)
    first = today.first_day(span, day)
    counted = today.count_days(first, day)
    length = 7 if span == "week" else ((first + timedelta(days=32)).replace(day=1) - first).days
    past = range((day - first).days + 1)
    above, below = (tuple(counts.get(place, 0) for place in past) for counts in (counted.above, counted.below))
    return counted, ground_days.draw(ground_days.Days(first, above, below, length))


def _ground_of_today(now: datetime) -> tuple[today.Ground, Chart]:
    counted = today.count_quarters([now.date()])
    expected_above, expected_below = today.expect_quarters(now.date())
    busy = [*counted.above, *counted.below, *expected_above, *expected_below]
    opens = min([today.OPENS * QUARTERS, *busy]) // QUARTERS
    closes = max([today.CLOSES * QUARTERS - 1, *busy]) // QUARTERS + 1
    here = now.hour * QUARTERS + now.minute // 15 + 1
    past = range(opens * QUARTERS, max(min(here, closes * QUARTERS), opens * QUARTERS))
    coming = range(past.stop, closes * QUARTERS)
    chart = ground.draw(
        ground.Day(
            opens=opens,
            above=tuple(counted.above.get(quarter, 0) for quarter in past),
            below=tuple(counted.below.get(quarter, 0) for quarter in past),
            expected_above=tuple(expected_above.get(quarter, 0) for quarter in coming),
            expected_below=tuple(expected_below.get(quarter, 0) for quarter in coming),
            now=numbers.clock(now) if past and coming else "",
        )
    )
    return counted, chart
