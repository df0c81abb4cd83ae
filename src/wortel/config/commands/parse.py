"""Shows what Wortel reads in mails, without filing them; needs no database."""

import argparse
import json
import os
import sys
from collections.abc import Iterator

from wortel.channels.email.as_json import describe
from wortel.channels.email.reader import Reader
from wortel.channels.email.sources import Skipped, walk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help=".eml files, mbox files, Maildirs, or folders of them")
    parser.add_argument("--jsonl", action="store_true", help="one line of JSON for each mail instead of one array")


def run(args: argparse.Namespace) -> int:
    """Each mail is printed as soon as it is read: an array of a large mailbox never stands in memory."""
    start, between, end = ("", "\n", "\n") if args.jsonl else ("[", ",\n", "]\n")
    sys.stdout.write(start)
    is_first = True
    for line in _describe_each(args.paths):
        sys.stdout.write(("" if is_first else between) + line)
        is_first = False
    sys.stdout.write("" if is_first and args.jsonl else end)
    return 0


def _describe_each(paths: list[str]) -> Iterator[str]:
    with Reader(trusted_authserv=os.environ.get("WORTEL_TRUSTED_AUTHSERV", "")) as reader:
        for found in walk(paths):
            if isinstance(found, Skipped):
                sys.stderr.write(f"skipped {found.path}: {found.reason}\n")
            else:
                yield json.dumps(describe(found.path, found.raw, read=reader.read), ensure_ascii=False)
