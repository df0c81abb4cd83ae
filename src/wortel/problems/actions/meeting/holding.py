"""The weekly meeting: it begins, people join and leave, it ends."""

from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.events import actions as events
from wortel.problems.models import Accountable, Attendance, Meeting


class MeetingOver(Exception):
    """Decisions are taken and undone while the meeting runs; afterwards the minutes stand."""


class NothingSaid(ValueError):
    """A question has words, and so has a name."""


@transaction.atomic
def begin_meeting(*, agent: Agent | None, now: datetime) -> Meeting:
    """Begin, or join the one that runs: two people who begin at once sit in one meeting."""
    running = Meeting.objects.select_for_update().filter(ended_at=None).first()
    meeting = running or Meeting.objects.create(begun_at=now, begun_by=agent)
    if running is None:
        events.record("meeting.begun", about=meeting)
    if agent is not None:
        join_meeting(meeting=meeting, name=agent.name)
    return meeting


@transaction.atomic
def join_meeting(*, meeting: Meeting, name: str) -> Attendance:
    """Somebody is there. A colleague or owner whom we know by this name gets the minutes by mail."""
    words = name.strip()
    if not words:
        raise NothingSaid
    present, is_new = Attendance.objects.get_or_create(
        meeting=meeting, name=words[:200], defaults={"email": _find_address(words)}
    )
    if is_new:
        events.record("meeting.joined", about=meeting, name=present.name)
    return present


def _find_address(name: str) -> str:
    colleague = Agent.objects.filter(name__iexact=name, is_active=True).values_list("email", flat=True).first()
    owner = Accountable.objects.filter(name__iexact=name).exclude(email="").values_list("email", flat=True).first()
    return colleague or owner or (name if "@" in name else "")


@transaction.atomic
def leave_meeting(*, person: Attendance) -> None:
    """The name was a mistake."""
    events.record("meeting.left", about=person.meeting, name=person.name)
    person.delete()


@transaction.atomic
def end_meeting(*, meeting: Meeting, now: datetime) -> Meeting:
    locked = lock_running(meeting)
    locked.ended_at = now
    locked.save(update_fields=["ended_at"])
    events.record("meeting.ended", about=locked, decisions=locked.decisions.filter(undone_at=None).count())
    return locked


def lock_running(meeting: Meeting) -> Meeting:
    """Held until the transaction ends, so that nobody ends the meeting under a decision."""
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if not locked.is_running:
        raise MeetingOver
    return locked
