from datetime import datetime

from django.db import transaction

from wortel.cases.actions.changing import Change, change, lock
from wortel.cases.models import Case, Part, Status
from wortel.contacts.models import Contact, Conversation, Direction
from wortel.contacts.rules import snippet
from wortel.events import actions as events


class SameCase(Exception):
    """A case cannot be merged into itself."""


@transaction.atomic
def merge(*, kept: Case, absorbed: Case, now: datetime) -> Change:
    """Make one case of two; every conversation remembers which case it came from."""
    kept, absorbed = _lock_both(kept, absorbed)
    was_open = absorbed.is_open
    Part.objects.filter(case=absorbed).update(case=kept, moved_from=absorbed)
    merged = _absorb(absorbed, kept, now)
    show_latest(kept)
    if was_open and not kept.is_open:
        _reopen(kept, now)
    return merged


def bring_back(absorbed: Case) -> None:
    """Let the conversations go back to the case they came from."""
    holders = set(Case.objects.filter(parts__moved_from=absorbed))
    Part.objects.filter(moved_from=absorbed).update(case=absorbed, moved_from=None)
    for case in (*holders, absorbed):
        show_latest(lock(case))


@transaction.atomic
def split(*, case: Case, conversations: list[Conversation], now: datetime) -> Case:
    """Make a case of its own of some conversations."""
    source = lock(case)
    first = Contact.objects.filter(conversation__in=conversations).order_by("started_at", "id").first()
    fresh = Case.objects.create(
        customer=source.customer,
        subject=(conversations[0].subject or source.subject)[:300],
        team=source.team,
        agent=source.agent,
        opened_at=first.started_at if first else now,
        waiting_since=now,
        latest_at=now,
        latest_channel=first.channel if first else source.latest_channel,
        who=source.who,
    )
    Part.objects.filter(case=source, conversation__in=conversations).update(case=fresh, moved_from=source)
    _show_both(source, fresh)
    events.record("case.split", about=fresh, source=source.pk)
    return fresh


@transaction.atomic
def rethread(*, conversation: Conversation, case: Case, now: datetime) -> Part:
    """Move a conversation to the case where it belongs."""
    part = Part.objects.select_for_update().get(conversation=conversation)
    source, target = _lock_both(part.case, case)
    part.case, part.moved_from = target, source
    part.save(update_fields=["case", "moved_from"])
    was_open = source.is_open
    if not Part.objects.filter(case=source).exists():
        _absorb(source, target, now)
    _show_both(source, target)
    if was_open and not target.is_open:
        _reopen(target, now)
    events.record("case.rethreaded", about=target, conversation=conversation.pk, source=source.pk)
    return part


def _lock_both(first: Case, second: Case) -> tuple[Case, Case]:
    """In the order of their numbers, so that two people merging both ways do not wait for each other."""
    if first.pk == second.pk:
        raise SameCase
    locked = {case.pk: lock(case) for case in sorted((first, second), key=lambda case: case.pk)}
    return locked[first.pk], locked[second.pk]


def _absorb(absorbed: Case, kept: Case, now: datetime) -> Change:
    return change(
        absorbed,
        "case.merged",
        {
            "merged_into_id": kept.pk,
            "status": Status.CLOSED,
            "closed_at": absorbed.closed_at or now,
            "waiting_since": None,
            "snoozed_until": None,
            "is_unread": False,
        },
    )


def _reopen(case: Case, now: datetime) -> None:
    change(case, "case.reopened", {"status": Status.OPEN, "closed_at": None, "waiting_since": now})


def _show_both(*cases: Case) -> None:
    for case in cases:
        show_latest(case)


def show_latest(case: Case) -> None:
    """Let the row in the list tell what its conversations tell now."""
    contacts = Contact.objects.filter(conversation__part__case=case)
    case.contact_count = contacts.filter(direction=Direction.IN).count()
    latest = contacts.order_by("-started_at", "-id").first()
    if latest is not None:
        case.latest_at = latest.started_at
        case.latest_channel = latest.channel
        case.latest_words = snippet(latest.reply_text or latest.text)
    case.save(update_fields=["contact_count", "latest_at", "latest_channel", "latest_words"])
