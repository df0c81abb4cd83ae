"""Putting the rules to the sentences of a text."""

from collections.abc import Iterator
from dataclasses import dataclass

from wortel.analysis.language.asking import RE_ASKS
from wortel.analysis.language.blaming import BLAMES
from wortel.analysis.language.certainty import CERTAINTY
from wortel.analysis.language.cues import LABELS, Cue, Label, Side, Strength
from wortel.analysis.language.doubting import UNCERTAIN
from wortel.analysis.language.feeling import DISAPPOINTED, THANKS
from wortel.analysis.language.insulting import INSULTS
from wortel.analysis.language.mocking import SARCASM
from wortel.analysis.language.needling import PASSIVE_AGGRESSIVE
from wortel.analysis.language.passing import NOT_MINE
from wortel.analysis.language.quoting import own_words
from wortel.analysis.language.referring import find_referral
from wortel.analysis.language.returning import REPEATED
from wortel.analysis.language.sentences import Span, sentences
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
SIDES: dict[Side, frozenset[Label]] = {
    "customer": frozenset(label for label in LABELS if label not in _OF_AGENTS),
    "agent": frozenset(label for label in LABELS if label not in _OF_CUSTOMERS),
}


@dataclass(frozen=True)
class Utterance:
    """Words that do something: a threat, thanks, a question. They stand in one sentence, at these code points."""

    label: Label
    text: str
    start: int
    end: int
    confidence: float
    sentence: Span


def find_utterances(text: str, side: Side | None = None) -> list[Utterance]:
    """What a text does, in order; each label once a sentence. Without a side both sides' labels are looked for."""
    allowed = SIDES[side] if side else frozenset(LABELS)
    own = own_words(text)
    found = [
        _utterance(text, sentence, label, strength, *evidence)
        for sentence in sentences(own)
        for label, (strength, evidence) in _read(sentence, allowed).items()
    ]
    if "website_referral" in allowed and (referral := find_referral(own)):
        found.append(_utterance(text, referral, "website_referral", "plain", 0, len(referral.text)))
    return sorted(found, key=lambda one: (one.start, one.end, one.label))


def _read(sentence: Span, allowed: frozenset[Label]) -> dict[Label, tuple[Strength, tuple[int, int]]]:
    """The labels of a sentence with the best evidence of each; plain evidence goes before faint."""
    best: dict[Label, tuple[Strength, tuple[int, int]]] = {}
    for label, strength, evidence in _seen(sentence, allowed):
        if label not in best or (strength == "plain" and best[label][0] == "faint"):
            best[label] = (strength, evidence)
    return best


def _seen(sentence: Span, allowed: frozenset[Label]) -> Iterator[tuple[Label, Strength, tuple[int, int]]]:
    for one in CUES:
        if one.label in allowed and (evidence := one.find(sentence.text)):
            yield one.label, one.strength, evidence


def _utterance(text: str, sentence: Span, label: Label, strength: Strength, start: int, end: int) -> Utterance:
    begins, ends = sentence.start + start, sentence.start + end
    words = text[begins:ends]
    begins += len(words) - len(words.lstrip(" ,.!?-"))
    words = words.strip(" ,.!?-")
    whole = Span(text[sentence.start : sentence.end], sentence.start, sentence.end)
    return Utterance(label, words, begins, begins + len(words), CERTAINTY[label][strength], whole)
