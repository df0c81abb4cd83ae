"""Reading the good rows of a file that a command was given; each bad one is told on standard error."""

import argparse
import sys
from collections.abc import Callable, Iterator

from wortel.config.refusal import CannotGoOn
from wortel.journey.bring_in.table import Bad, BadRow, Line, Row, Unreadable, read_rows


def read_good[T](args: argparse.Namespace, columns: tuple[str, ...], read: Callable[[Row], T]) -> Iterator[T]:
    """What `read` makes of each row of `args.file`, of which it may refuse one with `BadRow`."""
    try:
        for row in read_rows(args.file, renames=dict(args.renames), required=columns):
            found = _try(read, row)
            if isinstance(found, Bad):
                print(f"{args.file}, line {found.line}: {found.reason}", file=sys.stderr)
            else:
                yield found
    except Unreadable as error:
        raise CannotGoOn(str(error)) from error


def _try[T](read: Callable[[Row], T], row: Line) -> T | Bad:
    if isinstance(row, Bad):
        return row
    try:
        return read(row)
    except BadRow as refusal:
        return Bad(row.line, str(refusal))
