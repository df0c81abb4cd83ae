"""Decisions about words, without a database."""

from wortel.analysis.cleaning import clean
from wortel.analysis.redact import MASKS, redact

READ_AT_MOST = 4_000
# A mask is no word of the customer: what names somebody is left out altogether.
LEFT_OUT = dict.fromkeys(MASKS, "")
FEWEST_WORDS = 3


def read_words(*, subject: str, text: str, sender: str) -> str:
    """What a message is about, on one line: no greeting, signature or quote, and nothing that names a person."""
    return clean(redact(f"{subject}\n{text}"[:READ_AT_MOST], [sender] if sender else [], LEFT_OUT))
