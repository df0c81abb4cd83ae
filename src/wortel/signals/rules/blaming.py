"""Does a sentence lay the cause at the customer's door?

Words and nothing else: it says what was written, not what anybody felt or meant.
"""

import re

from wortel.signals.rules.sentences import Span, sentences

YOU = r"(?:je|jij|u)"
BLAME = re.compile(
    rf"\b(?:eigen schuld|(?:je|jouw|uw) eigen (?:verantwoordelijkheid|fout|keuze|risico))\b"
    rf"|\b(?:had|hadden) {YOU} (?:dat |dit |het |maar |zelf |beter |eerder |toch |gewoon )+"
    rf"|\b{YOU} had (?:\w+ ){{0,5}}(?:moeten|kunnen) (?:weten|lezen|opletten|controleren|doorgeven|melden|bellen|betalen|kijken|nagaan|aangeven)\b"  # noqa: E501 (one alternative list reads best whole)
    rf"|\b(?:heb {YOU}|heeft u|{YOU} hebt|{YOU} heeft) (?:\w+ ){{0,4}}zelf (?:\w+ ){{0,4}}(?:verkeerde?|foute?|niet|vergeten)\b"  # noqa: E501 (as above)
    rf"|\b(?:zoals|wat) (?:ik|wij|we) (?:\w+ ){{0,2}}(?:al|eerder) (?:\w+ ){{0,3}}(?:zei\w*|zeg\w*|schre\w*|uitleg\w*|uitgelegd|vertel\w*|aangaf|gezegd)\b"  # noqa: E501 (as above)
    rf"|\bdat (?:staat|stond) (?:toch |gewoon |duidelijk )"
    rf"|\b(?:niet goed|slecht|verkeerd) (?:gelezen|gekeken|opgelet)\b"
    r"|\byour own (?:fault|mistake|responsibility|doing)\b"
    r"|\byou should have (?:\w+ )?(?:known|read|checked|called|told|reported|paid|looked|noticed|filled|informed)\b"
    r"|\byou (?:failed|forgot|neglected|did not bother|didn't bother) to\b"
    r"|\bas (?:i|we) (?:have )?(?:already|previously) (?:said|told|explained|wrote|mentioned)\b"
    r"|\b(?:you (?:clearly |obviously )?(?:did not|didn't) (?:read|listen|check)|clearly stated)\b",
    re.IGNORECASE,
)
# Somebody who takes it on, or quotes the customer's own doubt, blames nobody.
TAKEN_ON = re.compile(
    r"\b(?:niet (?:je|jouw|uw) (?:eigen )?(?:schuld|fout)|onze (?:fout|schuld)|not your (?:own )?(?:fault|mistake)|our (?:fault|mistake))\b",  # noqa: E501 (one alternative list reads best whole)
    re.IGNORECASE,
)


def find_blame(text: str) -> list[Span]:
    """The sentences that blame the customer."""
    return [one for one in sentences(text) if BLAME.search(one.text) and not TAKEN_ON.search(one.text)]
