"""What is known of a contact whose cause remains, and what a group of them has in common."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from wortel.analysis.words import content_words, stem

PARTNER = "partner"
PRODUCT = "product"
WORDS_SAID = 3
COMMON = 0.4
# Words that stand beside any trouble: alike they may be, but they are no reason to believe anything.
_FILLERS = """
niet geen zit zitten staat staan komt komen gaat gaan doet doen krijg krijgt kreeg weer steeds eerder zelf
not get got comes came goes still again said says there nothing
"""
FILLERS = frozenset(_FILLERS.split())


@dataclass(frozen=True, slots=True)
class Told:
    """One contact. Facts read `kind:value`; `names` are words that say who asks, not what about."""

    key: int
    on: date
    text: str
    reason: str = ""
    facts: frozenset[str] = frozenset()
    names: str = ""

    def list_facts(self, kind: str) -> frozenset[str]:
        return frozenset(fact for fact in self.facts if fact.startswith(f"{kind}:"))


@dataclass(frozen=True, slots=True)
class Read:
    """A contact with the stems that say what it is about, and a word for each of them to show."""

    told: Told
    stems: frozenset[str]
    words: dict[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Why:
    """What the members share, with how many of them do; counts are of all members."""

    reason: str
    with_reason: int
    facts: tuple[tuple[str, int], ...]
    words: tuple[tuple[str, int], ...]
    first: date
    latest: date


def read(told: Told) -> Read:
    """The stems of what was said, without who said it and without the name of the product, which is a fact."""
    ignored = {stem(word) for word in content_words(told.names)}
    for fact in told.list_facts(PRODUCT):
        ignored |= {stem(word) for word in content_words(fact.partition(":")[2])}
    words: dict[str, str] = {}
    for word in content_words(told.text):
        if (root := stem(word)) not in ignored:
            words.setdefault(root, word)
    return Read(told, frozenset(words), words)


def explain(members: Sequence[Read], telling: Iterable[str], weights: Mapping[str, float]) -> Why:
    """Say what these members have in common, the words that mark them first."""
    reasons = Counter(one.told.reason for one in members if one.told.reason)
    facts = Counter(fact for one in members for fact in one.told.facts)
    days = [one.told.on for one in members]
    reason, with_reason = reasons.most_common(1)[0] if reasons else ("", 0)
    return Why(
        reason=reason,
        with_reason=with_reason,
        facts=tuple((fact, n) for fact, n in facts.most_common() if n >= COMMON * len(members)),
        words=_list_words(members, set(telling), weights),
        first=min(days),
        latest=max(days),
    )


def _list_words(
    members: Sequence[Read], telling: set[str], weights: Mapping[str, float]
) -> tuple[tuple[str, int], ...]:
    """The words that many of them use and few others do."""
    counts = Counter(root for one in members for root in one.stems & telling)
    shown = ((_show(root, members), n, n * weights.get(root, 0.0)) for root, n in counts.items() if n > 1)
    said = [(word, n, weight) for word, n, weight in shown if word not in FILLERS]
    return tuple((word, n) for word, n, _ in sorted(said, key=lambda one: (-one[2], one[0]))[:WORDS_SAID])


def _show(root: str, members: Sequence[Read]) -> str:
    """The form in which most members say it."""
    forms = Counter(one.words[root] for one in members if root in one.words)
    return min(forms, key=lambda form: (-forms[form], form))
