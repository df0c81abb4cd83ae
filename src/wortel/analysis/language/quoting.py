"""Which words are somebody else's?"""

import re

_LINES = re.compile(r"^>.*$", re.MULTILINE)
_BELOW = re.compile(
    r"^(?:(?:op|on) .{6,120}(?:schreef|wrote)\b.*:|-{3,} ?(?:oorspronkelijk bericht|original message).*)$[\s\S]*",
    re.IGNORECASE | re.MULTILINE,
)
# Three words or more between marks are a quotation; one or two are a way of speaking ("service").
_MARKED = re.compile(r"[\"“„]\s*\S+(?:\s+[^\s\"“”„]+){2,}\s*[\"”]|(?<!\w)'\S+(?:\s+[^\s']+){2,}'(?!\w)")
_TYPED = str.maketrans({"’": "'", "‘": "'", "`": "'", "\u00a0": " "})


def own_words(text: str) -> str:
    """The text with all that is quoted made blank: every other letter stands where it stood.

    >>> own_words('Uw collega zei: "eigen schuld, dikke bult". Klopt dat?')
    'Uw collega zei:                           . Klopt dat?'
    """
    own = text.translate(_TYPED)
    for quoted in (_BELOW, _LINES, _MARKED):
        own = quoted.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), own)
    return own
