"""Public sets of short requests with the answer beside them."""

import csv
import gzip
import io

from tests.outside import shared

NONE = "oos"


def read_said(name: str) -> tuple[list[str], list[str]]:
    """The texts of a set and their labels; those that belong to none are left out."""
    texts, labels = read_all_said(name)
    known = [(text, label) for text, label in zip(texts, labels, strict=True) if label != NONE]
    return [text for text, _ in known], [label for _, label in known]


def read_all_said(name: str) -> tuple[list[str], list[str]]:
    """The same with those that belong to none, which have `NONE` for a label."""
    with gzip.open(shared(f"data/{name}/{name}.csv.gz")) as packed:
        rows = list(csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8")))
    return [row["text"] for row in rows], [row["label"] for row in rows]
