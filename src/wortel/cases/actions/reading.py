"""Who reads and writes at a case right now. None of it changes the case, so none of it makes a new version."""

from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.cases.models import Case, Draft, Presence
from wortel.cases.rules import LOOKING
from wortel.events import actions as events


@transaction.atomic
def look(*, case: Case, agent: Agent, now: datetime, is_writing: bool = False) -> list[Presence]:
    """Say that somebody has the case before them; gives who else has."""
    before = Presence.objects.filter(case=case, agent=agent).first()
    Presence.objects.update_or_create(case=case, agent=agent, defaults={"seen_at": now, "is_writing": is_writing})
    if before is None or before.is_writing != is_writing or now - before.seen_at > LOOKING:
        events.record("case.looked_at", about=case, agent=agent.pk, is_writing=is_writing)
    others = Presence.objects.filter(case=case, seen_at__gt=now - LOOKING).exclude(agent=agent)
    return list(others.select_related("agent"))


@transaction.atomic
def leave(*, case: Case, agent: Agent) -> None:
    if Presence.objects.filter(case=case, agent=agent).delete()[0]:
        events.record("case.left", about=case, agent=agent.pk)


@transaction.atomic
def mark_read(*, case: Case) -> None:
    if Case.objects.filter(pk=case.pk, is_unread=True).update(is_unread=False):
        events.record("case.read", about=case)


@transaction.atomic
def mark_unread(*, case: Case) -> None:
    if Case.objects.filter(pk=case.pk, is_unread=False).update(is_unread=True):
        events.record("case.marked_unread", about=case)


def save_draft(*, case: Case, agent: Agent, text: str, is_note: bool = False, now: datetime) -> Draft | None:
    """Keep the words somebody is writing; no words is no draft."""
    if not text.strip():
        forget_draft(case=case, agent=agent)
        return None
    draft, _ = Draft.objects.update_or_create(
        case=case, agent=agent, defaults={"text": text, "is_note": is_note, "saved_at": now}
    )
    return draft


def forget_draft(*, case: Case, agent: Agent) -> None:
    Draft.objects.filter(case=case, agent=agent).delete()
