"""What a text does, by the rules alone: quick enough to read along while somebody types."""

from collections.abc import Sequence
from dataclasses import dataclass

from wortel.analysis.language.certainty import CERTAINTY
from wortel.analysis.language.cues import Label, Side
from wortel.analysis.language.quoting import own_words
from wortel.analysis.language.referring import says_more
from wortel.analysis.language.rules import see
from wortel.analysis.language.sentences import Span, sentences

_EDGES = " \t\r\n,.!?-"

type Find = tuple[Span, Label, tuple[int, int], float]
"""The sentence, what it does, where in it the evidence stands, and how sure that is."""


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
    """What a text does by the rules alone, in order; each label once a sentence. Without a side both sides' labels."""
    return tell(
        text,
        [
            (sentence, label, place, CERTAINTY[strength])
            for sentence in sentences(own_words(text))
            for label, (strength, place) in see(sentence.text, side).items()
        ],
    )


def tell(text: str, found: Sequence[Find]) -> list[Utterance]:
    """In order of place; an answer that says more than where to look is no referral."""
    referring = [sentence for sentence, label, _, _ in found if label == "website_referral"]
    is_answer = bool(referring) and says_more(own_words(text), referring)
    utterances = [_utterance(text, *one) for one in found if not (is_answer and one[1] == "website_referral")]
    return sorted(utterances, key=lambda one: (one.start, one.end, one.label))


def _utterance(text: str, sentence: Span, label: Label, place: tuple[int, int], sure: float) -> Utterance:
    start, end = sentence.start + place[0], sentence.start + place[1]
    words = text[start:end]
    start += len(words) - len(words.lstrip(_EDGES))
    words = words.strip(_EDGES)
    whole = Span(text[sentence.start : sentence.end], sentence.start, sentence.end)
    return Utterance(label, words, start, start + len(words), sure, whole)
