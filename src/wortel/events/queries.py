from datetime import timedelta
from itertools import takewhile

from django.db import connection
from django.utils import timezone

from wortel.events.models import Event

# Clocks differ a little, and a moment is read shortly before its row is written.
MARGIN = timedelta(seconds=2)
# Readers of long standing (a back-up) write nothing and hold nobody up.
OLDEST_WRITER = """
    SELECT min(xact_start) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
"""


def list_settled(*, after: int, limit: int) -> list[Event]:
    """What happened after this number, in order, as far as nothing can still come in between.

    Numbers are given out before a transaction is committed, so a lower number may become visible after a higher one.
    Whoever remembers the last number seen would miss it; so the list stops where the oldest writer began.
    """
    with connection.cursor() as cursor:
        cursor.execute(OLDEST_WRITER)
        oldest = (cursor.fetchone() or (None,))[0]
    settled = min(oldest or timezone.now(), timezone.now()) - MARGIN
    return list(takewhile(lambda event: event.at < settled, Event.objects.filter(pk__gt=after).order_by("pk")[:limit]))
