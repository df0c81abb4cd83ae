"""Kinds of arguments that several commands take."""

import argparse
from datetime import date


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2026-03-31") from None


def renaming(text: str) -> tuple[str, str]:
    """`OURS=THEIRS`: what a file calls one of our columns."""
    ours, equals, theirs = text.partition("=")
    if not (ours and equals and theirs):
        raise argparse.ArgumentTypeError(f"{text!r} is not OURS=THEIRS")
    return ours, theirs


def add_map(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        type=renaming,
        metavar="OURS=THEIRS",
        dest="renames",
        help="the file calls our column OURS by the name THEIRS; may be given several times",
    )
