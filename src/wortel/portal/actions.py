import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from wortel.portal.models import Knock

REMEMBERED = timedelta(hours=1)


class TooOften(Exception):
    """This visitor has used the form more often than a person would."""


@transaction.atomic
def knock(*, who: str, limit: int, now: datetime) -> None:
    """Count a visitor; the address itself is not kept."""
    Knock.objects.filter(at__lt=now - REMEMBERED).delete()
    if count_knocks(who=who, now=now) >= limit:
        raise TooOften
    note_knock(who=who, now=now)


def count_knocks(*, who: str, now: datetime) -> int:
    """How often somebody was counted in the last hour."""
    return Knock.objects.filter(who=_hashed(who), at__gt=now - REMEMBERED).count()


def note_knock(*, who: str, now: datetime) -> None:
    Knock.objects.create(who=_hashed(who), at=now)


def _hashed(who: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), who.encode(), hashlib.sha256).hexdigest()
