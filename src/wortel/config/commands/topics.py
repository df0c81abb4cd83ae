"""What the texts of a file are about; needs no database and no data folder."""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wortel.analysis.embedding import CannotRead, Embedder, SentenceEncoder, SlowEncoder, open_folder
from wortel.analysis.topics import Topics, find_languages, find_topics
from wortel.config.commands.arguments import add_map
from wortel.config.commands.rows import read_good
from wortel.config.refusal import CannotGoOn
from wortel.journey.bring_in.table import Row
from wortel.journey.bring_in.values import needed, words

COLUMNS = ("id", "text")


@dataclass(frozen=True, slots=True)
class Text:
    """`language` is empty where the file does not say it."""

    id: str
    text: str
    language: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="JSONL, CSV or Parquet with id, text and perhaps lang")
    models = parser.add_mutually_exclusive_group()
    models.add_argument("--fine", action="store_true", help="read with two models: better topics, much slower")
    models.add_argument("--model", type=Path, metavar="DIR", help="read with the model in this folder, not the bundled")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="same seed and texts, same topics")
    add_map(parser)


def run(args: argparse.Namespace) -> int:
    texts = list(read_good(args, COLUMNS, _read))
    embedders = _choose_embedders(args.model, is_fine=args.fine)
    said = [text.text for text in texts]
    found = find_topics(said, languages=_list_languages(texts), embedders=embedders, seed=args.seed)
    for line in _lines(texts, found):
        print(json.dumps(line, ensure_ascii=False))
    return 0


def _choose_embedders(model: Path | None, *, is_fine: bool) -> list[Embedder]:
    if model is None:
        return [SentenceEncoder(), SlowEncoder()] if is_fine else [SentenceEncoder()]
    try:
        return [open_folder(model)]
    except CannotRead as unread:
        raise CannotGoOn(str(unread)) from unread


def _read(row: Row) -> Text:
    return Text(needed(row, "id"), words(row, "text"), words(row, "lang").lower())


def _list_languages(texts: Sequence[Text]) -> list[str]:
    found = find_languages([text.text for text in texts if not text.language])
    fill = iter(found)
    return [text.language or next(fill) for text in texts]


def _lines(texts: Sequence[Text], found: Topics) -> Iterator[dict[str, Any]]:
    """First each text with its driver, then each topic; a driver stands in a theme, a variant in a driver."""
    for text, driver, sure in zip(texts, found.drivers.tolist(), found.confidence.tolist(), strict=True):
        yield {"id": text.id, "topic": driver, "confidence": round(sure, 4)}
    for topic in found.topics:
        yield {
            "topic": topic.number,
            "name": topic.name,
            "size": topic.size,
            "words": topic.words,
            "examples": [texts[at].text for at in topic.examples],
            "parent": topic.parent,
            "level": topic.level,
        }
