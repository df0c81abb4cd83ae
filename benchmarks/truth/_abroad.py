"""Reasons learned from English requests and asked in Dutch ones."""

import numpy as np
from benchmarks.results import table
from benchmarks.truth._rows import MODEL, NO_NAMES, QUICK, WAYS, Places, Rows, read_rows
from numpy.typing import NDArray

from wortel.analysis.suggesting import Lessons, learn

PARTS = 5


def report_abroad() -> str:
    english, dutch = (read_rows(f"xsid_{language}", language, is_distinct=False) for language in ("en", "nl"))
    assert (english.labels == dutch.labels).all(), "the sets stand row beside row"
    everything = np.arange(len(dutch.labels))
    _, same = np.unique([text.lower() for text in dutch.said[QUICK].texts], return_inverse=True)
    parts = [np.flatnonzero(same % PARTS == number) for number in range(PARTS)]
    apart = [(np.setdiff1d(everything, asked), asked) for asked in parts]
    rows = [
        ("the same requests taught in English", ".941", "–", *_scores(english, dutch, [(everything, everything)])),
        ("no request taught that is asked", "–", ".96", *_scores(english, dutch, apart)),
    ]
    heads = ("asked in Dutch", "published: USE", "target", *(f"here: {way}" for way in WAYS))
    return (
        f"xSID, {len(everything)} parallel requests: learned from the English ones alone, asked in Dutch. Dutch texts "
        "without their label are known, as they are in a house.\n\n" + table(heads, rows)
    )


def _scores(english: Rows, dutch: Rows, splits: list[tuple[Places, Places]]) -> list[str]:
    return [f"{np.concatenate([_ask(english, dutch, way, *at) for at in splits]).mean():.3f}" for way in WAYS]


def _ask(english: Rows, dutch: Rows, way: str, taught: Places, asked: Places) -> NDArray[np.bool_]:
    suggester = learn(Lessons(english.examples(way, taught), NO_NAMES, dutch.said[way].take(taught)), MODEL)
    assert suggester is not None
    return dutch.guess(suggester, way, asked) == dutch.labels[asked]
