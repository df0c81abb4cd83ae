"""The first step of `run`, in a process of its own: the tables, the organisation, and what to tell."""

import argparse
import dataclasses
import json
import os
import sys
from datetime import UTC, datetime

from wortel.config.commands.arguments import day
from wortel.config.database import prepare, reach_database, require_reachable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--empty", action="store_true")
    parser.add_argument("--today", type=day)
    parser.add_argument("--seed", type=int, default=1)


def run(args: argparse.Namespace) -> int:
    require_reachable(os.environ["DATABASE_URL"])
    with reach_database():
        found = prepare(is_empty=args.empty, today=args.today, seed=args.seed)
        if not found.is_demo:
            from wortel.config.first_start import ways_in

            found = dataclasses.replace(found, say=ways_in(datetime.now(UTC)))
    json.dump(dataclasses.asdict(found), sys.stdout)
    return 0
