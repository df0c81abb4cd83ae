"""Are the planted fixes of the demo judged as they were planted?"""

from datetime import date, timedelta

from benchmarks.results import table

from wortel.analysis.effect import Effect, WeeklySeries, compare_weeks, look_level
from wortel.analysis.effect.compare import FEWEST_AFTER
from wortel.demo.world.plan import CAUSES, CONTROLS, Calendar, Cause
from wortel.demo.world.season import Season
from wortel.demo.world.topics import TOPIC

WEEK = timedelta(days=7)
DAYS = (date(2026, 3, 4), date(2026, 6, 17), date(2026, 11, 22))
FIXED = tuple(cause for cause in CAUSES if cause.fix_weeks_ago is not None)


def weekly(season: Season, cause: Cause) -> WeeklySeries:
    """The weeks around a planted fix, as the product would count them."""
    fixed = season.calendar.fix_on(cause)
    assert fixed is not None
    before = [fixed - k * WEEK for k in range(26, 0, -1)]
    after = [fixed + (cause.washout_weeks + k) * WEEK for k in range(cause.weeks_after)]

    def contacts(topics: tuple[str, ...], mondays: list[date]) -> list[float]:
        return [sum(season.contacts_on(TOPIC[code], day) for code in topics for day in days_of(m)) for m in mondays]

    def orders(mondays: list[date]) -> list[float]:
        return [sum(season.orders_on(day) for day in days_of(monday)) for monday in mondays]

    return WeeklySeries(
        orders_pre=orders(before),
        topic_pre=contacts((cause.topic,), before),
        control_pre=contacts(CONTROLS, before),
        orders_post=orders(after),
        topic_post=contacts((cause.topic,), after),
        control_post=contacts(CONTROLS, after),
    )


def days_of(monday: date) -> list[date]:
    return [monday + timedelta(days=k) for k in range(7)]


def first_right(series: WeeklySeries, cause: Cause) -> tuple[int | None, bool]:
    """The week of the first verdict on screen, and whether any look ever gave another than the planted one."""
    first, is_wrong = None, False
    for seen in range(FEWEST_AFTER, cause.weeks_after + 1):
        verdict = _look(series, seen, cause.weeks_after).verdict
        is_wrong |= verdict not in (cause.verdict, "too_early")
        first = seen if first is None and verdict == cause.verdict else first
    return first, is_wrong


def judge_planted(*, worlds: int) -> str:
    """The table: a row a planted fix, over many worlds that end on different days."""
    rows = [_row(cause, worlds) for cause in FIXED]
    headings = (
        "planted fix",
        "true ratio",
        "planted verdict",
        "right at the end",
        "never wrong before",
        "known in week",
    )
    return (
        "### Are the planted fixes of the demo judged as they were planted?\n\n"
        f"{worlds:,} seeds, each ending on {len(DAYS)} days; looked at every week as the screen does. Known in week: "
        f"the middle one of the first weeks with the planted verdict.\n\n{table(headings, rows)}"
    )


def _row(cause: Cause, worlds: int) -> tuple[str, ...]:
    series = [weekly(Season(seed, Calendar(day)), cause) for seed in range(1, worlds + 1) for day in DAYS]
    right = sum(compare_weeks(one).verdict == cause.verdict for one in series)
    looks = [first_right(one, cause) for one in series]
    firsts = sorted(first for first, _ in looks if first is not None)
    never = sum(not is_wrong for _, is_wrong in looks)
    known = str(firsts[len(firsts) // 2]) if firsts else "–"
    shares = (f"{right / len(series):.1%}", f"{never / len(series):.1%}")
    return cause.problem, f"{cause.true_rr:g}", str(cause.verdict), *shares, known


def _look(series: WeeklySeries, seen: int, planned: int) -> Effect:
    part = WeeklySeries(
        orders_pre=series.orders_pre,
        topic_pre=series.topic_pre,
        control_pre=series.control_pre,
        orders_post=series.orders_post[:seen],
        topic_post=series.topic_post[:seen],
        control_post=series.control_post[:seen],
    )
    level = look_level(weeks_before=len(series.topic_pre), weeks_seen=seen, weeks_planned=planned)
    return compare_weeks(part, level=level)
