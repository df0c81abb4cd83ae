"""What the words of each text do; needs no database, no data folder and no network."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from wortel.analysis.embedding import SlowEncoder
from wortel.analysis.language import SIDES, Side, Utterance, find_utterances
from wortel.analysis.language.head import Head
from wortel.analysis.language.reader import Reader
from wortel.config.commands.arguments import add_map
from wortel.config.commands.rows import read_good
from wortel.journey.bring_in.table import Row
from wortel.journey.bring_in.values import choice, needed

COLUMNS = ("id", "text")
BATCH = 256


@dataclass(frozen=True, slots=True)
class Said:
    """`side` is empty where the file does not say who speaks."""

    id: str
    text: str
    side: Side | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="JSONL, CSV or Parquet with id, text and perhaps side")
    parser.add_argument("--quick", action="store_true", help="by the rules alone: finds less, hundreds of times faster")
    add_map(parser)


def run(args: argparse.Namespace) -> int:
    read = _by_rules if args.quick else Reader(SlowEncoder(), Head.load()).read
    rows = read_good(args, COLUMNS, _read)
    while part := list(islice(rows, BATCH)):
        for said, found in zip(part, read([(one.text, one.side) for one in part]), strict=True):
            print(json.dumps(_line(said, found), ensure_ascii=False))
    return 0


def _by_rules(said: Sequence[tuple[str, Side | None]]) -> list[list[Utterance]]:
    return [find_utterances(text, side) for text, side in said]


def _read(row: Row) -> Said:
    said = choice(row, "side", SIDES)
    side = next((one for one in SIDES if one == said), None)
    # As it stands, with the spaces before it: what is found is pointed at by place.
    return Said(needed(row, "id"), row.values.get("text", ""), side)


def _line(said: Said, found: Sequence[Utterance]) -> dict[str, Any]:
    labels = [
        {"label": one.label, "start": one.start, "end": one.end, "text": one.text, "confidence": one.confidence}
        for one in found
    ]
    return {"id": said.id, "labels": labels}
