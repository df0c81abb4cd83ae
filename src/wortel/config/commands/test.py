"""Everything that must hold before a change is kept: style, types, contracts, migrations and all tests."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from wortel.config.home import Home
from wortel.config.processes.postgres.settings import Purpose
from wortel.config.processes.postgres.sharing import shared_cluster
from wortel.config.refusal import CannotGoOn
from wortel.config.workshop import prepare_machine

TAKES_OTHER_WORDS = True
ROOT = Path(__file__).resolve().parents[4]
WORKERS = "2"


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.usage = "wortel test [-h] [--only-tests] [words for pytest …]"
    parser.epilog = (
        "Other words go to pytest: `wortel test tests/cases -k snooze -x`. As root it installs missing Debian "
        "packages; as another user it names what it skips. With CI=true a skip is a failure, except for data "
        "outside the checkout."
    )
    parser.add_argument("--only-tests", action="store_true", help="leave out style, types, contracts and migrations")


def run(args: argparse.Namespace) -> int:
    if not (ROOT / "tests").is_dir():
        raise CannotGoOn("The tests stand in the checkout: run ./wortel test there.")
    prepare_machine(_say)
    failed = [] if args.only_tests else _failed_checks()
    tests = subprocess.run(_pytest(args.other_words), cwd=ROOT, env=_environment(failed), check=False).returncode
    return tests or (1 if failed else 0)


def _checks() -> list[Check]:
    python = [sys.executable, "-m"]
    contracts = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return [
        Check("style (ruff check)", [*python, "ruff", "check", "."]),
        Check("layout (ruff format)", [*python, "ruff", "format", "--check", "."]),
        Check("types (mypy)", [*python, "mypy"]),
        Check("contracts (import-linter)", [sys.executable, "-c", contracts]),
        Check("migrations (makemigrations)", [*python, "django", "makemigrations", "--check", "--dry-run"]),
    ]


def _failed_checks() -> list[str]:
    """Each gets a data folder that is thrown away: types and migrations read the settings."""
    home = Home(Path(tempfile.mkdtemp(prefix="wortel-check-")))
    with shared_cluster(home, Purpose.TEST) as url:
        environment = _environment() | {"WORTEL_HOME": str(home.path), "DATABASE_URL": url}
        return [check.name for check in _checks() if not _passes(check, environment)]


def _passes(check: Check, environment: dict[str, str]) -> bool:
    _say(f"{check.name} …")
    began = time.monotonic()
    done = subprocess.run(check.command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    passed = done.returncode == 0
    if not passed:
        _say(done.stdout + done.stderr)
    _say(f"{check.name}: {'ok' if passed else 'FAILED'} in {time.monotonic() - began:.0f} s")
    return passed


def _pytest(words: list[str]) -> list[str]:
    chosen = any(word in ("-n", "--numprocesses") or word.startswith(("-n=", "--numprocesses=")) for word in words)
    # The files that start servers and browsers take longest: work that is left is handed to whoever is free.
    workers = [] if chosen else ["-n", WORKERS, "--dist", "worksteal"]
    return [sys.executable, "-m", "pytest", *workers, *words]


def _environment(failed: list[str] | None = None) -> dict[str, str]:
    """Ours, without what would lead the tests to a real data folder."""
    kept = {name: value for name, value in os.environ.items() if name not in ("WORTEL_HOME", "WORTEL_TEST_HOME")}
    return kept | {"WORTEL_FAILED_CHECKS": ", ".join(failed or [])}


def _say(words: str) -> None:
    sys.stdout.write(words.rstrip() + "\n")
    sys.stdout.flush()
