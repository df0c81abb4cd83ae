from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.channels.models import PicturesFrom
from wortel.events import actions as events


@transaction.atomic
def show_pictures_from(*, value: str, agent: Agent, now: datetime) -> PicturesFrom:
    """Load the pictures of this sender from now on, whoever reads."""
    shown, is_new = PicturesFrom.objects.get_or_create(
        value=value.lower(), ended_at=None, defaults={"agent": agent, "at": now}
    )
    if is_new:
        events.record("pictures.allowed", about=shown, sender=shown.value)
    return shown


@transaction.atomic
def ask_for_pictures_from(*, value: str, now: datetime) -> None:
    """Ask again before the pictures of this sender are loaded."""
    for shown in PicturesFrom.objects.select_for_update().filter(value=value.lower(), ended_at=None):
        shown.ended_at = now
        shown.save(update_fields=["ended_at"])
        events.record("pictures.asked_again", about=shown, sender=shown.value)
