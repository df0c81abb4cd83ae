"""Which counts may be shown without pointing at somebody at work?

A cell is one topic in one week. It is shown with at least 20 contacts by at least 5 different people; a smaller one is
joined with the weeks after it, and a topic that stays too small is joined with the other small ones. People are only
counted: who they are does not leave this module. Where nobody was kept with any contact of a cell, as in files of the
past, nobody can be pointed at and the contacts alone decide. Do not use it for figures of one person, whatever the
size.

Reference: a threshold rule for frequency tables, as in the handbook on statistical disclosure control (Hundepool and
others, 2012, chapter 4).

>>> from datetime import date
>>> first, second = date(2025, 9, 1), date(2025, 9, 8)
>>> weeks = [Cell(first, first, 2, 12, {1, 2, 3}), Cell(second, second, 1, 10, {3, 4, 5})]
>>> [(one.contacts, one.marked) for one in join_weeks(weeks)]
[(22, 3)]
>>> join_weeks(weeks[:1])
[]
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wortel.analysis.intervals import Estimate, estimate_share

FEWEST_CONTACTS = 20
FEWEST_PEOPLE = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """From the first to the last Monday: how many contacts bore the mark, of how many, by which people."""

    first: date
    last: date
    marked: int
    contacts: int
    people: Collection[int]

    @property
    def may_be_shown(self) -> bool:
        return is_large(self.contacts, self.people)

    @property
    def share(self) -> Estimate:
        return estimate_share(min(self.marked, self.contacts), self.contacts)


def is_large(contacts: int, people: Collection[int]) -> bool:
    """Whether so many contacts by these people may be shown.

    >>> is_large(20, {1, 2, 3, 4}), is_large(20, {1, 2, 3, 4, 5}), is_large(20, set())
    (False, True, True)
    """
    return contacts >= FEWEST_CONTACTS and (not people or len(people) >= FEWEST_PEOPLE)


def join(cells: Sequence[Cell]) -> Cell:
    """All of these as one."""
    return Cell(
        first=min(one.first for one in cells),
        last=max(one.last for one in cells),
        marked=sum(one.marked for one in cells),
        contacts=sum(one.contacts for one in cells),
        people=frozenset(person for one in cells for person in one.people),
    )


def join_weeks(weeks: Iterable[Cell]) -> list[Cell]:
    """Cells of one topic, each with as many weeks as it needs; what is left at the end joins the cell before it."""
    shown: list[Cell] = []
    waiting: list[Cell] = []
    for week in sorted(weeks, key=lambda one: one.first):
        waiting.append(week)
        if (whole := join(waiting)).may_be_shown:
            shown.append(whole)
            waiting = []
    if waiting and shown:
        shown[-1] = join([shown[-1], *waiting])
    return shown


def join_topics(topics: Mapping[str, Sequence[Cell]]) -> tuple[dict[str, list[Cell]], list[Cell]]:
    """The topics that can be shown, and all others as one; that one is empty when it is too small as well."""
    shown = {topic: cells for topic, weeks in topics.items() if (cells := join_weeks(weeks))}
    rest: dict[date, list[Cell]] = {}
    for topic, weeks in topics.items():
        for week in weeks if topic not in shown else ():
            rest.setdefault(week.first, []).append(week)
    return shown, join_weeks(join(cells) for cells in rest.values())
