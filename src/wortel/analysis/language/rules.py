"""Putting the rules to a sentence."""

from collections.abc import Mapping

from wortel.analysis.language.asking import RE_ASKS
from wortel.analysis.language.blaming import BLAMES
from wortel.analysis.language.cues import LABELS, Cue, Label, Side, Strength
from wortel.analysis.language.doubting import UNCERTAIN
from wortel.analysis.language.feeling import DISAPPOINTED, THANKS
from wortel.analysis.language.insulting import INSULTS
from wortel.analysis.language.mocking import SARCASM
from wortel.analysis.language.needling import PASSIVE_AGGRESSIVE
from wortel.analysis.language.passing import NOT_MINE
from wortel.analysis.language.referring import find_referral
from wortel.analysis.language.returning import REPEATED
from wortel.analysis.language.suing import LEGAL_THREATS
from wortel.analysis.language.threatening import THREATS

CUES: tuple[Cue, ...] = (
    *THREATS,
    *LEGAL_THREATS,
    *INSULTS,
    *PASSIVE_AGGRESSIVE,
    *BLAMES,
    *SARCASM,
    *NOT_MINE,
    *DISAPPOINTED,
    *REPEATED,
    *UNCERTAIN,
    *THANKS,
    *RE_ASKS,
)
_OF_CUSTOMERS = frozenset({"disappointed", "repeat_mentioned"})
_OF_AGENTS = frozenset({"blames_customer", "not_my_department", "website_referral", "re_ask"})
# Which labels one side can have.
SIDES: Mapping[Side, frozenset[Label]] = {
    "customer": frozenset(label for label in LABELS if label not in _OF_AGENTS),
    "agent": frozenset(label for label in LABELS if label not in _OF_CUSTOMERS),
}

type Evidence = tuple[Strength, tuple[int, int]]
"""How strong it is, and where in the sentence it stands."""


def see(sentence: str, side: Side | None) -> dict[Label, Evidence]:
    """The labels of a sentence with the best evidence of each; plain evidence goes before faint."""
    allowed = SIDES[side] if side else frozenset(LABELS)
    best: dict[Label, Evidence] = {}
    for one in CUES:
        if one.label not in allowed or (one.label in best and (one.strength, best[one.label][0]) != ("plain", "faint")):
            continue
        if place := one.find(sentence):
            best[one.label] = (one.strength, place)
    if "website_referral" in allowed and (referral := find_referral(sentence)):
        best["website_referral"] = ("plain", (referral.start, referral.end))
    return best
