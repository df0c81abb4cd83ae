"""Looks at this machine and this installation, and says what to do about what is wrong."""

import argparse
import sys

from wortel.config.examination import Finding, examine
from wortel.config.home import Home

SIGNS = {"ok": "ok  ", "note": "note", "wrong": "!!  "}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Exit code 1 when something is wrong. Nothing is changed."


def run(args: argparse.Namespace) -> int:
    findings = list(examine(Home.from_environment()))
    sys.stdout.writelines(_line(finding) for finding in findings)
    return 1 if any(finding.state == "wrong" for finding in findings) else 0


def _line(finding: Finding) -> str:
    return f"{SIGNS[finding.state]}  {finding.subject:<12} {finding.words}\n"
