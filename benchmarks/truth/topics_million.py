"""Topics of a million contacts: time, memory, what one that comes in waits, and what a quarter more texts move."""

import argparse
import os
import resource
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context

import numpy as np
from benchmarks.results import record, table
from benchmarks.truth._arriving import count_moved
from benchmarks.truth._requests import Requests, read_requests, vary
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from wortel.analysis.cleaning import clean
from wortel.analysis.embedding import SentenceEncoder, Vectors
from wortel.analysis.topics import Level, Topics, find_topics

SEED = 5
MORE = 1.25
AT_ONCE = 20_000

LEVELS: tuple[Level, ...] = ("theme", "driver", "variant")

type Rows = list[tuple[str, str]]


def main(size: int) -> None:
    os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"))
    with get_context("spawn").Pool(1) as pool:
        rows = pool.apply(_measure, (size,))
    report = (
        f"{size:,} requests: the {len(read_requests().texts):,} public ones and seeded variants of them. One process, "
        "one thread; vectors are made when a contact comes in, so the search at night begins with them.\n\n"
        f"{table(('what', 'figure'), rows)}"
    )
    print(report)
    if size >= 1_000_000:
        record("topics_million", report)


def _measure(size: int) -> Rows:
    said = vary(read_requests(), int(size * MORE), SEED)
    began = time.process_time()
    vectors = _embed(said)
    rows = [("vectors made", f"{len(said.texts) / (time.process_time() - began):,.0f} a CPU-second")]
    before = Requests(said.texts[:size], said.languages[:size], said.labels[:size])
    at_start = _peak()
    with _timed(rows, "all topics found"):
        found = find_topics(before.texts, languages=before.languages, vectors=[vectors[:size]])
    rows += [
        ("memory at its highest", f"{_peak():,.0f} MB, of which {at_start:,.0f} were texts and vectors before"),
        ("agreement with the answers", f"ARI {adjusted_rand_score(before.labels, found.drivers):.3f}"),
        ("themes, drivers, variants", ", ".join(str(len(found.of_level(level))) for level in LEVELS)),
    ]
    known = [*found.drivers.tolist(), *[None] * (len(said.texts) - size)]
    with _timed(rows, "found again with a quarter more"):
        again = find_topics(said.texts, languages=said.languages, vectors=[vectors], known=known)
    return [*rows, *_tell_moved(found, again, size)]


def _tell_moved(found: Topics, again: Topics, size: int) -> Rows:
    """What a second search would move; until somebody accepts a proposal nothing does."""
    moved, changes = count_moved(found, again, size)
    counts = Counter(change.kind for change in changes)
    listed = ", ".join(f"{n} {kind}" for kind, n in counts.most_common())
    return [
        ("of the earlier texts in the same driver, every proposal accepted", f"{1 - moved / size:.1%}"),
        ("changes, all of them listed", listed),
    ]


def _embed(said: Requests) -> NDArray[np.float16]:
    encoder = SentenceEncoder()
    vectors = np.empty((len(said.texts), encoder.dim), np.float16)
    for start in range(0, len(said.texts), AT_ONCE):
        block: Vectors = encoder.embed([clean(text) for text in said.texts[start : start + AT_ONCE]])
        vectors[start : start + AT_ONCE] = block
    return vectors


@contextmanager
def _timed(rows: Rows, what: str) -> Iterator[None]:
    clock, processor = time.monotonic(), time.process_time()
    yield
    rows.append((what, f"{time.process_time() - processor:,.0f} CPU-s, {time.monotonic() - clock:,.0f} s on the clock"))
    print(rows[-1], flush=True)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", nargs="?", type=int, default=1_000_000)
    main(parser.parse_args().size)
