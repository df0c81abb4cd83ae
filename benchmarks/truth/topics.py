"""Topics found without labels beside those that people gave, on public sets, with what finding them costs."""

import argparse
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.results import record, table
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, normalized_mutual_info_score
from tests.analysis.said import read_said

from wortel.analysis.cleaning import clean
from wortel.analysis.embedding import Embedder, SentenceEncoder, SlowEncoder, evaluate
from wortel.analysis.topics import Topics, find_topics

# Set, its language, and what was published of this method with the quick embedder alone (other rows of the same sets).
SETS = (
    ("banking77", "en", "NMI .743, ARI .429"),
    ("clinc150", "en", "NMI .889, ARI .656"),
    ("bitext_support_en", "en", "NMI .844, ARI .679"),
    ("xsid_nl", "nl", "–"),
    ("ha_intents_nl", "nl", "–"),
)
QUICK, BOTH = ("quick", (SentenceEncoder,)), ("both", (SentenceEncoder, SlowEncoder))


@dataclass(frozen=True)
class Score:
    """How well the topics of one run agree with those that people named, and its processor seconds."""

    name: str
    embedders: str
    texts: int
    named: int
    found: Topics
    labels: Sequence[str]
    seconds: float
    published: str

    def as_row(self) -> tuple[str, ...]:
        return (
            self.name,
            self.embedders,
            f"{self.texts:,}",
            f"{self.named} / {len(self.found.of_level('driver'))}",
            f"{normalized_mutual_info_score(self.labels, self.found.drivers):.3f}",
            f"{adjusted_mutual_info_score(self.labels, self.found.drivers):.3f}",
            f"{adjusted_rand_score(self.labels, self.found.drivers):.3f}",
            f"{self.seconds:.0f}",
            self.published,
        )


def main(*, is_quick: bool) -> None:
    ways = (QUICK,) if is_quick else (QUICK, BOTH)
    scores = [
        _measure(name, language, published, way, [kind() for kind in kinds])
        for name, language, published in SETS
        for way, kinds in ways
    ]
    heads = ("set", "embedders", "texts", "topics named / found", "NMI", "AMI", "ARI", "CPU-s", "published, quick")
    speeds = {"quick": evaluate(SentenceEncoder()).a_second, "slow": evaluate(SlowEncoder()).a_second}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report = (
        "No labels, no number of topics and nothing else of a set is given; the resolution follows from the number of "
        "texts alone. One thread, without the embedding: short requests read a CPU-second: "
        f"{', '.join(f'{way} {speed:,.0f}' for way, speed in speeds.items())}. Peak memory of the whole run "
        f"{peak:.0f} MB.\n\n"
        f"{table(heads, (score.as_row() for score in scores))}"
    )
    print(report)
    if not is_quick:
        record("topics", report)


def _measure(name: str, language: str, published: str, way: str, embedders: list[Embedder]) -> Score:
    texts, labels = read_said(name)
    cleaned = [clean(text) for text in texts]
    vectors = [embedder.embed(cleaned) for embedder in embedders]
    before = time.process_time()
    found = find_topics(texts, languages=[language] * len(texts), vectors=vectors)
    score = Score(name, way, len(texts), len(set(labels)), found, labels, time.process_time() - before, published)
    print(" · ".join(score.as_row()), flush=True)
    return score


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the quick embedder alone, not recorded")
    main(is_quick=parser.parse_args().quick)
