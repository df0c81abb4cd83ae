"""What level is expected after a problem was closed, and are the contacts above it?"""

from dataclasses import dataclass
from datetime import datetime

from wortel.orders.models import Order
from wortel.problems.models import Caused, Closure
from wortel.problems.queries.evidence import Period, latest_days
from wortel.problems.queries.weeks import starts_at, today
from wortel.problems.rules import Level, is_back

DAYS = 7
LEARNED_FROM_DAYS = 28


@dataclass(frozen=True)
class Watch:
    """The latest seven whole days of a closed problem against the level it was closed at."""

    contacts: int
    level: Level

    @property
    def is_back(self) -> bool:
        return is_back(self.contacts, self.level)


def watch(closure: Closure, now: datetime) -> Watch:
    """Days before the closing are not held against it: the contacts must have come since."""
    days = latest_days(now, DAYS)
    closed_on = today(closure.at)
    days = Period(max(days.start, closed_on), max(days.until, closed_on))
    return Watch(_contacts(closure, days), _level(closure, days))


def _level(closure: Closure, days: Period) -> Level:
    """The rate that was left after the fix, times the orders of these days; without orders, by days."""
    seen, exposure, phi = _learned(closure)
    share = (_orders(days) if exposure and _has_orders(closure) else _length(days)) / exposure if exposure else 0.0
    return Level(seen * share, seen, phi)


def _learned(closure: Closure) -> tuple[float, float, float]:
    """Contacts, exposure and spread of the weeks the level was learned from."""
    if closure.effect is None:
        before = _before(closure)
        return _contacts(closure, before), (_orders(before) or _length(before)), 1.0
    numbers = closure.effect.numbers
    exposure = numbers["orders_after"] if _has_orders(closure) else 7 * numbers["weeks_after"]
    return numbers["after"], exposure, numbers["phi"] or 1.0


def _has_orders(closure: Closure) -> bool:
    if closure.effect is None:
        return _orders(_before(closure)) > 0
    return bool(closure.effect.numbers["orders_after"] > closure.effect.numbers["weeks_after"])


def _before(closure: Closure) -> Period:
    return latest_days(closure.at, LEARNED_FROM_DAYS)


def _contacts(closure: Closure, days: Period) -> int:
    return Caused.objects.filter(days.holds("contact__started_at"), problem=closure.problem).count()


def _orders(days: Period) -> int:
    found = Order.objects.filter(placed_at__gte=starts_at(days.start), placed_at__lt=starts_at(days.until))
    return found.count()


def _length(days: Period) -> int:
    return (days.until - days.start).days
