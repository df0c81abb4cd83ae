"""The week of one owner: what customers said, what it cost, what was planned, what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wortel.orders.models import Order
from wortel.problems import rules
from wortel.problems.models import Digest, OwnerRequest, Problem, ProcessOwner
from wortel.problems.queries.asking import find_agreement, is_mail_day, local, open_requests
from wortel.problems.queries.board import WEEKS, Card, list_cards
from wortel.problems.queries.evidence import Period, latest_days, list_quotes
from wortel.problems.queries.shown import Quote, quote
from wortel.problems.queries.theirs import Owned
from wortel.problems.queries.weeks import today

MOST_QUOTES = 3
LOOKED_AT = 10
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Line(Owned):
    """In the week of its owner, with where it goes."""

    trend: rules.Trend


@dataclass(frozen=True)
class WeekOfOwner:
    """Everything the weekly mail says."""

    owner: ProcessOwner
    period: Period
    lines: list[Line]
    quotes: list[Quote]
    asked: list[OwnerRequest]

    @property
    def contacts(self) -> int:
        return sum(line.contacts for line in self.lines)

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)

    @property
    def has_news(self) -> bool:
        return bool(self.contacts or self.asked)


def find_week(owner: ProcessOwner, now: datetime) -> WeekOfOwner:
    """The last seven whole days of whatever this owner answers for, dearest first."""
    period = latest_days(now, 7)
    problems = Problem.objects.open().filter(ownerships__owner=owner, ownerships__until=None)
    cards = list_cards(problems.select_related("process"), now)
    orders = _orders_per_week(period)
    lines = [_line(owner, card, orders) for card in sorted(cards, key=lambda card: (-card.eur, -card.contacts))]
    asked = open_requests().filter(owner=owner).exclude(kind=OwnerRequest.Kind.BACK).select_related("problem")
    return WeekOfOwner(owner, period, lines, _quotes(lines, period), list(asked.order_by("due_on", "pk")))


def _line(owner: ProcessOwner, card: Card, orders: Sequence[int]) -> Line:
    said = card.problem.answers.filter(owner=owner).order_by("-at", "-pk").first()
    return Line(card.problem, card.contacts, card.eur, said, card.effect, rules.judge_trend(card.spark, orders))


def _orders_per_week(period: Period) -> list[int]:
    starts = [period.start - WEEK * step for step in reversed(range(WEEKS))]
    weeks = [Period(start, start + WEEK) for start in starts]
    return [Order.objects.filter(week.holds("placed_at")).count() for week in weeks]


def _quotes(lines: list[Line], period: Period) -> list[Quote]:
    """At most three, from as many causes as there are; only what was said in these days."""
    said = [[one for one in list_quotes(line.problem, LOOKED_AT) if _is_in(one.started_at, period)] for line in lines]
    rounds = [spoken[turn] for turn in range(MOST_QUOTES) for spoken in said if len(spoken) > turn]
    return [quote(contact) for contact in rounds[:MOST_QUOTES]]


def _is_in(moment: datetime, period: Period) -> bool:
    return period.start <= today(moment) < period.until


def is_digest_due(now: datetime) -> bool:
    """From the agreed moment on until the end of that week, within mail hours of a working day."""
    agreement, here = find_agreement(), local(now)
    is_time = rules.is_digest_moment(
        here, weekday=agreement.digest_weekday, hour=agreement.digest_hour, until_hour=agreement.mail_until_hour
    )
    return agreement.has_digest and is_time and is_mail_day(now)


def list_undigested(week: date) -> list[ProcessOwner]:
    """Owners who answer for something open and have not had the mail of this week."""
    owners = ProcessOwner.objects.filter(
        ownerships__until=None, ownerships__problem__closed_at=None, ownerships__problem__merged_into=None
    )
    had = Digest.objects.filter(week=week).values("owner")
    return list(owners.exclude(pk__in=had).distinct().order_by("pk"))
