"""Measuring campaigns: each is a module in benchmarks/, prints a table and writes it to RESULTS.md."""

import argparse
import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from wortel.config.home import Home
from wortel.config.processes.postgres.settings import Purpose
from wortel.config.processes.postgres.sharing import shared_cluster
from wortel.config.refusal import CannotGoOn

TAKES_OTHER_WORDS = True
ROOT = Path(__file__).resolve().parents[4]
CAMPAIGNS = ROOT / "benchmarks"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="the campaign; without it they are listed")


def run(args: argparse.Namespace) -> int:
    campaigns = find_campaigns()
    if args.name is None:
        sys.stdout.writelines(f"{name:<24} {_purpose(path)}\n" for name, path in sorted(campaigns.items()))
        return 0
    if args.name not in campaigns:
        raise CannotGoOn(f"There is no campaign {args.name}; there are: {', '.join(sorted(campaigns)) or 'none'}.")
    return _measure(campaigns[args.name], args.other_words)


def find_campaigns() -> dict[str, Path]:
    """Campaigns by name; parts that several of them share start with an underscore."""
    return {path.stem: path for path in CAMPAIGNS.glob("*/*.py") if not path.stem.startswith("_")}


def _measure(path: Path, words: list[str]) -> int:
    """Run it as a program, on a database of its own that keeps its promises as a real one does."""
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    home = Home(Path(tempfile.mkdtemp(prefix="wortel-bench-")))
    with shared_cluster(home, Purpose.MEASURE) as url:
        environment = os.environ | {"WORTEL_HOME": str(home.path), "DATABASE_URL": url}
        command = [sys.executable, "-m", module, *words]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _purpose(path: Path) -> str:
    words = ast.get_docstring(ast.parse(path.read_text())) or ""
    return words.partition("\n")[0]
