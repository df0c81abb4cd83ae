"""The figures on the page of one problem, all counted in one walk over its contacts."""

from dataclasses import dataclass
from datetime import date, datetime

from wortel.accounts.queries import find_time_zone
from wortel.problems.models import Problem
from wortel.problems.queries.evidence import Period, Tally, latest_days, month_of
from wortel.problems.queries.lost import THERE, Lost
from wortel.problems.queries.weeks import WEEK, latest_mondays, starts_at
from wortel.store.actions import ask

WEEKS = 8
AVERAGED_DAYS = 28
STATEMENT = """
WITH said AS MATERIALIZED (
  SELECT contact.id, contact.started_at, contact.channel, contact.wait_seconds, price.minutes,
         price.eur * link.share AS eur, COALESCE(customer.merged_into_id, contact.customer_id) AS person
  FROM problems_caused link
  JOIN contacts_contact contact ON contact.id = link.contact_id
  LEFT JOIN customers_customer customer ON customer.id = contact.customer_id
  LEFT JOIN problems_price price ON price.contact_id = contact.id
  WHERE link.problem_id = %(problem)s
), shown AS (
  SELECT date_trunc('month', LEAST(MAX(started_at), %(now)s) AT TIME ZONE %(zone)s) AS month FROM said
), recent AS (
  SELECT said.* FROM said, shown
  WHERE started_at >= shown.month AT TIME ZONE %(zone)s
    AND started_at < (shown.month + interval '1 month') AT TIME ZONE %(zone)s
)
SELECT shown.month::date, total.*, month.*, there.*, average.*, channels.*, weeks.*, satisfied.*, seen.*, orders.*
FROM shown,
  (SELECT COUNT(*), COUNT(DISTINCT person), COALESCE(SUM(eur), 0) FROM said) total,
  (SELECT COUNT(*), COUNT(DISTINCT person), COALESCE(SUM(eur), 0) FROM recent) month,
  (SELECT COALESCE(SUM(minutes), 0) / 60, COALESCE(SUM(wait_seconds), 0) / 3600.0, COUNT(*)
   FROM recent WHERE channel = ANY(%(there)s)) there,
  (SELECT COALESCE(SUM(eur), 0) FROM said WHERE started_at >= %(averaged_from)s AND started_at < %(today)s) average,
  (SELECT array_agg(channel ORDER BY n DESC, channel), array_agg(n ORDER BY n DESC, channel)
   FROM (SELECT channel, COUNT(*) AS n FROM recent GROUP BY channel) one) channels,
  (SELECT array_agg(n ORDER BY begins) FROM (
     SELECT begins, COUNT(said.id) AS n
     FROM unnest(%(begins)s::timestamptz[], %(ends)s::timestamptz[]) AS week(begins, ends)
     LEFT JOIN said ON said.started_at >= begins AND said.started_at < ends GROUP BY begins) one) weeks,
  (SELECT COUNT(*) FILTER (WHERE answer.score >= 4), COUNT(*)
   FROM said JOIN quality_answer answer ON answer.contact_id = said.id AND answer.question = 'csat') satisfied,
  (SELECT COUNT(*) FROM problems_sighting sighting JOIN problems_problem own ON own.id = sighting.problem_id
   WHERE %(problem)s IN (own.id, own.merged_into_id)) seen,
  (SELECT COUNT(*) FROM orders_order WHERE placed_at >= %(last_week)s AND placed_at < %(this_week)s) orders
"""


@dataclass(frozen=True)
class Figures:
    """What the page says in numbers. Complete counts, so no interval."""

    total: Tally
    period: Period
    month: Tally
    lost: Lost
    running_cents: int
    channels: list[tuple[str, int]]
    mondays: list[date]
    weeks: list[int]
    satisfied: int
    asked: int
    seen: int
    orders_last_week: int

    @property
    def last_week(self) -> int:
        """Contacts in the latest week that is over."""
        return self.weeks[-2]

    @property
    def last_week_rate(self) -> float | None:
        return 1000 * self.last_week / self.orders_last_week if self.orders_last_week else None


def count_figures(problem: Problem, now: datetime) -> Figures:
    """This month, or the latest one in which contacts came; the latest weeks; and all of it together."""
    mondays = latest_mondays(now, WEEKS)
    begins = [starts_at(monday) for monday in [*mondays, mondays[-1] + WEEK]]
    days = latest_days(now, AVERAGED_DAYS)
    values = {
        "problem": problem.pk,
        "now": now,
        "zone": str(find_time_zone()),
        "there": [str(one.value) for one in THERE],
        "averaged_from": starts_at(days.start),
        "today": starts_at(days.until),
        "begins": begins[:-1],
        "ends": begins[1:],
        "last_week": begins[-3],
        "this_week": begins[-2],
    }
    first, *counted = ask(STATEMENT, values)[0]
    total, month, there, rest = counted[:3], counted[3:6], counted[6:9], counted[9:]
    running, channels, per_channel, weeks, satisfied, asked, seen, orders = rest
    return Figures(
        total=Tally(*total),
        period=month_of(first),
        month=Tally(*month),
        lost=Lost(float(there[0]), float(there[1]), there[2]),
        running_cents=round(running * 100 * 7 / AVERAGED_DAYS),
        channels=list(zip(channels or [], per_channel or [], strict=True)),
        mondays=mondays,
        weeks=weeks,
        satisfied=satisfied,
        asked=asked,
        seen=seen,
        orders_last_week=orders,
    )
