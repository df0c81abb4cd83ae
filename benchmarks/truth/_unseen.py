"""Requests that belong to no reason that was taught, told from those that do."""

from dataclasses import dataclass

import numpy as np
from benchmarks.results import table
from benchmarks.truth._rows import WAYS, Places, Rows, read_rows, without_none
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from tests.analysis.said import NONE

from wortel.analysis.suggesting import Suggester

ALARM = 0.05
UNSEEN = 27


@dataclass(frozen=True)
class Split:
    """What is taught, and what is asked: of the reasons taught, and of none of them."""

    taught: Places
    inside: Places
    strange: Places


def report_unseen() -> str:
    clinc, banking = read_rows("clinc150", "en"), read_rows("banking77", "en")
    rows = [
        ("clinc150, requests of no reason", "all", ".975 / .889", ".985 / –", clinc, _split_none(clinc, None)),
        ("clinc150, requests of no reason", "10", ".969 / .872", "– / –", clinc, _split_none(clinc, 10)),
        ("banking77, 27 of 77 reasons never taught", "all", ".895 / –", ".95 / –", banking, _split_new(banking)),
    ]
    heads = ("asked", "labels a reason", "inside", "strange", "published", "target", *(f"here: {way}" for way in WAYS))
    lines = []
    for name, labels, published, target, read, split in rows:
        sizes = (f"{len(split.inside):,}", f"{len(split.strange):,}")
        line = (name, labels, *sizes, published, target, *(_judge(read, way, split) for way in WAYS))
        print(" · ".join(line), flush=True)
        lines.append(line)
    return (
        "AUROC of requests that belong to no reason that was taught, and the share of them that is caught where "
        f"{ALARM:.0%} of the others are taken for strange. A third of the rows of the taught reasons is asked; the "
        "texts of the strange ones were never seen, also not without a label.\n\n" + table(heads, lines)
    )


def _split_none(rows: Rows, per_reason: int | None) -> Split:
    order = np.random.default_rng(0).permutation(without_none(rows))
    pool, asked = np.split(order, [len(order) * 2 // 3])
    taught = pool if per_reason is None else take_each(rows.labels, pool, per_reason)
    return Split(taught, asked, np.flatnonzero(rows.labels == NONE))


def _split_new(rows: Rows) -> Split:
    order = np.random.default_rng(0)
    unseen = order.permutation(np.unique(rows.labels))[:UNSEEN]
    is_new = np.isin(rows.labels, unseen)
    pool, asked = np.split(inside := order.permutation(np.flatnonzero(~is_new)), [len(inside) * 2 // 3])
    return Split(pool, asked, np.flatnonzero(is_new))


def take_each(labels: NDArray[np.str_], pool: Places, per_reason: int) -> Places:
    """The first so many of each reason, in the order of the set."""
    place = {label: np.flatnonzero(labels[pool] == label) for label in np.unique(labels[pool])}
    return pool[np.sort(np.concatenate([at[:per_reason] for at in place.values()]))]


def _judge(rows: Rows, way: str, split: Split) -> str:
    suggester = rows.learn(way, split.taught, split.taught[:0])
    inside, strange = (_rank(suggester, rows, way, at) for at in (split.inside, split.strange))
    truth = np.repeat([0, 1], [len(inside), len(strange)])
    alarm = np.quantile(inside, ALARM)
    area = roc_auc_score(truth, -np.concatenate([inside, strange]))
    return f"{area:.3f} / {(strange < alarm).mean():.3f}"


def _rank(suggester: Suggester, rows: Rows, way: str, at: Places) -> NDArray[np.float64]:
    experience = suggester.learned.experience
    assert experience is not None
    return experience.familiar.rank(suggester.read(rows.said[way].take(at)).signs)
