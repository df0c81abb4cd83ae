"""From an older version to this one: a backup first, then the tables."""

import argparse
import sys
from datetime import UTC, datetime

from wortel.config.archive import write_archive
from wortel.config.database import has_pending_migrations, prepare, reach_database
from wortel.config.home import Home


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Stop `wortel run` first. The backup stands in HOME/backups and is brought back with `restore`."


def run(args: argparse.Namespace) -> int:
    home, now = Home.from_environment(), datetime.now(UTC)
    with reach_database() as url:
        if not has_pending_migrations():
            sys.stdout.write("Nothing to do: the database is up to date.\n")
            return 0
        target = home.backups / f"before-upgrade-{now:%Y-%m-%d-%H%M%S}.tar"
        write_archive(home, url, target, now=now)
        sys.stdout.write(f"Backup: {target}\n")
        prepare()
    sys.stdout.write("The database is up to date.\n")
    return 0
