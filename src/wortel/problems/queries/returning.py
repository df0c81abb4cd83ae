"""What level is expected after a problem was closed, and are the contacts above it?"""

from dataclasses import dataclass
from datetime import datetime

from wortel.orders.models import Order, Parcel
from wortel.problems.models import Caused, Closure, Yardstick
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
    """The rate that was left after the fix, times what brings contacts in these days; else by days."""
    seen, exposure, phi = _learned(closure)
    share = _exposure(closure, days) / exposure if exposure else 0.0
    return Level(seen * share, seen, phi)


def _learned(closure: Closure) -> tuple[float, float, float]:
    """Contacts, exposure and spread of the weeks the level was learned from."""
    if closure.effect is None:
        before = _before(closure)
        return _contacts(closure, before), _exposure(closure, before), 1.0
    numbers = closure.effect.numbers
    exposure = numbers["orders_after"] if _driver(closure) else 7 * numbers["weeks_after"]
    return numbers["after"], exposure, numbers["phi"] or 1.0


def _exposure(closure: Closure, days: Period) -> int:
    driver = _driver(closure)
    if driver is None:
        return (days.until - days.start).days
    moment = "order__placed_at" if driver is Parcel else "placed_at"
    between = {f"{moment}__gte": starts_at(days.start), f"{moment}__lt": starts_at(days.until)}
    return driver.objects.filter(**between).count()


def _driver(closure: Closure) -> type[Order | Parcel] | None:
    """What can be counted by the day; invoices are known by the week only, so there the days themselves count."""
    if closure.effect is None:
        before = _before(closure)
        placed = Order.objects.filter(placed_at__gte=starts_at(before.start), placed_at__lt=starts_at(before.until))
        return Order if placed.exists() else None
    numbers, exposure = closure.effect.numbers, closure.effect.fix.exposure
    if numbers["orders_after"] <= numbers["weeks_after"]:
        return None
    if exposure == Yardstick.PARCELS:
        return Parcel
    return Order if exposure == Yardstick.ORDERS else None


def _before(closure: Closure) -> Period:
    return latest_days(closure.at, LEARNED_FROM_DAYS)


def _contacts(closure: Closure, days: Period) -> int:
    return Caused.objects.filter(days.holds("contact__started_at"), problem=closure.problem).count()
