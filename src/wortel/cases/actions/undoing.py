from datetime import datetime

from django.db import transaction

from wortel.cases.actions.changing import bring_back, change, lock, restore, stands_as_after
from wortel.cases.actions.merging import absorbed_by, grown, latest_of
from wortel.cases.actions.moving import Moved, give_back, move, move_back, move_promises, take_drafts
from wortel.cases.models import Case, Outcome
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact, Conversation
from wortel.events.models import Event


class NothingToUndo(Exception):
    """No such change was made to a case."""


@transaction.atomic
def undo(*, change: int, now: datetime) -> Case:
    """Bring back what a case was before this change; `CaseChanged` when somebody changed it again since.

    After a merge, a split or a move the other case goes back as well. What was said meanwhile stays said: it goes with
    the conversation that it was said in.
    """
    event = Event.objects.filter(pk=change, about_kind="case", details__has_key="before").first()
    if event is None:
        raise NothingToUndo
    if "moved" not in event.details:
        return restore(event)
    return _undo_move(event, now)


@transaction.atomic
def undo_wrap_up(*, case: Case, contact: Contact, now: datetime) -> Case:
    """Take back the two answers, and the closing that came with them."""
    event = (
        Event.objects.filter(kind="case.wrapped_up", about_kind="case", about_id=case.pk, details__contact=contact.pk)
        .order_by("-id")
        .first()
    )
    if event is None:
        raise NothingToUndo
    earlier = event.details["earlier"]
    if earlier is None:
        Outcome.objects.filter(contact=contact).delete()
    else:
        Outcome.objects.filter(contact=contact).update(**earlier)
    return restore(event)


def _undo_move(event: Event, now: datetime) -> Case:
    """Both cases are held in the order of their numbers, as whoever moved them did."""
    other = Event.objects.get(pk=event.details["other"])
    numbers = sorted({event.about_id or 0, other.about_id or 0})
    held = {number: lock(Case(pk=number)) for number in numbers}
    named, beside = held[event.about_id or 0], held[other.about_id or 0]
    moved = [Moved(*one) for one in event.details["moved"]]
    stands_in = beside if event.kind == "case.merged" else named
    move_back(moved, stands_in=stands_in.pk)
    went = {name: event.details.get(name, ()) for name in ("promises", "drafts")}
    give_back(**went, stands_in=stands_in, to=named if stands_in is beside else beside)
    if "parted" in event.details:
        origin, parted = event.details["parted"]
        contacts.unite(kept=Conversation.objects.get(pk=origin), absorbed=Conversation.objects.get(pk=parted))
    _go_back(beside, other)
    if event.kind == "case.split":
        return _fold_in(named, beside, event, now)
    return _go_back(named, event)


def _go_back(case: Case, event: Event) -> Case:
    """As it was; where something happened since, only what the list tells of it is brought up to date."""
    if stands_as_after(event, case):
        return bring_back(case, event)
    return change(case, "case.put_right", latest_of(case)).case


def _fold_in(fresh: Case, source: Case, event: Event, now: datetime) -> Case:
    """A case that should not have been: what was said and promised in it meanwhile goes along."""
    is_untouched = stands_as_after(event, fresh)
    move(fresh.parts.all(), to=source)
    move_promises(fresh, to=source)
    take_drafts(fresh, to=source)
    if not is_untouched:
        change(source, "case.put_right", grown(source, fresh))
    change(fresh, "case.put_right", absorbed_by(source, fresh, now))
    return source
