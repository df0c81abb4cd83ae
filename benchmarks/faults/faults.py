"""Every fault on the list, one after the other: what is promised, what was seen, and whether it held."""

import argparse
import importlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ["WORTEL_INSIDE_HOSTS"] = "127.0.0.1"  # where the servers of the campaign stand
django.setup()

from benchmarks.faults._finding import Finding, as_table  # noqa: E402  (Django first)
from benchmarks.results import record  # noqa: E402

FAULTS = {
    "steps": "killed at each step between two side effects",
    "imap": "the line to the IMAP server is cut, silent or slow, and its numbers change",
    "supplier": "the mail server that takes our answers is away for an hour",
    "known": "what was closed, merged or marked as spam still stands on the IMAP server",
    "postgres": "the database dies fifty times",
    "disk": "the disk fills up",
    "poison": "mails made to hurt, among a thousand others",
    "large": "mails of 25 and 50 MB",
    "slow": "five hundred callers who hardly say anything",
}
type Run = Callable[..., list[Finding]]


def main(wanted: argparse.Namespace) -> int:
    unknown = set(wanted.names) - set(FAULTS)
    if unknown:
        print(f"There is no fault {', '.join(sorted(unknown))}; there are: {', '.join(FAULTS)}.")
        return 2
    held = [_run(name, is_small=wanted.small) for name in wanted.names or FAULTS]
    return 0 if all(held) else 1


def _run(name: str, *, is_small: bool) -> bool:
    """Each writes what it saw as soon as it is done."""
    run: Run = importlib.import_module(f"benchmarks.faults._{name}").run
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="wortel-fault-") as folder:
        findings = run(Path(folder), is_small=is_small)
    report = f"What happens when {FAULTS[name]}; {time.monotonic() - begun:.0f} s.\n\n{as_table(findings)}"
    print(f"## {name}\n\n{report}\n", flush=True)
    if not is_small:
        record(f"faults: {name}", report)
    return all(finding.held for finding in findings)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="FAULT", help=f"one or more of: {', '.join(FAULTS)}; else all")
    parser.add_argument("--small", action="store_true", help="a quick run that is not recorded")
    raise SystemExit(main(parser.parse_args()))
