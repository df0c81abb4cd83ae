"""The counts behind the suggestions."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Any, Self

from wortel.analysis.wording.features import read_features
from wortel.analysis.words import content_words

SMOOTHING = 0.1
# Neighbouring features repeat each other, so their evidence grows with the square root of the text, not with the text.
SPREAD = 0.6
PRIOR = 0.6
# A single piece of four letters is a common ending more often than a hint.
FEWEST_KNOWN = 2
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A reason and how probable it is among the reasons the model knows."""

    reason: str
    probability: float


class Model:
    """What each reason sounds like. `learn` and `forget` change it; everything else only reads."""

    def __init__(self) -> None:
        self._examples: Counter[str] = Counter()
        self._sizes: Counter[str] = Counter()
        self._features: defaultdict[str, Counter[str]] = defaultdict(Counter)

    @property
    def reasons(self) -> frozenset[str]:
        return frozenset(reason for reason, size in self._sizes.items() if size)

    def introduce(self, reason: str, keywords: Iterable[str]) -> None:
        """Let a reason without examples be suggested from its labels and keywords, in any language."""
        self._add(" ".join(content_words(" ".join(keywords))), reason, 1)

    def learn(self, text: str, reason: str) -> None:
        """Count one confirmed example."""
        self._add(text, reason, 1)
        self._examples[reason] += 1

    def forget(self, text: str, reason: str) -> None:
        """Take back an example that was learned, after a correction or an erasure."""
        self._add(text, reason, -1)
        self._examples[reason] -= 1
        self._examples += Counter()

    def suggest(self, text: str, n: int = 3) -> list[Suggestion]:
        """The most probable reasons first; none when too little of the text was ever seen."""
        features = read_features(text)
        known = [self._features[feature] for feature in sorted(features) if feature in self._features]
        if len(known) < FEWEST_KNOWN:
            return []
        scores = self._score(known, len(features))
        highest = max(scores.values())
        weights = {reason: exp(score - highest) for reason, score in scores.items()}
        whole = sum(weights.values())
        best = sorted(weights, key=lambda reason: (-weights[reason], reason))[:n]
        return [Suggestion(reason, weights[reason] / whole) for reason in best]

    def keep_common(self, limit: int) -> None:
        """Bound the memory: keep the `limit` features seen most, as rare ones are mostly names and typing errors."""
        seen = {feature: counts.total() for feature, counts in self._features.items()}
        for feature in sorted(seen, key=lambda feature: (-seen[feature], feature))[limit:]:
            self._sizes.subtract(self._features.pop(feature))
        self._sizes += Counter()

    def as_json(self) -> dict[str, Any]:
        """The model as JSON can hold it; `from_json` gives it back."""
        return {
            "version": _VERSION,
            "examples": dict(sorted(self._examples.items())),
            "features": {feature: dict(sorted(counts.items())) for feature, counts in sorted(self._features.items())},
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        model = cls()
        model._examples.update(stored["examples"])
        for feature, counts in stored["features"].items():
            model._features[feature].update(counts)
            model._sizes.update(counts)
        return model

    def _add(self, text: str, reason: str, times: int) -> None:
        for feature in read_features(text):
            counts = self._features[feature]
            before = counts[reason]
            counts[reason] = max(before + times, 0)
            self._sizes[reason] += counts[reason] - before
            if not counts[reason]:
                del counts[reason]
            if not counts:
                del self._features[feature]

    def _score(self, known: list[Counter[str]], length: int) -> dict[str, float]:
        """Each reason against all others: how much likelier the features are inside it than outside."""
        whole, kinds = self._sizes.total(), SMOOTHING * len(self._features)
        scores = {
            reason: len(known) * (log(whole - size + kinds) - log(size + kinds))
            for reason, size in self._sizes.items()
            if size
        }
        for counts in known:
            total = counts.total()
            for reason, count in counts.items():
                inside = (count + SMOOTHING) / SMOOTHING
                scores[reason] += log(inside * (total + SMOOTHING) / (total - count + SMOOTHING))
        return {reason: SPREAD * score / sqrt(length) + self._prior(reason) for reason, score in scores.items()}

    def _prior(self, reason: str) -> float:
        """Reasons that occur more are likelier, but never so much that a rare one cannot be suggested."""
        return PRIOR * log(1 + self._examples[reason])


def train(examples: Iterable[tuple[str, str]], keywords: Mapping[str, Iterable[str]] | None = None) -> Model:
    """A model of (text, reason) examples, after introducing reasons by their keywords.

    >>> model = train([], {"return": ["Retour aanmelden", "Register a return"], "invoice": ["Onduidelijke factuur"]})
    >>> model.suggest("Hoe meld ik een retour aan?")[0].reason
    'return'
    """
    model = Model()
    for reason, labels in (keywords or {}).items():
        model.introduce(reason, labels)
    for text, reason in examples:
        model.learn(text, reason)
    return model
