"""Bring in a file of the past; doing it twice changes nothing, and the order of files does not matter."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from wortel.config.commands.arguments import add_map
from wortel.config.refusal import CannotGoOn

NEEDS_DATABASE = True
# Written out, because --help must not need Django.
KINDS = ("contacts", "customers", "orders", "reasons", "rates", "problems", "budget", "work")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=KINDS, help="what the rows of the file are")
    parser.add_argument("file", type=Path, help="CSV (comma, semicolon or tab), JSONL or Parquet")
    add_map(parser)


def run(args: argparse.Namespace) -> int:
    from wortel.journey.bring_in.bring_in import bring_in
    from wortel.journey.bring_in.table import Bad, Unreadable

    def tell(bad: Bad) -> None:
        print(f"{args.file}, line {bad.line}: {bad.reason}", file=sys.stderr)

    try:
        summary = bring_in(
            kind=args.kind, path=args.file, renames=dict(args.renames), now=datetime.now(UTC), on_bad=tell
        )
    except Unreadable as error:
        raise CannotGoOn(str(error)) from error
    print(json.dumps(summary.as_json()))
    return 0
