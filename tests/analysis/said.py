"""Public sets of short requests with the answer beside them."""

import csv
import gzip
import io

from tests.outside import shared


def read_said(name: str) -> tuple[list[str], list[str]]:
    """The texts of a set and their labels; those that belong to none are left out."""
    with gzip.open(shared(f"data/{name}/{name}.csv.gz")) as packed:
        rows = [row for row in csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8")) if row["label"] != "oos"]
    return [row["text"] for row in rows], [row["label"] for row in rows]
