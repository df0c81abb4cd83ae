"""Which words of a message carry what it is about?

Takes off what every message has: the greeting, the closing line with all that stands under it, the line over a quote,
links, addresses, and numbers with the word that announces them. Clean before comparing or embedding: a signature
alone makes two equal messages look like strangers, and an order number moves a vector further than a "not".

Do not show the result to people, and do not count it as redaction: names in the story stay.

>>> clean('''Beste klantenservice,
... Waar blijft bestelling 2025-10432? Ik wacht al 12 dagen.
... Met vriendelijke groet,
... Marijke Hoekstra
... Lindelaan 3''')
'Waar blijft bestelling? Ik wacht al 12 dagen.'
"""

import re

_NAME = r"[\w.'’-]+"
_GREETING = re.compile(
    rf"\A\s*(?:beste|geachte|hallo|hoi|hey|hi|dag|goede(?:morgen|middag|n?avond)|l\.?s\.?|dear|hello"
    rf"|good (?:morning|afternoon|evening))\b(?:[ \t]+{_NAME}){{0,5}}[ \t]*(?:[,!.:]+|\n|\Z)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^[ \t]*(?:(?:alvast )?(?:bedankt|dank(?: u| je)?(?: wel)?)[,.! \t]*)?"
    r"(?:(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|mvg|hoogachtend|(?:kind|best|warm) regards"
    r"|regards|sincerely|yours (?:sincerely|faithfully|truly)|cheers|(?:many )?thanks|verstuurd vanaf mijn .*"
    r"|sent from my .*|-- ?)[ \t]*(?:[,.!]|$).*",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_QUOTED = re.compile(r"^(?:>.*|(?:op|on) .{6,120}(?:schreef|wrote)\b.*:)$", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
# Three figures or more: "12 dagen" says what it is about, 2025-10432 says whose it is.
_NUMBER = re.compile(
    r"(?:\b(?:met )?(?:nummer|nr|no|number|code)\b[.:]?\s*|#)?(?<![\w])(?=[\w./-]*\d[\w./-]*\d[\w./-]*\d)[\w./-]*\w",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_BEFORE_SIGN = re.compile(r"\s+([.,;:!?])")


def clean(text: str) -> str:
    """The words it is about, on one line; the whole text when nothing would be left."""
    kept = _CLOSING.sub("", _QUOTED.sub("", text))
    kept = _GREETING.sub("", kept)
    kept = _NUMBER.sub(" ", _ADDRESS.sub(" ", kept))
    kept = _BEFORE_SIGN.sub(r"\1", _SPACES.sub(" ", kept)).strip(" ,;:-")
    return kept or _SPACES.sub(" ", text).strip()
