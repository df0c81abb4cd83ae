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
    key = hmac.new(settings.SECRET_KEY.encode(), who.encode(), hashlib.sha256).hexdigest()
    Knock.objects.filter(at__lt=now - REMEMBERED).delete()
    if Knock.objects.filter(who=key).count() >= limit:
        raise TooOften
    Knock.objects.create(who=key, at=now)
