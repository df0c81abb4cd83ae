"""What the words of each text do; needs no database, no data folder and no network."""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wortel.analysis.language import SIDES, Side, find_utterances
from wortel.config.commands.arguments import add_map
from wortel.config.commands.rows import read_good
from wortel.journey.bring_in.table import Row
from wortel.journey.bring_in.values import choice, needed

COLUMNS = ("id", "text")


@dataclass(frozen=True, slots=True)
class Said:
    """`side` is empty where the file does not say who speaks."""

    id: str
    text: str
    side: Side | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="JSONL, CSV or Parquet with id, text and perhaps side")
    add_map(parser)


def run(args: argparse.Namespace) -> int:
    for said in read_good(args, COLUMNS, _read):
        print(json.dumps(_line(said), ensure_ascii=False))
    return 0


def _read(row: Row) -> Said:
    said = choice(row, "side", SIDES)
    side = next((one for one in SIDES if one == said), None)
    # As it stands, with the spaces before it: what is found is pointed at by place.
    return Said(needed(row, "id"), row.values.get("text", ""), side)


def _line(said: Said) -> dict[str, Any]:
    labels = [
        {"label": one.label, "start": one.start, "end": one.end, "text": one.text, "confidence": one.confidence}
        for one in find_utterances(said.text, said.side)
    ]
    return {"id": said.id, "labels": labels}
