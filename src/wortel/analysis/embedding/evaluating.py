"""How well does a model tell one request from another, in Dutch, in English and between them?"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wortel.analysis.embedding.embedder import Embedder, Vectors
from wortel.analysis.embedding.languages import find_centre
from wortel.analysis.intervals import Estimate, estimate_share

# Sixty fictional requests about twelve reasons: the reason, the request in Dutch and the same in English.
REQUESTS = Path(__file__).with_name("requests.tsv")


@dataclass(frozen=True, slots=True)
class Marks:
    """The share of requests that are likest to the others of their reason, and how many it reads a CPU-second.

    `over_languages` holds each Dutch request beside the English ones, without its own translation. The requests are
    few: this tells a model that cannot read one of the languages from one that can, not a good one from a better one.
    """

    dutch: Estimate
    english: Estimate
    over_languages: Estimate
    a_second: float


def evaluate(embedder: Embedder) -> Marks:
    """The marks of a model on the requests that come with Wortel."""
    rows = [line.split("\t") for line in REQUESTS.read_text(encoding="utf-8").splitlines()]
    reasons, dutch, english = (list(column) for column in zip(*rows, strict=True))
    embedder.embed(dutch[:1])  # what is loaded once is not counted
    began = time.process_time()
    raw = embedder.embed([*dutch, *english])
    spent = time.process_time() - began
    languages = ["nl"] * len(dutch) + ["en"] * len(english)
    nl, en = np.split(find_centre(raw, languages).apply(raw, languages), 2)
    return Marks(
        dutch=_count(nl, nl, reasons),
        english=_count(en, en, reasons),
        over_languages=_count(nl, en, reasons),
        a_second=len(raw) / max(spent, 1e-6),
    )


def _count(asked: Vectors, taught: Vectors, reasons: Sequence[str]) -> Estimate:
    """How many are likest, on average, to those of their own reason, without what stands on the same row."""
    kinds, own = np.unique(np.array(reasons), return_inverse=True)
    belongs = np.eye(len(kinds), dtype=np.float32)[own]
    whole = asked @ taught.T @ belongs - belongs * (asked * taught).sum(axis=1, keepdims=True)
    likeness = whole / (belongs.sum(axis=0) - belongs)
    return estimate_share(int((likeness.argmax(axis=1) == own).sum()), len(own))
