"""A backup back into an empty data folder."""

import argparse
import sys
from pathlib import Path

import psycopg

from wortel.config.archive import opened_archive, restore
from wortel.config.database import find_database, hang_up, migrate, set_up_django
from wortel.config.home import Home
from wortel.config.processes.postgres.place import make_home
from wortel.config.refusal import CannotGoOn


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="what `wortel backup` made")
    parser.epilog = "The data folder must be empty, and so must be the database when DATABASE_URL names one."


def run(args: argparse.Namespace) -> int:
    home = Home.from_environment()
    with opened_archive(args.file) as archive:
        if home.secret_key_file.exists() or home.files.exists():
            raise CannotGoOn(f"The data folder {home.path} is in use: restore into an empty one with --home DIR.")
        make_home(home)
        with find_database() as url:
            _require_empty(url)
            restore(archive, home, url)
            # Only now: Django needs the key that came with the backup.
            set_up_django(url)
            migrate()
            hang_up()
    sys.stdout.write(f"Restored into {home.path}.\n")
    return 0


def _require_empty(url: str) -> None:
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if tables != (0,):
        raise CannotGoOn("The database holds tables already: a backup is only restored into an empty one.")
