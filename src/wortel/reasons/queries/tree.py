from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from wortel.reasons.models import Reason


@dataclass(frozen=True)
class Twig:
    """A reason with its depth in the tree."""

    reason: Reason
    depth: int


def list_reasons() -> list[Reason]:
    """The reasons in use, each after its parent."""
    return [twig.reason for twig in list_tree()]


def list_tree(*, with_retired: bool = False) -> list[Twig]:
    reasons = list(Reason.objects.all() if with_retired else Reason.objects.filter(is_active=True))
    below: defaultdict[int | None, list[Reason]] = defaultdict(list)
    known = {reason.pk for reason in reasons}
    for reason in reasons:
        below[reason.parent_id if reason.parent_id in known else None].append(reason)
    return _walk(None, below, 0)


def _walk(parent: int | None, below: dict[int | None, list[Reason]], depth: int) -> list[Twig]:
    twigs: list[Twig] = []
    for reason in sorted(below.get(parent, []), key=lambda one: one.label.casefold()):
        twigs += [Twig(reason, depth), *_walk(reason.pk, below, depth + 1)]
    return twigs


def list_below(reasons: Iterable[int]) -> set[int]:
    """These reasons and everything below them."""
    return _reached(set(reasons), [(parent, child) for child, parent in _edges()])


def list_above(reasons: Iterable[int]) -> set[int]:
    """These reasons and everything above them."""
    return _reached(set(reasons), _edges())


def list_branch(reason: int) -> set[int]:
    """A reason with everything above and below it: those that may mean the same."""
    edges = _edges()
    return _reached({reason}, edges) | _reached({reason}, [(parent, child) for child, parent in edges])


def _edges() -> list[tuple[int, int]]:
    pairs = Reason.objects.exclude(parent=None).order_by().values_list("id", "parent_id")
    return [(child, parent) for child, parent in pairs if parent is not None]


def _reached(start: set[int], edges: list[tuple[int, int]]) -> set[int]:
    found, fresh = set(start), set(start)
    while fresh:
        fresh = {end for begin, end in edges if begin in fresh} - found
        found |= fresh
    return found
