"""How much does a sentence mean the same as sentences that threaten, thank or blame?

A logistic regression a label over the vector of the sentence and the side that speaks, then one over its outcome and
what the rules saw: that is the confidence. It is trained on the labelled sentences of the house, in seconds, and is
the same on every run; `wortel bench language` measures it and writes it anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from wortel.analysis.embedding import Embedder, Vectors, to_unit
from wortel.analysis.language.cues import LABELS, Label, Side, Strength
from wortel.analysis.language.rules import SIDES, see

FILE = Path(__file__).with_name("head.npz")
# How far apart the two sides stand, beside a vector of length one.
_APART = 0.3
_SOFTNESS = 3.0

type Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A sentence, who says it, in which language, and what its words do."""

    text: str
    side: Side
    language: str
    labels: frozenset[str]


@dataclass(frozen=True)
class Head:
    """Belongs to one embedder. `mix` weighs the outcome of the regressions, plain and faint evidence, and nothing."""

    model_id: str
    centre: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    mix: NDArray[np.float32]

    def rate(self, vectors: Vectors, sides: Sequence[Side | None], seen: Sequence[dict[Label, Strength]]) -> Numbers:
        """One row a sentence, one column a label: how sure it is, 0 for what that side cannot say."""
        scores = _features(vectors, self.centre, sides) @ self.weights.T + self.bias
        rated = _sigmoid(_evidence(scores, seen) @ self.mix[:3] + self.mix[3])
        return np.asarray(np.where(_allowed(sides), rated, 0.0), np.float64)

    def save(self, file: Path = FILE) -> None:
        np.savez(file, model_id=self.model_id, centre=self.centre, weights=self.weights, bias=self.bias, mix=self.mix)

    @classmethod
    def load(cls, file: Path = FILE) -> Self:
        with np.load(file) as kept:
            return cls(str(kept["model_id"]), kept["centre"], kept["weights"], kept["bias"], kept["mix"])


def train_head(tuned: Sequence[Example], fresh: Sequence[Example], embedder: Embedder) -> Head:
    """Train on all examples. The rules were tuned on the first ones, so how far to trust them is learned on `fresh`."""
    vectors, others = (embedder.embed([one.text for one in part], kind="query") for part in (tuned, fresh))
    centre = np.concatenate([vectors, others]).mean(axis=0).astype(np.float32)
    weights, bias = _fit(_features(vectors, centre, _sides(tuned)), tuned)
    mix = _fit_mix(_features(others, centre, _sides(fresh)) @ weights.T + bias, fresh)
    everything = _features(np.concatenate([vectors, others]), centre, _sides([*tuned, *fresh]))
    weights, bias = _fit(everything, [*tuned, *fresh])
    return Head(embedder.model_id, centre, weights, bias, mix)


def _fit(features: Numbers, examples: Sequence[Example]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    from sklearn.linear_model import LogisticRegression

    models = [
        LogisticRegression(C=_SOFTNESS, max_iter=3000).fit(features, [label in one.labels for one in examples])
        for label in LABELS
    ]
    weights = np.stack([model.coef_[0] for model in models])
    return weights.astype(np.float32), np.array([model.intercept_[0] for model in models], np.float32)


def _fit_mix(scores: Numbers, examples: Sequence[Example]) -> NDArray[np.float32]:
    from sklearn.linear_model import LogisticRegression

    seen = [{label: strength for label, (strength, _) in see(one.text, one.side).items()} for one in examples]
    cells = _allowed(_sides(examples))
    said = np.array([[label in one.labels for label in LABELS] for one in examples])
    model = LogisticRegression(max_iter=3000).fit(_evidence(scores, seen)[cells], said[cells])
    return np.append(model.coef_[0], model.intercept_[0]).astype(np.float32)


def _features(vectors: Vectors, centre: NDArray[np.float32], sides: Sequence[Side | None]) -> Numbers:
    apart = {"agent": _APART, "customer": -_APART, None: 0.0}
    side = np.array([[apart[one]] for one in sides]).reshape(-1, 1)
    return np.hstack([to_unit(vectors - centre), side])


def _evidence(scores: Numbers, seen: Sequence[dict[Label, Strength]]) -> Numbers:
    """Per sentence and label: the score, and whether the rules saw plain or faint evidence."""
    plain, faint = (
        np.array([[one.get(label) == strength for label in LABELS] for one in seen], float).reshape(scores.shape)
        for strength in ("plain", "faint")
    )
    return np.stack([scores, plain, faint], axis=-1)


def _allowed(sides: Sequence[Side | None]) -> NDArray[np.bool_]:
    rows = [[side is None or label in SIDES[side] for label in LABELS] for side in sides]
    return np.array(rows, bool).reshape(-1, len(LABELS))


def _sides(examples: Sequence[Example]) -> list[Side]:
    return [one.side for one in examples]


def _sigmoid(scores: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-scores))
