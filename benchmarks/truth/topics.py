"""Topics found without labels beside those that people gave, on public sets: what it costs, and what comes after."""

import argparse
import resource
import time
from collections.abc import Sequence

import numpy as np
from benchmarks.results import record, table
from benchmarks.truth._arriving import DRAWS, LATER, PUBLISHED, UNSEEN, Texts, judge_arriving
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, normalized_mutual_info_score
from tests.analysis.said import read_said

from wortel.analysis.cleaning import clean
from wortel.analysis.embedding import Embedder, SentenceEncoder, SlowEncoder, evaluate

# Set, its language, and NMI and ARI: published of this method with the quick embedder alone, and what we are after.
SETS = (
    ("banking77", "en", ".743 / .429", ".86 / .65"),
    ("clinc150", "en", ".889 / .656", "–"),
    ("bitext_support_en", "en", ".844 / .679", "–"),
    ("xsid_nl", "nl", "–", "–"),
    ("ha_intents_nl", "nl", "–", "–"),
)
QUICK, BOTH = ("quick", (SentenceEncoder,)), ("both", (SentenceEncoder, SlowEncoder))
HEADS = ("set", "embedders", "texts", "topics named / found", "NMI", "AMI", "ARI", "CPU-s", "published", "target")
LATER_HEADS = (
    *("set", "embedders", "placed: published", "placed: NMI", "strange: published", "strange: AUROC"),
    *("stays: published", "stays: ARI", "stays: share"),
)


def main(*, is_quick: bool) -> None:
    found, later = list[tuple[str, ...]](), list[tuple[str, ...]]()
    for name, language, published, target in SETS:
        for way, kinds in (QUICK,) if is_quick else (QUICK, BOTH):
            said = _read(name, language, [kind() for kind in kinds])
            found.append((name, way, *_find(said), published, target))
            old = PUBLISHED.get(name, ("–", "–", "–"))
            placed, strange, *stays = judge_arriving(said)
            later.append((name, way, old[0], placed, old[1], strange, old[2], *stays))
            print(" · ".join(found[-1]), " · ".join(later[-1][2:]), sep="\n", flush=True)
    report = _report(found, later)
    print(report)
    if not is_quick:
        record("topics", report)


def _report(found: Sequence[tuple[str, ...]], later: Sequence[tuple[str, ...]]) -> str:
    speeds = {"quick": evaluate(SentenceEncoder()).a_second, "slow": evaluate(SlowEncoder()).a_second}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        "No labels, no number of topics and nothing else of a set is given; the resolution follows from the number of "
        "texts alone. Published (NMI / ARI) with the quick embedder, on other rows of the same sets. One thread, "
        "without the embedding: short requests read a CPU-second: "
        f"{', '.join(f'{way} {speed:,.0f}' for way, speed in speeds.items())}. Peak memory of the whole run "
        f"{peak:.0f} MB.\n\n{table(HEADS, found)}\n\n"
        f"Topics found in {1 - LATER:.0%} of the texts, then the others come in. Placed: they ask their neighbours, "
        f"and the drivers they get agree so well with the answers. Strange: of {UNSEEN} answers no text was there; so "
        "well are theirs told from the others by how familiar they are. Stays: after a new search that begins from the "
        "drivers that stand, the groups of the earlier texts agree so well with what they were, and so many are in the "
        f"same driver when every proposal is accepted. Means of {DRAWS} draws with their standard deviation; target "
        f"for what stays: .98.\n\n{table(LATER_HEADS, later)}"
    )


def _read(name: str, language: str, embedders: Sequence[Embedder]) -> Texts:
    texts, labels = read_said(name)
    cleaned = [clean(text) for text in texts]
    return Texts(texts, [language] * len(texts), np.array(labels), [embedder.embed(cleaned) for embedder in embedders])


def _find(said: Texts) -> tuple[str, ...]:
    """How well the topics agree with those that people named, and their processor seconds."""
    before = time.process_time()
    topics = said.find(np.arange(len(said.texts)))
    seconds = time.process_time() - before
    agreements = (normalized_mutual_info_score, adjusted_mutual_info_score, adjusted_rand_score)
    return (
        f"{len(said.texts):,}",
        f"{len(np.unique(said.labels))} / {len(topics.of_level('driver'))}",
        *(f"{agreement(said.labels, topics.drivers):.3f}" for agreement in agreements),
        f"{seconds:.0f}",
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the quick embedder alone, not recorded")
    main(is_quick=parser.parse_args().quick)
