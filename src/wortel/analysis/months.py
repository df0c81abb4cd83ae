"""In which month does this moment fall, for us?

Months and days are those of the organisation's time zone: a call at 00:30 in Amsterdam on the first of the
month belongs to the new month, though in UTC it is still the old one.

>>> from datetime import UTC, datetime
>>> from zoneinfo import ZoneInfo
>>> month_of(datetime(2025, 8, 31, 22, 30, tzinfo=UTC), ZoneInfo("Europe/Amsterdam"))
'2025-09'
"""

from datetime import date, datetime, tzinfo


def day_of(moment: datetime, zone: tzinfo) -> date:
    """The calendar day of `moment` on the organisation's wall."""
    return moment.astimezone(zone).date()


def month_of(moment: datetime, zone: tzinfo) -> str:
    """The month of `moment` on the organisation's wall, as "2025-09"."""
    return f"{day_of(moment, zone):%Y-%m}"
