"""The way in we send an owner: a link that expires, can be withdrawn, and of which only the hash is kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction

from wortel.events import actions as events
from wortel.problems.models import Accountable, OwnerLink, Problem, ProcessOwner

LINK_LASTS = timedelta(days=30)


@dataclass(frozen=True)
class Entrance:
    """A link with the token that only now is known; the database keeps its hash."""

    link: OwnerLink
    token: str


def open_entrance(*, problem: Problem, owner: ProcessOwner, person: Accountable | None, now: datetime) -> Entrance:
    """A link to one problem and no other."""
    return _open(problem, owner, person, now)


def open_whole_entrance(*, owner: ProcessOwner, person: Accountable | None, now: datetime) -> Entrance:
    """A link to everything this owner answers for."""
    return _open(None, owner, person, now)


def _open(problem: Problem | None, owner: ProcessOwner, person: Accountable | None, now: datetime) -> Entrance:
    token = secrets.token_urlsafe(32)
    link = OwnerLink.objects.create(
        problem=problem,
        owner=owner,
        person=person,
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
        made_at=now,
        expires_at=now + LINK_LASTS,
    )
    name = person.name if person else ""
    events.record("owner_link.made", about=problem or owner, link=link.pk, owner=owner.name, person=name)
    return Entrance(link, token)


@transaction.atomic
def revoke_link(*, link: OwnerLink, now: datetime) -> None:
    OwnerLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now)
    events.record("owner_link.revoked", about=_subject(link), link=link.pk)


def mark_opened(*, link: OwnerLink, now: datetime) -> None:
    """Remember the first time somebody came in by this link."""
    if OwnerLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=now):
        events.record("owner_link.opened", about=_subject(link), link=link.pk)


def _subject(link: OwnerLink) -> models.Model:
    return link.problem or link.owner
