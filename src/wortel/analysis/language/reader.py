"""What texts do, by the rules and by the meaning of each sentence together. For the text worker and for files.

It loads an embedder, so nothing that serves a page imports it.
"""

from collections.abc import Iterable, Sequence

from wortel.analysis.embedding import Embedder
from wortel.analysis.language.cues import LABELS, Label, Side
from wortel.analysis.language.head import Head
from wortel.analysis.language.quoting import own_words
from wortel.analysis.language.reading import Find, Utterance, tell
from wortel.analysis.language.rules import Evidence, see
from wortel.analysis.language.sentences import Span, sentences

# What is less sure than this is left out.
SURE = 0.4
# Of one or two words the meaning is anybody's guess.
FEWEST_WORDS = 3
BATCH = 256


class OtherModel(ValueError):
    """A head reads the vectors of the model it was trained with, and no others."""


class Reader:
    """Rules and meaning together: finds more, and knows better how sure it is. For the text worker and files."""

    def __init__(self, embedder: Embedder, head: Head) -> None:
        if head.model_id != embedder.model_id:
            raise OtherModel(f"{head.model_id} is not {embedder.model_id}")
        self._embedder, self._head = embedder, head

    def read(self, said: Sequence[tuple[str, Side | None]]) -> list[list[Utterance]]:
        """What each text does, in the order of the texts."""
        cut = [(number, one) for number, (text, _) in enumerate(said) for one in sentences(own_words(text))]
        found: list[list[Find]] = [[] for _ in said]
        for start in range(0, len(cut), BATCH):
            part = cut[start : start + BATCH]
            for (number, sentence), labels in zip(part, self._rate(part, said), strict=True):
                found[number] += [(sentence, label, place, sure) for label, place, sure in labels]
        return [tell(text, labels) for (text, _), labels in zip(said, found, strict=True)]

    def _rate(
        self, part: Sequence[tuple[int, Span]], said: Sequence[tuple[str, Side | None]]
    ) -> Iterable[list[tuple[Label, tuple[int, int], float]]]:
        sides = [said[number][1] for number, _ in part]
        seen = [see(sentence.text, side) for (_, sentence), side in zip(part, sides, strict=True)]
        vectors = self._embedder.embed([sentence.text for _, sentence in part], kind="query")
        strengths = [{label: strength for label, (strength, _) in labels.items()} for labels in seen]
        rated = self._head.rate(vectors, sides, strengths)
        for (_, sentence), labels, row in zip(part, seen, rated, strict=True):
            yield [
                (label, _place(sentence, labels.get(label)), round(float(sure), 3))
                for label, sure in zip(LABELS, row, strict=True)
                if sure >= SURE and (label in labels or len(sentence.text.split()) >= FEWEST_WORDS)
            ]


def _place(sentence: Span, evidence: Evidence | None) -> tuple[int, int]:
    """Where only the meaning says it, the whole sentence is the evidence."""
    return evidence[1] if evidence else (0, len(sentence.text))
