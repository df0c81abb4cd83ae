from datetime import datetime

from django.db import IntegrityError, transaction

from wortel.accounts.models import Agent
from wortel.events import actions as events
from wortel.quality import rules
from wortel.quality.models import Conflict, Ruling


class NothingChosen(ValueError):
    """One of the promises has to be named as right, or it has to be said why both are."""


class AlreadyRuled(Exception):
    """Somebody decided about it just now."""


@transaction.atomic
def rule(*, conflict: Conflict, choice: str, right: str, why: str, agent: Agent, now: datetime) -> Ruling:
    """Decide what holds where answers contradict each other."""
    known = [str(value["value"]) for value in conflict.values]
    if not rules.is_decided(choice, right=right, why=why, known=known):
        raise NothingChosen
    chosen = right if choice == Ruling.Choice.RIGHT else ""
    try:
        with transaction.atomic():
            ruling = Ruling.objects.create(
                conflict=conflict, choice=choice, right=chosen, why=why, known=known, agent=agent, at=now
            )
    except IntegrityError as reason:
        raise AlreadyRuled from reason
    events.record("conflict.ruled", about=conflict, choice=choice, right=chosen, why=why)
    return ruling


@transaction.atomic
def take_back(*, conflict: Conflict, now: datetime) -> None:
    """It is open again; taking back what does not stand changes nothing."""
    if Ruling.objects.filter(conflict=conflict, ended_at=None).update(ended_at=now):
        events.record("conflict.unruled", about=conflict)
