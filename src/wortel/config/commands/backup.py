"""The whole organisation in one file, while everything goes on."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from wortel.config.archive import write_archive
from wortel.config.database import reach_database
from wortel.config.home import Home
from wortel.config.refusal import CannotGoOn


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="where to; default: HOME/backups/DATE.tar")
    parser.epilog = "The file holds customers' data and the signing key: keep it as safe as the data folder itself."


def run(args: argparse.Namespace) -> int:
    home, now = Home.from_environment(), datetime.now(UTC)
    target = (args.file or home.backups / f"{now:%Y-%m-%d-%H%M%S}.tar").absolute()
    if not (home.postgres.exists() or os.environ.get("DATABASE_URL")):
        raise CannotGoOn(f"There is no organisation in {home.path} yet: nothing to back up.")
    with reach_database() as url:
        size = write_archive(home, url, target, now=now)
    sys.stdout.write(f"{target} ({size / 1e6:.1f} MB)\n")
    return 0
