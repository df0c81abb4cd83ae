"""Which of these answers say the same?

A greeting, a name, an amount, a date and a closing line differ for every customer and make no other answer. What is
left is compared by its stems: two answers are one when they share at least four fifths of them, and say no to the
same things. Do not use it over several questions at once, nor for answers in different languages: those always
differ. It looks at words; two answers in quite other words that mean the same count as two.

Reference: the Jaccard index (1912) over stems; leader clustering (Hartigan, 1975) in order of frequency, so that the
result does not depend on the order of the answers.

>>> said = ["Dag Ilse,\\n\\nJe krijgt € 4,95 terug.\\n\\nGroet,\\nNoor", "Hallo Wim, je krijgt € 10 terug."]
>>> [(one.count, one.example) for one in find_variants([*said, "Dat kan niet."])]
[(2, 'Hallo Wim, je krijgt € 10 terug.'), (1, 'Dat kan niet.')]
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from wortel.analysis.words import split_words, stem

SAME = 0.8
_DENYING = """
niet geen nooit niets niks nog not no never nothing cannot cant dont wont yet
"""
# Words of any answer: whom it greets, and what only holds a sentence together.
_EMPTY = """
de het een en van in op te dat die dit deze is er je jij jouw u uw ik we wij ons onze the a an and of on to that this
these it you your i our hallo hoi dag beste geachte hello hi dear goedemorgen goedemiddag
"""
DENYING = frozenset(_DENYING.split())
EMPTY = frozenset(_EMPTY.split())
_WHOM = (
    r"(?:(?-i:[A-ZÀ-Þ])[\w'’.-]*|\[\w+\]|meneer|mevrouw|heer|dhr\.?|mevr\.?|mensen|allen|allemaal|team|collega'?s?|klant"
    r"|sir|madam|all|there|team|customer|en|of|and|or|van|de|der|den|ter)"
)
# A greeting and whom it greets, up to a comma or the end of the line; never the beginning of a story.
_GREETING = re.compile(
    r"^\s*(?:beste|hallo|hoi|hi|dag|geachte|goede(?:morgen|middag|navond|ndag)|hello|dear|good (?:morning|afternoon))"
    rf"(?:[ \t]+{_WHOM}){{0,6}}[ \t]*[,.!\n]+",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\n\s*(?:met )?(?:vriendelijke groet|hartelijke groet|groet|mvg|kind regards|best regards|regards|sincerely)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Variant:
    """Answers that say the same: how many, and the one whose words most of them have."""

    count: int
    example: str


@dataclass(frozen=True, slots=True)
class _Said:
    """What is left of a text: its stems, and to what it says no."""

    stems: frozenset[str]
    denials: tuple[tuple[str, int], ...]

    def is_same(self, other: "_Said") -> bool:
        if self.denials != other.denials:
            return False
        whole = self.stems | other.stems
        return not whole or len(self.stems & other.stems) >= SAME * len(whole)


def find_variants(texts: Iterable[str]) -> list[Variant]:
    """Group answers by what they say, most given first; of each group the shortest of its most given words."""
    examples: dict[_Said, str] = {}
    counts: Counter[_Said] = Counter()
    for text in texts:
        said = _read(text)
        counts[said] += 1
        known = examples.setdefault(said, text)
        if (len(text), text) < (len(known), known):
            examples[said] = text
    leaders: list[tuple[_Said, int]] = []
    for said, count in sorted(counts.items(), key=lambda pair: (-pair[1], examples[pair[0]])):
        place = next((at for at, (leader, _) in enumerate(leaders) if leader.is_same(said)), None)
        if place is None:
            leaders.append((said, count))
        else:
            leader, whole = leaders[place]
            leaders[place] = (leader, whole + count)
    found = [Variant(count, examples[said]) for said, count in leaders]
    return sorted(found, key=lambda one: (-one.count, one.example))


def strip_frame(text: str) -> str:
    """Without the greeting at the top and everything from the closing line on.

    >>> strip_frame("Dag Ilse,\\n\\nHet komt morgen.\\n\\nGroet,\\nNoor")
    'Het komt morgen.'
    >>> strip_frame("Dag vandaag kwam er niemand, alweer.")
    'Dag vandaag kwam er niemand, alweer.'
    """
    body = _CLOSING.split(text, maxsplit=1)[0]
    return _GREETING.sub("", body, count=1).strip() or text.strip()


def _read(text: str) -> _Said:
    words = split_words(strip_frame(text))
    stems = frozenset(stem(word) for word in words if word not in EMPTY and len(word) > 1)
    denials = Counter(word for word in words if word in DENYING)
    return _Said(stems, tuple(sorted(denials.items())))
