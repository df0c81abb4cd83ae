"""What is compared: the words without greeting, signature, quotes, numbers and the head of a forwarded mail."""

import re
from collections.abc import Sequence

from wortel.analysis.cleaning import clean
from wortel.analysis.words import split_words

# Of a very long message its beginning tells enough.
MOST_WORDS = 200
# Fewer words than this many different people write alike; a copy of enough may have lost some.
TELLING, ENOUGH = 8, 6
_FORWARDED = re.compile(
    r"^[ \t]*(?:-{2,}.*-{2,}|(?:van|from|datum|date|verzonden|sent|aan|to|cc|onderwerp|subject) ?:.*)$",
    re.IGNORECASE | re.MULTILINE,
)


def read_words(text: str) -> tuple[str, ...]:
    """The words to compare, in order.

    >>> read_words("-- Doorgestuurd bericht --\\nVan: Wim\\nAan: ons\\n\\nDag,\\nwaar is 3SABC123?\\n\\nGroet, Wim")
    ('waar', 'is')
    """
    return tuple(split_words(clean(_FORWARDED.sub("", text)))[:MOST_WORDS])


def is_telling(words: Sequence[str]) -> bool:
    """Whether there is enough to know a copy from two people who happen to say the same."""
    return len(words) >= TELLING
