"""Which words of a text say what it is about?

Dutch and English. Plain Python, quick enough to run while a page is made. Numbers are left out: an order number says
who asks, not what about. Do not use the stems to show to people; they only serve to compare.

>>> split_words("Waar is mijn pakket 3SABC123? Het is BESCHADIGD!")
['waar', 'is', 'mijn', 'pakket', 'sabc', 'het', 'is', 'beschadigd']
>>> sorted(content_stems("De facturen zijn betaald")), sorted(content_stems("betaling van de factuur"))
(['betal', 'factur'], ['betal', 'factur'])
"""

import re
from unicodedata import combining, normalize

READ_AT_MOST = 4_000

_WORD = re.compile(r"[^\W\d_]+")
_LONG_VOWEL = re.compile(r"([aeou])\1")
_ENDINGS = ("ingen", "ing", "jes", "je", "ers", "er", "en", "es", "ed", "s", "e", "y")
_SHORTEST_STEM = 4

_DUTCH = """
de het een en van in op te dat die dit deze is was waren ben bent zijn wordt worden word werd heb hebt heeft had
hebben ik je jij u hij ze zij we wij jullie mij me mijn jouw uw ons onze hun hem haar er daar hier aan bij met
voor om uit naar over tot als dan maar of ook nog al wel zo toch even heel erg kan kun kunt kunnen kon zou zal
zullen zouden mag moet moeten wil wilt willen graag door af dus want omdat alvast dank bedankt hallo hoi beste
geachte groet groeten vriendelijke dag goedemorgen goedemiddag mvg heer mevrouw meneer hoe wat wie waarom wanneer
"""
_ENGLISH = """
the a an and of in on at to that this these those it its is was be been being are am were have has had do does
did i you he she we they me my your his her our their him them us there here with for from by as than but or
also so just very can could would should will shall may might must if then please thanks thank hello hi dear
regards kind best how what who why when sir madam im ive dont
"""
STOP_WORDS = frozenset((_DUTCH + _ENGLISH).split())
# Small words that only one of the two languages has.
MARKS = {
    "nl": frozenset(_DUTCH.split()) - frozenset(_ENGLISH.split()),
    "en": frozenset(_ENGLISH.split()) - frozenset(_DUTCH.split()),
}


def split_words(text: str) -> list[str]:
    """The words in order, in lower case and without accents; of a long text only its beginning."""
    plain = normalize("NFKD", text[:READ_AT_MOST].lower())
    return _WORD.findall("".join(letter for letter in plain if not combining(letter)))


def guess_language(text: str, otherwise: str = "nl") -> str:
    """Dutch or English, by the small words; a text with none of either is `otherwise`.

    >>> guess_language("Je hebt het binnen twee dagen"), guess_language("You will have it within two days")
    ('nl', 'en')
    """
    words = split_words(text)
    counts = {language: sum(word in marks for word in words) for language, marks in MARKS.items()}
    return otherwise if counts["nl"] == counts["en"] else max(counts, key=lambda language: counts[language])


def content_words(text: str) -> list[str]:
    """The words in order without those that stand in any text."""
    return [word for word in split_words(text) if word not in STOP_WORDS and len(word) > 1]


def content_stems(text: str) -> set[str]:
    """The stems of the words that carry meaning."""
    return {stem(word) for word in content_words(text)}


def stem(word: str) -> str:
    """Bring the common forms of a Dutch or English word together, a little roughly.

    >>> [stem(word) for word in ("bezorger", "bezorgd", "pakketten", "pakketje", "geleverd", "levering", "invoices")]
    ['bezorg', 'bezorg', 'pakket', 'pakket', 'lever', 'lever', 'invoic']
    """
    root = _LONG_VOWEL.sub(r"\1", word)
    if root.startswith("ge") and len(root) > _SHORTEST_STEM + 2:
        root = root[2:]
    root = _without_ending(root)
    if len(root) > _SHORTEST_STEM and root[-1] in "dt" and root[-2] not in "aeiou":
        root = root[:-1]
    return root[:-1] if len(root) > _SHORTEST_STEM and root[-1] == root[-2] else root


def _without_ending(root: str) -> str:
    for ending in _ENDINGS:
        if root.endswith(ending) and len(root) - len(ending) >= _SHORTEST_STEM:
            return root[: -len(ending)]
    return root
