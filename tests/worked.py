"""The worked examples brought in as somebody does it: with the commands, into a database of its own rows."""

import contextlib
import io
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from tests.fixture_a import Row, contacts_i, customers_i, tables_a, write_folder
from wortel.config.cli import main

type Report = dict[str, Any]


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


@pytest.fixture(scope="session")
def committed(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Callable[[dict[str, Any], Path], Iterator[dict[str, dict[str, int]]]]:
    """Bring tables in for real, so that a second connection sees them, and clear them afterwards."""

    def bring(tables: dict[str, Any], folder: Path) -> Iterator[dict[str, dict[str, int]]]:
        from django.core.management import call_command

        from wortel.accounts.actions import found_organisation

        with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
            patch.setenv("WORTEL_SUPERVISED", "1")
            found_organisation(name="De Voorbeeldwinkel")
            yield bring_in(folder, tables)
            call_command("flush", verbosity=0, interactive=False, allow_cascade=True)

    return bring


@pytest.fixture(scope="module")
def worked_month(committed: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, int]]]:
    yield from committed(tables_a(), tmp_path_factory.mktemp("a"))


@pytest.fixture(scope="module")
def worked_contacts(committed: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, int]]]:
    """The worked month without its 40,000 orders, for whoever does not divide by them."""
    tables = {name: rows for name, rows in tables_a().items() if name != "orders"}
    yield from committed(tables, tmp_path_factory.mktemp("a"))


@pytest.fixture(scope="module")
def report(worked_month: object) -> Report:
    """Example A as `wortel report` prints it on 8 October."""
    as_of = "2025-10-08T00:00:00+02:00"
    return say("report", "--month", "2025-09", "--json", "--as-of", as_of, "--answer-within", "30")


@pytest.fixture(scope="module")
def before_merge(committed: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    """Example I on 30 September before K3b turned out to be K3; they are one when the test runs."""
    folder = tmp_path_factory.mktemp("i")
    for _ in committed({"contacts": contacts_i()}, folder):
        before = say("report", "--month", "2025-09", "--as-of", "2025-09-30T12:00:00+02:00")
        bring_in(folder, {"customers": customers_i()})
        yield before
