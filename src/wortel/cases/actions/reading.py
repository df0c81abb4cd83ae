"""Who reads and writes at a case right now. None of it changes the case, so none of it makes a new version."""

import secrets
from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.cases.models import Case, Draft, DraftFile, Presence
from wortel.cases.rules import LOOKING, MOST_FILE_BYTES, MOST_FILES, file_name
from wortel.events import actions as events

MOST_COPIES = 4_000


class TooMuch(Exception):
    """These files together are more than a mail server takes."""


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


def save_draft(
    *,
    case: Case,
    agent: Agent,
    text: str,
    copied: str = "",
    hidden: str = "",
    is_note: bool = False,
    now: datetime,
) -> Draft | None:
    """Keep the words somebody is writing, and who else is to read them; no words is no draft."""
    if not text.strip():
        Draft.objects.filter(case=case, agent=agent).delete()
        return None
    said = {"text": text, "copied": copied[:MOST_COPIES], "hidden": hidden[:MOST_COPIES], "is_note": is_note}
    draft, _ = Draft.objects.update_or_create(case=case, agent=agent, defaults={**said, "saved_at": now})
    return draft


def forget_draft(*, case: Case, agent: Agent) -> None:
    """The words were said, or will not be; the files beside them go with them."""
    Draft.objects.filter(case=case, agent=agent).delete()
    DraftFile.objects.filter(case=case, agent=agent).delete()


@transaction.atomic
def add_draft_file(*, case: Case, agent: Agent, name: str, kind: str, content: bytes, now: datetime) -> DraftFile:
    """Keep a file until the answer leaves; raises `TooMuch` when all files together would be too large for a mail."""
    there = DraftFile.objects.filter(case=case, agent=agent)
    if there.count() >= MOST_FILES or sum(there.values_list("size", flat=True)) + len(content) > MOST_FILE_BYTES:
        raise TooMuch
    return DraftFile.objects.create(
        case=case,
        agent=agent,
        key=secrets.token_hex(16),
        name=file_name(name),
        type=kind[:120] or "application/octet-stream",
        size=len(content),
        content=content,
        added_at=now,
    )


def drop_draft_file(*, case: Case, agent: Agent, key: str) -> None:
    DraftFile.objects.filter(case=case, agent=agent, key=key).delete()
