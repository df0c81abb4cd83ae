"""Decisions about words, without a database."""

from datetime import timedelta

from wortel.analysis.cleaning import clean
from wortel.analysis.redact import MASKS, redact

READ_AT_MOST = 4_000
# A mask is no word of the customer: what names somebody is left out altogether.
LEFT_OUT = dict.fromkeys(MASKS, "")
FEWEST_WORDS = 3
# Below this share of the votes a contact belongs to no driver in particular.
LEAST_SURE = 0.25
# One in twenty of our own texts is stranger; what is as strange as that belongs to no driver we know.
STRANGE = 0.05
# So many contacts speak for a variant, or a driver without, one in `SPREAD` of the latest, so that no one day speaks;
# and all together.
OF_EACH, SPREAD, OF_ALL = 24, 8, 6_000

# For what is new a week is held against the eight weeks before.
LATELY, LOOKED_BACK = timedelta(days=7), timedelta(days=63)
# Two groups of contacts are the same when they share at least half of the smaller one.
SAME = 0.5


def read_words(*, subject: str, text: str, sender: str) -> str:
    """What a message is about, on one line: no greeting, signature or quote, and nothing that names a person."""
    return clean(redact(f"{subject}\n{text}"[:READ_AT_MOST], [sender] if sender else [], LEFT_OUT))
