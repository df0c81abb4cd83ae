"""The worked month, brought in once for all tests of a file that read it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker
from tests.fixture_a import contacts_i, customers_i, tables_a
from tests.metrics.stage import bring_in, say

type Report = dict[str, Any]


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
