"""Cases that turn out to be one, or two. Every act touches two cases and leaves one event with each.

What moved stands in the event of the case that the act is named after, so that undoing needs nothing else: the
conversations, the promises, and what both cases were before.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from wortel.cases.actions.changing import Change, Value, change, lock
from wortel.cases.actions.moving import Moved, move, move_promises, take_drafts
from wortel.cases.models import Case, Part, Status
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact, Conversation, Direction
from wortel.contacts.rules import snippet


class SameCase(Exception):
    """A case cannot be merged into itself."""


class OnlyOne(Exception):
    """A case keeps at least one message: what is to leave it is all there is."""


@transaction.atomic
def merge(*, kept: Case, absorbed: Case, now: datetime) -> Change:
    """Make one case of two; every conversation remembers which case it came from."""
    kept, absorbed = _lock_both(kept, absorbed)
    if absorbed.merged_into_id is not None or kept.merged_into_id is not None:
        raise SameCase
    moved = move(absorbed.parts.all(), to=kept)
    along = {"promises": move_promises(absorbed, to=kept), "drafts": take_drafts(absorbed, to=kept)}
    took_in = change(kept, "case.took_in", grown(kept, absorbed), beside={"absorbed": absorbed.pk})
    return change(
        absorbed,
        "case.merged",
        absorbed_by(kept, absorbed, now),
        beside=_told(moved, other=took_in.event) | along,
    )


@transaction.atomic
def split(*, case: Case, conversations: list[Conversation], now: datetime) -> Change:
    """Make a case of its own of some conversations."""
    return _split(lock(case), conversations, now)


@transaction.atomic
def rethread(*, conversations: list[Conversation], case: Case, now: datetime) -> Change:
    """Move conversations of one case to the case where they belong."""
    source, target = _lock_both(Part.objects.get(conversation=conversations[0]).case, case)
    return _rethread(conversations, source, target, now)


@transaction.atomic
def take_out(*, contact: Contact, to: Case | None, with_following: bool, now: datetime) -> Change:
    """Take one message, and perhaps what followed it, out of its thread: to a case of its own or where it belongs."""
    source = lock(Part.objects.get(conversation=contact.conversation_id).case)
    if to is not None:
        source, to = _lock_both(source, to)
    parted = contacts.take_apart(contact=contact, with_following=with_following, now=now)
    origin = contact.conversation_id
    if parted.pk != origin:
        Part.objects.create(case=source, conversation=parted)
    beside = {"parted": [origin, parted.pk]} if parted.pk != origin else {}
    if to is None:
        return _split(source, [parted], now, beside)
    return _rethread([parted], source, to, now, beside)


def _split(
    source: Case, conversations: list[Conversation], now: datetime, beside: Mapping[str, object] | None = None
) -> Change:
    if not source.parts.exclude(conversation__in=conversations).filter(conversation__contacts__isnull=False).exists():
        raise OnlyOne
    first = Contact.objects.filter(conversation__in=conversations).order_by("started_at", "id").first()
    fresh = Case.objects.create(
        customer=(first.customer if first else None) or source.customer,
        subject=(conversations[0].subject or source.subject)[:300],
        team=source.team,
        agent=source.agent,
        opened_at=first.started_at if first else now,
        waiting_since=first.started_at if first and first.direction == Direction.IN else now,
        latest_at=now,
        latest_channel=first.channel if first else source.latest_channel,
        who=(first.sender_name if first and first.direction == Direction.IN else "") or source.who,
    )
    moved = move(Part.objects.filter(case=source, conversation__in=conversations), to=fresh)
    lost = change(source, "case.parted", _left(source, now), beside={"to": fresh.pk})
    told = _told(moved, other=lost.event) | {"source": source.pk} | dict(beside or {})
    return change(fresh, "case.split", latest_of(fresh), beside=told)


def _rethread(
    conversations: list[Conversation],
    source: Case,
    target: Case,
    now: datetime,
    beside: Mapping[str, object] | None = None,
) -> Change:
    moved = move(Part.objects.filter(case=source, conversation__in=conversations), to=target)
    if not source.parts.filter(conversation__contacts__isnull=False).exists():
        # Threads that were united before are left, empty: they go along as a way in for late answers.
        moved += move(source.parts.all(), to=target)
    along: dict[str, object] = {}
    if Part.objects.filter(case=source).exists():
        lost = change(source, "case.parted", _left(source, now), beside={"to": target.pk})
        values = latest_of(target)
    else:
        values = grown(target, source)
        along = {"promises": move_promises(source, to=target), "drafts": take_drafts(source, to=target)}
        lost = change(source, "case.merged", absorbed_by(target, source, now), beside={"moved": []})
    if source.is_open and not target.is_open:
        values |= {"status": Status.OPEN, "closed_at": None, "waiting_since": now}
    told = _told(moved, other=lost.event) | {"source": source.pk} | along | dict(beside or {})
    told["conversation"] = conversations[0].pk
    return change(target, "case.rethreaded", values, beside=told)


def _told(moved: Iterable[Moved], *, other: int) -> dict[str, object]:
    """What undoing needs; `other` is the event of the case on the other side."""
    return {"moved": [list(one) for one in moved], "other": other}


def _lock_both(first: Case, second: Case) -> tuple[Case, Case]:
    """In the order of their numbers, so that two people merging both ways do not wait for each other."""
    if first.pk == second.pk:
        raise SameCase
    locked = {case.pk: lock(case) for case in sorted((first, second), key=lambda case: case.pk)}
    return locked[first.pk], locked[second.pk]


def absorbed_by(kept: Case, absorbed: Case, now: datetime) -> dict[str, Value]:
    """What a case is once all of it stands in another one."""
    return {
        "merged_into_id": kept.pk,
        "status": Status.CLOSED,
        "closed_at": absorbed.closed_at or now,
        "waiting_since": None,
        "snoozed_until": None,
        "is_unread": False,
    }


def grown(kept: Case, absorbed: Case) -> dict[str, Value]:
    """What a case is once another one was added to it: whoever waited longest waits, and nothing stays unread."""
    values = latest_of(kept)
    values["need"] = kept.need or absorbed.need
    values["is_unread"] = kept.is_unread or absorbed.is_unread
    values["agent_id"] = kept.agent_id or absorbed.agent_id
    if kept.possibly_belongs_to_id == absorbed.pk:
        values["possibly_belongs_to_id"] = None
    if absorbed.status == Status.OPEN:
        since = [moment for moment in (kept.waiting_since, absorbed.waiting_since) if moment]
        values |= {"status": Status.OPEN, "closed_at": None, "snoozed_until": None}
        values["waiting_since"] = min(since, default=None)
    return values


def _left(source: Case, now: datetime) -> dict[str, Value]:
    """What a case is once something was taken out of it: whoever waited may have gone with it."""
    values = latest_of(source)
    asked = Contact.objects.filter(pk=source.asks_anew_id or 0).exclude(conversation__part__case=source).first()
    if asked is not None:
        values["asks_anew_id"] = None
    if source.status != Status.OPEN:
        return values
    since = _first_unanswered(source, after=asked.started_at if asked else None)
    if since is None and asked is not None:
        # Only that question had opened it again.
        return values | {"status": Status.CLOSED, "closed_at": now, "waiting_since": None, "is_unread": False}
    values["waiting_since"] = since
    if since is None:
        values |= {"status": Status.WAITING, "is_unread": False}
    return values


def _first_unanswered(case: Case, *, after: datetime | None) -> datetime | None:
    """Since when the customer waits, looking at what was said after this moment."""
    said = Contact.objects.filter(conversation__part__case=case, is_automatic=False)
    answered = said.filter(direction=Direction.OUT).order_by("-started_at").values_list("started_at", flat=True).first()
    known = max((moment for moment in (answered, after) if moment is not None), default=None)
    waiting = said.filter(direction=Direction.IN).order_by("started_at")
    if known is not None:
        waiting = waiting.filter(started_at__gt=known)
    return waiting.values_list("started_at", flat=True).first()


def latest_of(case: Case) -> dict[str, Value]:
    """What the row in the list tells of what its conversations tell now."""
    said = Contact.objects.filter(conversation__part__case=case)
    values: dict[str, Value] = {"contact_count": said.filter(direction=Direction.IN).count()}
    latest = said.order_by("-started_at", "-id").first()
    if latest is not None:
        values["latest_at"] = latest.started_at
        values["latest_channel"] = latest.channel
        values["latest_words"] = snippet(latest.reply_text or latest.text)
    return values
