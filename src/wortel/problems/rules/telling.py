"""How far may we go in telling customers what they did not ask for?"""

import re
from collections.abc import Collection
from datetime import datetime, time

from wortel.analysis.intervals import Estimate, estimate_share

FEWEST = 5
"""Below this many there is no number, only "too little data"."""
SUNDAY = 6
BLANK = re.compile(r"\{(\w*)\}")
BLANKS = frozenset({"name", "day", "shop", "order"})
CANNED = re.compile(
    r"excuses voor (?:het|dit|eventue\w+) ongemak|vervelend (?:dat|om te horen)|begrijpen (?:heel goed )?(?:hoe|dat)|"
    r"uw geduld|je geduld|waardevolle klant|apologi[sz]e for (?:any|the|this) inconvenience|"
    r"understand (?:how|that|your) (?:frustrat|annoy|upset|this must)|valued customer|thank you for your patience",
    re.IGNORECASE,
)


def is_quiet(local: datetime, *, quiet_from: time, quiet_until: time, on_sundays: bool) -> bool:
    """Is this an hour at which nobody wants to hear from a shop? `local` is on the organisation's wall.

    The same hour twice means that no hour is quiet.
    """
    if local.weekday() == SUNDAY and not on_sundays:
        return True
    now = local.time()
    if quiet_from == quiet_until:
        return False
    if quiet_from < quiet_until:
        return quiet_from <= now < quiet_until
    return now >= quiet_from or now < quiet_until


def allowance(*, per_hour: int, sent_this_hour: int, at_once: int) -> int:
    """How many may leave now."""
    return max(0, min(at_once, per_hour - sent_this_hour))


def unknown_blanks(text: str, allowed: Collection[str] = BLANKS) -> list[str]:
    """What stands between braces and cannot be filled in."""
    return [found[0] for found in BLANK.finditer(text) if found[1] not in allowed]


def fill(text: str, words: dict[str, str]) -> str:
    """Put words in the blanks. What a customer is called is put in once and never read as a blank itself."""
    return BLANK.sub(lambda found: words.get(found[1], found[0]), text)


def canned_words(text: str) -> list[str]:
    """Sentences that say feelings nobody had."""
    return [found[0] for found in CANNED.finditer(text)]


def still_bothered(yes: int, answered: int) -> Estimate:
    """The share that is still bothered by it, with its Wilson interval."""
    return estimate_share(yes, answered)


def is_alarming(share: Estimate, limit: float) -> bool:
    """Surely more than the limit: the whole interval lies above it, and enough answered to say so."""
    return share.n >= FEWEST and share.low is not None and share.low > limit


def is_comparable(contacts_without: int, contacts_with: int) -> bool:
    """Too few contacts on either side give no number; the limits of the method lean on both."""
    return min(contacts_without, contacts_with) >= FEWEST
