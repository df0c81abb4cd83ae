"""Whom does an owner mean who says "not mine, but theirs"?"""

from wortel.accounts.models import Agent
from wortel.problems.models import OwnerAnswer, Process, ProcessOwner

SHORTEST = 3


def find_named_owner(answer: OwnerAnswer) -> ProcessOwner | None:
    """The owner whose name, person or process stands in the words; None when nobody does, or several do."""
    words = answer.whose.casefold()
    named = {owner for name, owner in _names() if _is_named(name, words)} - {answer.owner_id}
    return ProcessOwner.objects.get(pk=named.pop()) if len(named) == 1 else None


def _is_named(name: str, words: str) -> bool:
    known = name.casefold().strip()
    if len(known) < SHORTEST or len(words) < SHORTEST:
        return False
    return known in words or (len(words) > SHORTEST and words in known)


def _names() -> list[tuple[str, int]]:
    owners = ProcessOwner.objects.prefetch_related("people")
    named = [(owner.name, owner.pk) for owner in owners]
    people = [(person.name, owner.pk) for owner in owners for person in owner.people.all()]
    processes = Process.objects.values_list("name_nl", "name_en", "owner")
    return named + people + [(name, owner) for nl, en, owner in processes for name in (nl, en) if name]


def owners_of(agent: Agent) -> set[int]:
    """The departments and partners somebody answers for who signs in."""
    own = ProcessOwner.objects.filter(people__agent=agent).values_list("pk", flat=True)
    partners = ProcessOwner.objects.filter(partner__membership__agent=agent).values_list("pk", flat=True)
    return {*own, *partners}
