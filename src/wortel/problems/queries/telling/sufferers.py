"""Which customers suffered from a cause?"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from wortel.customers.queries import list_standings
from wortel.problems.models import Caused, Problem, Telling
from wortel.problems.queries.telling.restraint import find_restraint
from wortel.problems.queries.telling.weighing import Candidate, Heard, weigh

type Sufferer = Candidate
GROUPS = ("mail", "call", "other", "out")


def list_sufferers(problem: Problem, now: datetime) -> list[Candidate]:
    """Everybody who made contact because of it, each once, with how they can be told or why not."""
    return weigh(list_heard(problem), problem=problem, kind=Telling.Kind.GONE, restraint=find_restraint(), now=now)


def list_heard(problem: Problem) -> list[Heard]:
    """The counted contacts of a problem by the customer they turned out to be; nobody knows who the others were."""
    rows = (
        Caused.objects.filter(problem=problem, contact__customer__isnull=False)
        .order_by("contact__started_at")
        .values_list(
            "contact__customer",
            "contact__started_at",
            "contact__channel",
            "contact__conversation__part__case",
            "contact__order",
        )
    )
    standing = list_standings()
    heard: dict[int, Heard] = {}
    for customer, at, channel, case, order in rows:
        who = standing.get(customer, customer)
        times = heard[who].times + 1 if who in heard else 1
        heard[who] = Heard(who, times, at, channel, case, order)
    return list(heard.values())


def count_groups(candidates: Iterable[Candidate]) -> dict[str, int]:
    """How many can be mailed, called, not told yet, or are left out, and each reason for that."""
    counted: Counter[str] = Counter()
    for one in candidates:
        counted[one.group] += 1
        if one.why:
            counted[one.why.value] += 1
    return {group: counted[group] for group in (*GROUPS, *sorted(set(counted) - set(GROUPS)))}


def search_sufferers(candidates: Iterable[Candidate], *, words: str, group: str) -> list[Candidate]:
    """Those of a group whose name, code or address holds all these words."""
    asked = words.casefold().split()
    return [one for one in candidates if (not group or one.group == group) and all(_is_in(one, word) for word in asked)]


def _is_in(one: Candidate, word: str) -> bool:
    return any(word in text.casefold() for text in (one.customer.name, one.customer.code or "", one.value))
