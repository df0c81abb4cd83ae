"""Brings in the worked examples as somebody does it: with the commands, into a database of its own rows."""

import contextlib
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.fixture_a import Row, write_folder

from wortel.config.cli import main


def bring_in(folder: Path, tables: dict[str, Iterable[Row]]) -> dict[str, dict[str, int]]:
    """Bring in each table with `wortel import`; what stands before the underscore is the kind."""
    summaries = {}
    for name, path in write_folder(folder, tables).items():
        summaries[name] = say("import", name.partition("_")[0], str(path))
    return summaries


def say(*words: str) -> Any:
    """What the command prints, as JSON."""
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(printed):
        assert main(words) == 0
    printed.seek(0)
    return json.loads(printed.read())


def find(report: dict[str, Any], figure: str, **dims: str) -> dict[str, Any]:
    """The one figure with exactly these dimensions."""
    found = [one for one in report["figures"] if one["figure"] == figure and one["dims"] == dims]
    if len(found) != 1:
        pytest.fail(f"{len(found)} × {figure} {dims}")
    return found[0]
