"""The figures of example A on the page of a problem, from contacts as they were brought in and matched by rule."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests import cast, fixture_a

from wortel.journey.bring_in.bring_in import bring_in
from wortel.problems import actions, queries
from wortel.problems.models import Problem

pytestmark = pytest.mark.django_db

SEPTEMBER = queries.Period(date(2025, 9, 1), date(2025, 10, 1))


@pytest.fixture
def september(tmp_path: Path) -> None:
    """Everything but the 40,000 orders, which the problem page only divides by."""
    cast.shop()
    tables = {name: rows for name, rows in fixture_a.tables_a().items() if name != "orders"}
    for name, path in fixture_a.write_folder(tmp_path, tables).items():
        bring_in(kind=name.partition("_")[0], path=path, renames={}, now=fixture_a.AS_OF_A)
    actions.match_contacts()


@pytest.mark.usefixtures("september")
def test_each_problem_has_its_contacts_customers_and_price() -> None:
    expected = {
        "P1": (1250, 1050, Decimal("8339.00")),
        "P2": (500, 380, Decimal("3140.00")),
        "P3": (390, 250, Decimal("3503.00")),
    }
    for code, figures in expected.items():
        counted = queries.tally(Problem.objects.get(code=code), SEPTEMBER)
        assert (counted.contacts, counted.customers, counted.eur) == figures
    invoices = Problem.objects.get(code="P1")
    figures = queries.count_figures(invoices, datetime(2025, 9, 30, 12, tzinfo=UTC))
    assert figures.channels == [("phone", 1000), ("email", 180), ("chat", 60), ("letter", 10)]
    assert (figures.satisfied, figures.asked) == (96, 120)
    assert figures.month == queries.tally(invoices, SEPTEMBER)
    weeks = queries.weekly_series(Problem.objects.get(code="P2"), mondays=[date(2025, 9, n) for n in (1, 8, 15, 22)])
    assert weeks.contacts == [123, 125, 126, 106]
