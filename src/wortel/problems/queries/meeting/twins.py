"""Which open causes are called the same?"""

from collections import defaultdict

from wortel.analysis.likeness import compare_texts
from wortel.problems.models import Problem


def find_twins(problems: list[Problem]) -> dict[int, Problem]:
    """Open causes whose names say the same about the same reason; each younger one points at the elder."""
    by_reason: defaultdict[int | None, list[Problem]] = defaultdict(list)
    for one in sorted(problems, key=lambda one: (one.opened_at, one.pk)):
        by_reason[one.reason_id].append(one)
    found: dict[int, Problem] = {}
    for alike in by_reason.values():
        for place, younger in enumerate(alike):
            elder = next((one for one in alike[:place] if _says_the_same(one, younger)), None)
            if elder is not None:
                found[younger.pk] = elder
    return found


def _says_the_same(one: Problem, other: Problem) -> bool:
    return compare_texts(one.title_nl or one.title_en, other.title_nl or other.title_en).is_alike
