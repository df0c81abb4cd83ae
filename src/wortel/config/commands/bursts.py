"""The alarms in daily counts by topic; needs no database and no data folder."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from wortel.analysis.bursts import find_bursts, read_days
from wortel.config.commands.arguments import add_map
from wortel.config.refusal import CannotGoOn
from wortel.journey.bring_in.table import Bad, BadRow, Line, Row, Unreadable, read_rows
from wortel.journey.bring_in.values import day, needed, number, whole

COLUMNS = ("date", "topic", "count")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="CSV, JSONL or Parquet with date, topic, count and perhaps orders")
    add_map(parser)


def run(args: argparse.Namespace) -> int:
    orders: dict[date, float] = {}
    try:
        rows = read_rows(args.file, renames=dict(args.renames), required=COLUMNS)
        counts = list(_counts(args.file, rows, orders))
    except Unreadable as error:
        raise CannotGoOn(str(error)) from error
    for alarm in find_bursts(read_days(counts, orders)):
        print(json.dumps(alarm.as_json(), ensure_ascii=False))
    return 0


def _counts(path: Path, rows: Iterator[Line], orders: dict[date, float]) -> Iterator[tuple[date, str, int]]:
    """The good rows; what a day's orders were may stand on any row of that day."""
    for row in rows:
        bad = row
        if isinstance(row, Row):
            try:
                yield _read(row, orders)
                continue
            except BadRow as refusal:
                bad = Bad(row.line, str(refusal))
        if isinstance(bad, Bad):
            print(f"{path}, line {bad.line}: {bad.reason}", file=sys.stderr)


def _read(row: Row, orders: dict[date, float]) -> tuple[date, str, int]:
    at, topic, count = day(row, "date"), needed(row, "topic"), whole(row, "count")
    if count is None:
        raise BadRow("count: is empty")
    bought = number(row, "orders", places=3, below=10**9)
    if bought is not None:
        orders[at] = float(bought)
    return at, topic, count
