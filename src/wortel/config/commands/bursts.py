"""The alarms in daily counts by topic; needs no database and no data folder."""

import argparse
import json
from datetime import date
from pathlib import Path

from wortel.analysis.bursts import find_bursts, read_days
from wortel.config.commands.arguments import add_map
from wortel.config.commands.rows import read_good
from wortel.journey.bring_in.table import BadRow, Row
from wortel.journey.bring_in.values import day, needed, number, whole

COLUMNS = ("date", "topic", "count")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="CSV, JSONL or Parquet with date, topic, count and perhaps orders")
    add_map(parser)


def run(args: argparse.Namespace) -> int:
    orders: dict[date, float] = {}
    counts = list(read_good(args, COLUMNS, lambda row: _read(row, orders)))
    for alarm in find_bursts(read_days(counts, orders)):
        print(json.dumps(alarm.as_json(), ensure_ascii=False))
    return 0


def _read(row: Row, orders: dict[date, float]) -> tuple[date, str, int]:
    """A row; what a day's orders were may stand on any row of that day."""
    at, topic, count = day(row, "date"), needed(row, "topic"), whole(row, "count")
    if count is None:
        raise BadRow("count: is empty")
    bought = number(row, "orders", places=3, below=10**9)
    if bought is not None:
        orders[at] = float(bought)
    return at, topic, count
