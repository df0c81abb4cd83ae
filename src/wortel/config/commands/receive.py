"""Files mails through the real front line, and counts what became of them."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wortel.channels.email.reader import Reader
from wortel.channels.email.sources import Skipped, walk

if TYPE_CHECKING:
    from wortel.channels.queries import OwnAddresses  # needs Django to be set up
    from wortel.journey.receive import Receipt

NEEDS_DATABASE = True
TELL_EVERY = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help=".eml files, mbox files, Maildirs, or folders of them")
    parser.add_argument("--jsonl", action="store_true", help="one line of JSON for each mail before the summary")
    parser.add_argument(
        "--mailbox",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="an address of our own (repeatable): mail from it is ours",
    )


def run(args: argparse.Namespace) -> int:
    from django.conf import settings

    from wortel.channels.queries import find_own_addresses

    summary = Summary()
    with Reader(trusted_authserv=settings.TRUSTED_AUTHSERV) as reader:
        for path, receipt in _receive_each(args.paths, reader, find_own_addresses(args.mailbox), summary):
            summary.count(receipt)
            if args.jsonl:
                _print(_line(path, receipt))
    _print(summary.as_json())
    return 0


class Summary:
    """How many mails there were, and what became of them."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.new_cases = 0
        self.skipped = 0

    def count(self, receipt: "Receipt") -> None:
        self.outcomes[receipt.outcome.value] += 1
        self.new_cases += receipt.is_new_case

    def as_json(self) -> dict[str, object]:
        received = self.outcomes.total()
        duplicates, quarantined = self.outcomes["duplicate"], self.outcomes["quarantined"]
        return {
            "received": received,
            "filed": received - duplicates - quarantined,
            "joined": self.outcomes["joined"],
            "new_cases": self.new_cases,
            "duplicates": duplicates,
            "quarantined": quarantined,
            "outcomes": dict(sorted(self.outcomes.items())),
            "skipped": self.skipped,
        }


def _receive_each(
    paths: list[str], reader: Reader, own: "OwnAddresses", summary: Summary
) -> "Iterator[tuple[str, Receipt]]":
    """One transaction each; screens and follow-ups are woken now and then instead of for every mail."""
    from wortel.events.actions import in_bulk
    from wortel.journey.followups import gathered
    from wortel.journey.receive import receive_mail

    with in_bulk() as batch, gathered():
        for number, found in enumerate(walk(paths)):
            if isinstance(found, Skipped):
                _skip(found, summary)
                continue
            yield (
                found.path,
                receive_mail(found.raw, reader=reader, mailboxes=own, now=datetime.now(UTC), source=found.path),
            )
            if number % TELL_EVERY == 0:
                batch.tell()


def _skip(found: Skipped, summary: Summary) -> None:
    summary.skipped += 1
    sys.stderr.write(f"skipped {found.path}: {found.reason}\n")


def _line(path: str, receipt: "Receipt") -> dict[str, object]:
    belongs = receipt.possibly_belongs_to
    return {
        "path": path,
        "outcome": receipt.outcome.value,
        "contact": receipt.contact and receipt.contact.pk,
        "conversation": receipt.conversation and receipt.conversation.pk,
        "case": receipt.case and receipt.case.pk,
        "customer": receipt.customer and receipt.customer.pk,
        "verified": receipt.is_verified,
        "possibly_belongs_to": belongs and belongs.pk,
    }


def _print(row: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
