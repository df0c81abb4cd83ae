"""Our topics beside those of BERTopic as shipped and tuned: same vectors, same run, at three sizes."""

import argparse
import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing import get_context
from typing import Any

import numpy as np
from benchmarks.results import record, table
from benchmarks.truth._requests import Requests, read_requests, vary
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, normalized_mutual_info_score

from wortel.analysis.cleaning import clean
from wortel.analysis.embedding import SentenceEncoder, Vectors, find_centre
from wortel.analysis.topics import find_topics

MISSING = (
    "BERTopic is not installed, and is no part of an installation: put `bertopic`, without what it asks for, beside "
    "`umap-learn`, `hdbscan`, `pandas`, `plotly` and `tqdm`."
)
SEED = 11
# The smallest group it may make is what people tune; the best of these by the answers is shown.
TUNED_BY = (30, 50, 100)

type Labels = NDArray[np.int64]
type Way = Callable[[Requests, Vectors], dict[str, Labels]]


@dataclass(frozen=True)
class Run:
    """The topics that a way found (in variants: as it says, and with everybody given one), and what it cost."""

    way: str
    found: dict[str, Labels]
    seconds: float
    megabytes: float


def ours(said: Requests, vectors: Vectors) -> dict[str, Labels]:
    return {"Wortel": find_topics(said.texts, languages=said.languages, vectors=[vectors]).drivers}


def shipped(said: Requests, vectors: Vectors) -> dict[str, Labels]:
    return _bertopic("BERTopic as shipped", said, vectors)


def tuned(said: Requests, vectors: Vectors) -> dict[str, Labels]:
    centred = find_centre(vectors, said.languages).apply(vectors, said.languages)
    runs = [_bertopic("BERTopic tuned", said, centred, min_topic_size=size) for size in TUNED_BY]
    return max(runs, key=lambda run: adjusted_rand_score(said.labels, run["BERTopic tuned, outliers placed"]))


def _bertopic(name: str, said: Requests, vectors: Vectors, **wishes: Any) -> dict[str, Labels]:
    from bertopic import BERTopic

    model = BERTopic(embedding_model=None, **wishes)
    topics, _ = model.fit_transform(said.texts, embeddings=vectors)
    placed = model.reduce_outliers(said.texts, topics, strategy="embeddings", embeddings=vectors)
    return {name: np.asarray(topics), f"{name}, outliers placed": np.asarray(placed)}


def main(sizes: list[int]) -> None:
    if find_spec("bertopic") is None:
        print(MISSING)
        return
    sections = [_compare(size) for size in sizes]
    report = (
        "The number of topics and the answers are given to nobody, except that the tuned BERTopic is the best of three "
        f"({', '.join(map(str, TUNED_BY))} texts at least in a topic) by the answers. Seconds are of one run in one "
        "thread without the embedding; that Wortel reads the wording too is counted. Each way runs in a process of its "
        "own; memory is the peak of it.\n\n" + "\n\n".join(sections)
    )
    print(report)
    record("topics_beside", report)


def _compare(size: int) -> str:
    said = read_requests(("banking77",)) if size < 10_000 else read_requests()
    given = len(said.texts)
    said = vary(said, max(size, given), SEED)
    vectors = SentenceEncoder().embed([clean(text) for text in said.texts])
    rows = [row for way in (ours, shipped, tuned) for row in _rows(said, _run_apart(way, said, vectors))]
    heads = ("way", "topics", "outliers", "NMI", "AMI", "ARI", "CPU-s", "peak MB")
    variants = f", {len(said.texts) - given:,} of them seeded variants" if len(said.texts) > given else ""
    title = f"### {len(said.texts):,} texts{variants}, {len(set(said.labels))} answers"
    return f"{title}\n\n{table(heads, rows)}"


def _run_apart(way: Way, said: Requests, vectors: Vectors) -> Run:
    """In a fresh process, because what one way leaves in memory is not the other's, and with one thread."""
    os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"))
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_run, (way, said, vectors))


def _run(way: Way, said: Requests, vectors: Vectors) -> Run:
    began = time.process_time()
    found = way(said, vectors)
    spent = (time.process_time() - began) / (len(TUNED_BY) if way is tuned else 1)
    return Run(way.__name__, found, spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _rows(said: Requests, run: Run) -> list[tuple[str, ...]]:
    rows = [
        (
            name,
            str(len(set(labels.tolist()) - {-1})),
            f"{(labels == -1).mean():.0%}",
            f"{normalized_mutual_info_score(said.labels, labels):.3f}",
            f"{adjusted_mutual_info_score(said.labels, labels):.3f}",
            f"{adjusted_rand_score(said.labels, labels):.3f}",
            f"{run.seconds:.0f}",
            f"{run.megabytes:.0f}",
        )
        for name, labels in run.found.items()
    ]
    print("\n".join(" · ".join(row) for row in rows), flush=True)
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[8_766, 34_000, 250_000])
    main(parser.parse_args().sizes)
