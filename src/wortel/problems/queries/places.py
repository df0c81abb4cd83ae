"""Why a problem stands where it stands on the board, and how long it has been waiting, in words."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wortel.problems.queries.board import Card
from wortel.problems.queries.weeks import today
from wortel.ui import numbers

QUIET = 14


def say_place(card: Card) -> str:
    """The money and the trend that its place was reckoned from."""
    priority = card.priority
    euros = numbers.euros(card.eur * 100, 0)
    if priority.is_growing:
        return _("%(euros)s in seven days, × %(trend)s: growing") % {"euros": euros, "trend": _times(priority.trend)}
    if priority.is_shrinking:
        return _("%(euros)s in seven days, × %(trend)s: shrinking") % {"euros": euros, "trend": _times(priority.trend)}
    return _("%(euros)s in seven days, steady") % {"euros": euros}


def _times(trend: float) -> str:
    return numbers.number(round(trend, 1), 1)


def say_unowned(card: Card, now: datetime) -> str:
    """How long nobody has answered for it; empty where somebody does."""
    if card.unowned_since is None:
        return ""
    days = _days(card.unowned_since, now)
    return (
        ngettext("%(n)s day without owner", "%(n)s days without owner", days) % {"n": days} if days else _("no owner")
    )


def say_ages(card: Card, now: datetime) -> Iterable[str]:
    """What has been waiting for days: something to be done, the next step."""
    opened_at = card.problem.opened_at
    if not card.has_action and (days := _days(opened_at, now)):
        yield ngettext("%(n)s day and nothing done", "%(n)s days and nothing done", days) % {"n": days}
    if card.moved_at is not None and card.moved_at > opened_at and (days := _days(card.moved_at, now)) >= QUIET:
        yield ngettext("latest step %(n)s day ago", "latest step %(n)s days ago", days) % {"n": days}


def _days(since: datetime, now: datetime) -> int:
    return max((today(now) - today(since)).days, 0)
