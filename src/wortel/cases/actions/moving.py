"""What goes along when a case changes hands: conversations, promises, and words somebody was still writing."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from wortel.cases.actions.changing import CaseChanged
from wortel.cases.models import Case, Draft, Part, Promise


class Moved(NamedTuple):
    """A conversation that went to another case, where it stood, and where it had come from before that."""

    conversation: int
    source: int
    came_from: int | None


def move(parts: QuerySet[Part], *, to: Case) -> list[Moved]:
    """Put these conversations into another case; each remembers where it came from."""
    moved = [Moved(part.conversation_id, part.case_id, part.moved_from_id) for part in parts.order_by("pk")]
    for one in moved:
        Part.objects.filter(conversation=one.conversation).update(case=to, moved_from=one.source)
    return moved


def move_back(moved: Iterable[Moved], *, stands_in: int) -> None:
    """Put them where they stood, unless somebody moved one of them on: then nothing is undone."""
    for one in moved:
        back = {"case": one.source, "moved_from": one.came_from}
        if not Part.objects.filter(conversation=one.conversation, case=stands_in).update(**back):
            raise CaseChanged


def move_promises(case: Case, *, to: Case) -> list[int]:
    """What was promised stays promised; gives which."""
    numbers = list(Promise.objects.filter(case=case).values_list("pk", flat=True))
    Promise.objects.filter(pk__in=numbers).update(case=to)
    return numbers


def take_drafts(case: Case, *, to: Case) -> list[int]:
    """Nothing that somebody typed is lost: it goes along, under what they were writing there; gives which went."""
    gone: list[int] = []
    there = {draft.agent_id: draft for draft in Draft.objects.filter(case=to)}
    for draft in Draft.objects.filter(case=case):
        own = there.get(draft.agent_id)
        if own is None:
            draft.case = to
            draft.save(update_fields=["case"])
            gone.append(draft.pk)
        elif draft.text not in own.text:
            own.text = f"{own.text}\n\n{draft.text}"
            own.save(update_fields=["text"])
    return gone


def give_back(*, promises: Iterable[int], drafts: Iterable[int], stands_in: Case, to: Case) -> None:
    """What went along goes back, unless it went further meanwhile."""
    Promise.objects.filter(pk__in=promises, case=stands_in).update(case=to)
    writers = Draft.objects.filter(case=to).values("agent")
    Draft.objects.filter(pk__in=drafts, case=stands_in).exclude(agent__in=writers).update(case=to)
