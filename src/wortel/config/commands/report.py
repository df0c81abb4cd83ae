"""Every figure of a month with its definition, and the ledger that reconciles."""

import argparse
import json
import re
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wortel.metrics.report import Report

NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--month", required=True, type=_month, metavar="YYYY-MM")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_const", const="json", dest="shape", help="for machines (the default)")
    shape.add_argument("--html", action="store_const", const="html", dest="shape", help="a page to read or print")
    shape.add_argument("--pdf", action="store_const", const="pdf", dest="shape", help="the same as PDF")
    parser.add_argument("--as-of", type=_moment, metavar="ISO", help="as things stood then; default: now")
    parser.add_argument(
        "--answer-within", type=int, default=20, metavar="S", help="seconds that count as answered in time"
    )
    parser.add_argument(
        "--short", type=int, default=5, metavar="S", help="seconds up to which hanging up is no abandonment"
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="write here instead of to standard output")
    parser.set_defaults(shape="json")


def run(args: argparse.Namespace) -> int:
    report = _reckon(args)
    for what, contacts in report.warnings.items():
        print(f"No {what} known for {contacts} contacts: counted as 0.", file=sys.stderr)
    _write(args, _shaped(report, args.shape))
    return 0


def _reckon(args: argparse.Namespace) -> "Report":
    from django.db import connection

    from wortel.accounts.queries import find_organisation, find_time_zone
    from wortel.metrics.reckoning.cells import Question
    from wortel.metrics.reckoning.engines import PostgresEngine
    from wortel.metrics.reckoning.reckon import reckon

    as_of = args.as_of or datetime.now(UTC)
    question = Question(
        month=args.month,
        as_of=as_of if as_of.tzinfo else as_of.replace(tzinfo=find_time_zone()),
        window=timedelta(hours=find_organisation().repeat_window_hours),
        answer_within=args.answer_within,
        short=args.short,
    )
    with closing(PostgresEngine.connect(**connection.get_connection_params())) as engine:
        return reckon(question, engine)


def _shaped(report: "Report", shape: str) -> bytes:
    if shape in ("html", "pdf"):
        from wortel.insight import monthly

        return monthly.as_html(report) if shape == "html" else monthly.as_pdf(report)
    return (json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n").encode()


def _write(args: argparse.Namespace, content: bytes) -> None:
    if args.output:
        args.output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def _month(text: str) -> str:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a month like 2025-09")
    return text


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a moment like 2025-10-08T00:00:00+02:00") from None
    return moment
