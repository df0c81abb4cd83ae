"""Everything that was said and done about one problem, in one statement.

The page of a problem is made of many short lists. Asked one by one they cost more than what is in them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.db.models import Model

from wortel.problems.models import (
    Accountable,
    Action,
    Closure,
    Hypothesis,
    Launch,
    Note,
    OwnerAnswer,
    OwnerLink,
    OwnerRequest,
    Ownership,
    Problem,
    ProcessOwner,
    Reminder,
    Reopening,
    Standing,
    Telling,
)
from wortel.store.actions import fetch

OF_PROBLEM = "{0}.problem_id = %(problem)s"
OF_REQUESTS = "{0}.request_id IN (SELECT id FROM problems_ownerrequest WHERE problem_id = %(problem)s)"
OF_OWNERS = """(
{0}.owner_id IN (SELECT owner_id FROM problems_ownership WHERE problem_id = %(problem)s AND until IS NULL)
OR {0}.id IN (SELECT person_id FROM problems_ownerlink WHERE problem_id = %(problem)s AND revoked_at IS NULL))"""
# Which rows belong to a problem and still stand.
PARTS: dict[type[Model], str] = {
    Standing: OF_PROBLEM + " AND {0}.withdrawn_at IS NULL",
    Closure: OF_PROBLEM,
    Reopening: OF_PROBLEM,
    Note: OF_PROBLEM,
    Hypothesis: OF_PROBLEM + " AND {0}.dropped_at IS NULL",
    Launch: OF_PROBLEM + " AND {0}.withdrawn_at IS NULL",
    Telling: OF_PROBLEM,
    Action: OF_PROBLEM,
    OwnerLink: OF_PROBLEM + " AND {0}.revoked_at IS NULL",
    OwnerAnswer: OF_PROBLEM,
    OwnerRequest: OF_PROBLEM + " AND {0}.dropped_at IS NULL",
    Reminder: OF_REQUESTS,
    Ownership: OF_PROBLEM + " AND {0}.until IS NULL",
    Accountable: OF_OWNERS,
}
OWNED = (Action, OwnerLink, OwnerAnswer, OwnerRequest, Ownership)


@dataclass
class Dossier:
    """The rows of one problem; what was taken back is not in it."""

    problem: Problem
    rows: defaultdict[type[Model], list[Model]] = field(default_factory=lambda: defaultdict(list))

    def of[Row: Model](self, kind: type[Row]) -> list[Row]:
        """All rows of a kind, in the order in which they were written."""
        return sorted((row for row in self.rows[kind] if isinstance(row, kind)), key=lambda row: int(row.pk))

    @property
    def ownerships(self) -> list[Ownership]:
        """The largest share first."""
        return sorted(self.of(Ownership), key=lambda one: (-one.share, one.owner_id))

    @property
    def actions(self) -> list[Action]:
        """Done, then planned, each by its day."""
        return sorted(self.of(Action), key=lambda one: (one.done_on or date.max, one.planned_on or date.max, one.pk))

    @property
    def answers(self) -> list[OwnerAnswer]:
        """The latest first."""
        return sorted(self.of(OwnerAnswer), key=lambda one: (one.at, one.pk), reverse=True)

    @property
    def requests(self) -> list[OwnerRequest]:
        """The latest first."""
        return sorted(self.of(OwnerRequest), key=lambda one: (one.asked_at, one.pk), reverse=True)

    @property
    def tellings(self) -> list[Telling]:
        """The latest first."""
        return sorted(self.of(Telling), key=lambda one: one.proposed_at, reverse=True)

    @property
    def launches(self) -> list[Launch]:
        """The latest first."""
        return sorted(self.of(Launch), key=lambda one: one.first_on, reverse=True)

    @property
    def closure(self) -> Closure | None:
        """Why it is closed now; None when it is open, or was opened again since."""
        undone = {one.closure_id for one in self.of(Reopening)}
        standing = [one for one in self.of(Closure) if one.pk not in undone]
        return None if self.problem.is_open else max(standing, key=lambda one: one.at, default=None)

    @property
    def reopening(self) -> Reopening | None:
        return max(self.of(Reopening), key=lambda one: one.at, default=None)

    def people_of(self, owner: int) -> list[Accountable]:
        return [one for one in self.of(Accountable) if one.owner_id == owner]

    def reminders_of(self, requests: Iterable[OwnerRequest]) -> list[Reminder]:
        asked = {one.pk for one in requests}
        return [one for one in self.of(Reminder) if one.request_id in asked]


def read_dossier(problem: Problem) -> Dossier:
    found = Dossier(problem)
    aliases = {_alias(at): kind for at, kind in enumerate(PARTS, 1)}
    for row in fetch(_statement(), {"problem": problem.pk}, **aliases, o=ProcessOwner, h=ProcessOwner):
        _put(found, row[:-2], owner=row[-2], receiver=row[-1])
    people = {one.pk: one for one in found.of(Accountable)}
    for link in found.of(OwnerLink):
        link.person = people.get(link.person_id or 0)
    return found


def _put(
    found: Dossier, parts: Sequence[Model | None], owner: ProcessOwner | None, receiver: ProcessOwner | None
) -> None:
    """Of each answer one part is there, with the owners it names; none for a kind of which there are no rows."""
    row = next((part for part in parts if part is not None), None)
    if row is None:
        return
    if isinstance(row, OWNED) and owner is not None:
        row.owner = owner
    if isinstance(row, OwnerAnswer) and receiver is not None:
        row.handed_to = receiver
    found.rows[type(row)].append(row)


def _alias(at: int) -> str:
    return f"p{at}"


@cache
def _statement() -> str:
    """Every kind hangs on its own number, so that its rows stand below one another and beside nothing else."""
    columns = ", ".join(f"{{{_alias(at)}}}" for at in range(1, len(PARTS) + 1))
    joins = [
        f'LEFT JOIN "{kind._meta.db_table}" {_alias(at)} ON kind.n = {at} AND {which.format(_alias(at))}'  # noqa: SLF001 (public by its documentation)
        for at, (kind, which) in enumerate(PARTS.items(), 1)
    ]
    owners = ", ".join(f"{_alias(at)}.owner_id" for at, kind in enumerate(PARTS, 1) if kind in OWNED)
    answer = _alias(list(PARTS).index(OwnerAnswer) + 1)
    return "\n".join(
        [
            f"SELECT {columns}, {{o}}, {{h}} FROM generate_series(1, {len(PARTS)}) AS kind(n)",  # noqa: S608 (no value in it)
            *joins,
            f"LEFT JOIN problems_processowner o ON o.id = COALESCE({owners})",
            f"LEFT JOIN problems_processowner h ON h.id = {answer}.handed_to_id",
        ]
    )
