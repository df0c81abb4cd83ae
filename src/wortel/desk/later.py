"""The moments at which people want to see something again."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _


def later_moments(now: datetime) -> list[tuple[str, str]]:
    """The moments people choose most, in the organisation's own clock."""
    here = timezone.localtime(now)
    tomorrow = (here + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
    monday = tomorrow + timedelta(days=(7 - tomorrow.weekday()) % 7)
    soon = here.replace(minute=0, second=0, microsecond=0)
    choices = [
        (_("In one hour"), here + timedelta(hours=1)),
        (_("This afternoon"), soon.replace(hour=13, minute=30)),
        (_("Tomorrow morning"), tomorrow),
        (_("Monday morning"), monday),
        (_("In a week"), tomorrow + timedelta(days=6)),
    ]
    return [(words, at.isoformat()) for words, at in choices if at > here]


def read_moment(written: str) -> datetime | None:
    """A moment as the page wrote it, or as somebody typed it into the field for one."""
    try:
        at = parse_datetime(written)
    except ValueError:
        return None
    return timezone.make_aware(at) if at is not None and timezone.is_naive(at) else at
