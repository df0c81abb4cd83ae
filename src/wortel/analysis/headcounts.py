"""Which counts may be told when the people behind them were counted, and not kept?

The rule of `cells`: at least 20 contacts by at least 5 different people, or contacts alone where nobody was kept with
any. Here a cell may be anything, a week, a topic or a channel; those that are too small are told together, with the
smallest of the others where that is not enough, and what is still too small is not told at all. Do not use it where
the people are known by number: `cells` then says exactly how many different ones there are together.

Reference: as in `cells`.

>>> cells = [Headcount("a", 40, 8, 6), Headcount("b", 12, 6, 2), Headcount("c", 9, 3, 1), Headcount("d", 30, 5, 0)]
>>> [(cell.key, cell.contacts, cell.count) for cell in merge_small(cells)]
[('a', 40, 6), ('d', 30, 0), ('…', 21, 3)]
>>> merge_small([Headcount("a", 400, 2, 6)])
[]
"""

from collections.abc import Iterable
from dataclasses import dataclass

from wortel.analysis.cells import FEWEST_CONTACTS, FEWEST_PEOPLE

OTHERS = "…"


@dataclass(frozen=True, slots=True)
class Headcount:
    """Contacts of one kind, how many different people helped with them, and how often something was seen."""

    key: str
    contacts: int
    people: int
    count: int

    @property
    def is_told(self) -> bool:
        return self.contacts >= FEWEST_CONTACTS and (not self.people or self.people >= FEWEST_PEOPLE)


def merge_small(cells: Iterable[Headcount]) -> list[Headcount]:
    """The cells that may be told, in order of key, those that are too small last and together."""
    by_size = sorted(cells, key=lambda cell: (cell.is_told, cell.contacts, cell.key))
    together = [cell for cell in by_size if not cell.is_told]
    apart = by_size[len(together) :]
    while together and apart and not _joined(together).is_told:
        together.append(apart.pop(0))
    told = sorted(apart, key=lambda cell: cell.key)
    joined = _joined(together)
    return [*told, joined] if joined.is_told else told


def _joined(cells: list[Headcount]) -> Headcount:
    """The same people may have helped in several cells, so together they are at least as many as in one of them."""
    return Headcount(
        OTHERS,
        sum(cell.contacts for cell in cells),
        max((cell.people for cell in cells), default=0),
        sum(cell.count for cell in cells),
    )
