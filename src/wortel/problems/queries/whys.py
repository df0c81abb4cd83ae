"""What was written about the root of a problem, and what papers over it meanwhile."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from wortel.knowledge.models import Article
from wortel.problems.models import Hypothesis, Note, Problem

WHYS = 5
BRANCHES = tuple(kind for kind in Note.Kind if kind is not Note.Kind.WHY)


@dataclass(frozen=True)
class Root:
    """The chain, always five long on paper and longer where it went deeper; six branches; the hypotheses."""

    whys: list[Note]
    branches: list[Note]
    hypotheses: list[Hypothesis]

    @property
    def is_empty(self) -> bool:
        return not self.hypotheses and not any(note.text for note in (*self.whys, *self.branches))


def draw_root(problem: Problem, notes: Iterable[Note], hypotheses: Iterable[Hypothesis]) -> Root:
    """Five whys and six branches, empty where nobody wrote anything yet."""
    known = {(note.kind, note.place): note for note in notes}
    longest = max([WHYS, *(place for kind, place in known if kind == Note.Kind.WHY)])

    def note(kind: Note.Kind, place: int = 1) -> Note:
        return known.get((kind, place)) or Note(problem=problem, kind=kind, place=place)

    return Root(
        whys=[note(Note.Kind.WHY, place) for place in range(1, longest + 1)],
        branches=[note(kind) for kind in BRANCHES],
        hypotheses=list(hypotheses),
    )


def list_papered(reason_codes: Collection[str]) -> QuerySet[Problem]:
    """The open causes that an article about these reasons papers over."""
    about = Q(reason__code__in=list(reason_codes)) | Q(rule__reason__code__in=list(reason_codes))
    return Problem.objects.open().filter(about).distinct().order_by("opened_at")


def list_papering(problem: Problem) -> list[Article]:
    """The articles that ease this cause: those about its reason."""
    rule = getattr(problem, "rule", None)
    codes = {one.code for one in (problem.reason, rule.reason if rule else None) if one is not None}
    about = [Q(reason_codes__contains=[code]) for code in sorted(codes)]
    return list(Article.objects.filter(reduce(or_, about)).order_by("-used_count", "slug")) if about else []
