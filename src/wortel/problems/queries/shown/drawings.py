"""Stored numbers as pictures: an effect, the latest weeks, the channels."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wortel.channels.models import Kind as Channel
from wortel.problems.models import Effect, Problem, Verdict, Yardstick
from wortel.problems.queries.weeks import contacts_per_week, latest_mondays
from wortel.ui import numbers
from wortel.ui.charts import bars, effect, shares
from wortel.ui.charts.chart import Chart

WEEK = timedelta(days=7)


def draw_effect(measured: Effect) -> Chart:
    kept = measured.series
    first = date.fromisoformat(kept["first"]) if kept.get("first") else measured.fix.on
    start = kept["pre"] + kept["washout"]
    weeks = [
        _week(kept, first, at, start, is_counted=not kept["pre"] <= at < start) for at in range(len(kept["contacts"]))
    ]
    is_proven = measured.verdict == Verdict.WORKS and measured.numbers["avoided"] is not None
    avoided = measured.numbers["avoided"] if is_proven else None
    driver = Yardstick(measured.fix.exposure).label
    return effect.draw(effect.Effect(tuple(weeks), measured.fix.what, measured.fix.on, avoided, str(driver)))


def _week(kept: dict[str, Any], first: date, at: int, start: int, *, is_counted: bool) -> effect.Week:
    def after(name: str) -> float | None:
        line = kept[name]
        return line[at - start] if 0 <= at - start < len(line) else None

    return effect.Week(
        starts_on=first + at * WEEK,
        actual=kept["contacts"][at],
        orders=kept["orders"][at] or None,
        expected=after("expected"),
        low=after("expected_low"),
        high=after("expected_high"),
        counts=is_counted,
    )


def draw_weeks(problem: Problem, now: datetime, weeks: int = 8) -> Chart:
    """The latest whole weeks as upright bars, and the running one hollow: what just began would stay unseen."""
    return draw_weeks_of(problem, latest_mondays(now, weeks), running=latest_mondays(now, 1)[0])


def draw_weeks_of(problem: Problem, mondays: Sequence[date], running: date | None = None) -> Chart:
    return draw_counts(mondays, contacts_per_week(problem, mondays), running)


def draw_counts(mondays: Sequence[date], contacts: Sequence[int], running: date | None = None) -> Chart:
    labels = [_days(monday, before) for monday, before in zip(mondays, [None, *mondays], strict=False)]
    bars_of = [
        bars.Count(_("so far") if monday == running else label, count, is_running=monday == running)
        for monday, label, count in zip(mondays, labels, contacts, strict=True)
    ]
    return bars.per_week(bars_of, _("contacts per week"))


def _days(monday: date, before: date | None) -> str:
    """The month stands where it is another one than that of the week before."""
    sunday = monday + timedelta(days=6)
    if monday.month != sunday.month:
        return f"{numbers.short_day(monday)}–{numbers.short_day(sunday)}"
    if before and (before + timedelta(days=6)).month == sunday.month:
        return f"{monday.day}–{sunday.day}"
    return f"{monday.day}–{numbers.short_day(sunday)}"


def draw_channels(counts: Iterable[tuple[str, int]]) -> list[tuple[str, SafeString, int]]:
    rows = list(counts)
    largest = max((count for _channel, count in rows), default=1)
    return [(str(Channel(channel).label), shares.bar(count, largest, tone="f-root"), count) for channel, count in rows]
