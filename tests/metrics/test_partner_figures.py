"""What each partner caused: the same on PostgreSQL, on DuckDB over Parquet and by hand, and exact for example A."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from tests.fixture_a import AS_OF_A, MONTH_A, Row

from wortel.metrics.reckoning.cells import Question
from wortel.metrics.reckoning.engines import DuckEngine, PostgresEngine
from wortel.metrics.reckoning.reckon import reckon_for_pages
from wortel.metrics.reckoning.store import Store
from wortel.metrics.report import Report, ReportedFigure

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Europe/Amsterdam")
QUESTION = Question(MONTH_A, AS_OF_A, timedelta(hours=168), answer_within=30, short=5)
CARRIERS = ("PakketSnel", "Karrevracht")


def order(key: str, carrier: str, *, day: int = 1, late: bool = False, **more: str) -> Row:
    """Placed at nine, promised for noon two days later."""
    placed = datetime(2025, 9, day, 9, tzinfo=ZONE)
    promised, delivered = placed + timedelta(days=2, hours=3), placed + timedelta(days=3 if late else 2)
    return {
        "order": key,
        "customer": f"K-{key}",
        "placed_at": placed.isoformat(),
        "carrier": carrier,
        "promised_to": promised.isoformat(),
        "delivered_at": delivered.isoformat(),
        **more,
    }


def contact(key: str, of: str, reason: str, day: int = 5, **more: str) -> Row:
    at = datetime(2025, 9, day, 10, tzinfo=ZONE).isoformat()
    row = {"contact_id": key, "channel": "phone", "direction": "in", "started_at": at, "ended_at": at}
    return row | {"customer": f"K-{of}", "reason": reason, "order": of, "minutes": "8"} | more


def tables() -> dict[str, Any]:
    """Ten parcels of each; the one owner of a cause of both carriers does not make its contacts count twice."""
    orders = [order(f"P{n}", "PakketSnel", region="stad", size="klein", late=n < 2) for n in range(6)]
    orders += [order(f"P{n}", "PakketSnel", postcode="7411 KX", size="groot") for n in range(6, 10)]
    orders += [order(f"V{n}", "Karrevracht", region="stad") for n in range(10)]
    return {
        "reasons": [
            {"reason": "late", "label_nl": "Te laat", "demand": "failure"},
            {"reason": "box", "label_nl": "Doos kapot", "demand": "failure"},
        ],
        "orders": orders,
        "contacts": [
            contact("1", "P0", "late", survey_csat="5"),
            contact("2", "P0", "late", day=6, survey_csat="1"),
            contact("3", "P7", "late"),
            contact("4", "V1", "late"),  # the carrier is another one: known, and not tied to a parcel of PakketSnel
            contact("5", "V2", "box"),
        ],
        "rates": [{"valid_from": "2025-01-01", "team": "", "eur_per_minute": "0.75"}],
        "problems": [
            {"problem": "L", "title": "Te laat", "owner": "Ritten", "partner": "PakketSnel", "rule": "reason=late"},
            {"problem": "B", "title": "Doos", "owner": "Karrevracht", "partner": "Karrevracht", "rule": "reason=box"},
        ],
    }


@pytest.fixture(scope="module")
def small_month(committed: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    yield from committed(tables(), tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def reports(small_month: object, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    from django.db import connection as django_connection

    store = Store(tmp_path_factory.mktemp("facts"))
    with (
        django_db_blocker.unblock(),
        closing(psycopg.connect(**django_connection.get_connection_params(), autocommit=True)) as connection,
    ):
        on_postgres = reckon_for_pages(QUESTION, PostgresEngine(connection))
        store.sync(connection)
    with closing(DuckEngine(store.files())) as engine:
        return [on_postgres, reckon_for_pages(QUESTION, engine)]


def find(report: Report, figure: str, **dims: str) -> ReportedFigure:
    (found,) = [one for one in report.figures if one.figure == figure and dict(one.dims) == dims]
    return found


def test_both_engines_give_every_partner_figure_alike(reports: list[Report]) -> None:
    ours, theirs = ([one for one in report.figures if "partner" in one.dims] for report in reports)
    assert ours == theirs
    assert {one.dims["partner"] for one in ours} == set(CARRIERS)


def test_contacts_count_to_who_answers_for_their_cause(reports: list[Report]) -> None:
    for report in reports:
        assert find(report, "partner_contacts", partner="PakketSnel").value == 4
        assert find(report, "partner_rate", partner="PakketSnel").value == 400
        assert find(report, "partner_rate", partner="Karrevracht").value == 100
        assert find(report, "partner_contacts", partner="PakketSnel", reason="late").value == 4
        assert find(report, "partner_contacts", partner="Karrevracht", problem="B").value == 1
        assert find(report, "partner_customers", partner="PakketSnel").value == 3


def test_euros_are_those_of_the_ledger(reports: list[Report]) -> None:
    for report in reports:
        charged = sum(line.cents for line in report.ledger if line.charged_to == "Ritten") / 100
        assert find(report, "partner_eur", partner="PakketSnel").value == charged == 24.0
        assert find(report, "partner_eur_per_parcel", partner="PakketSnel").value == 2.4


def test_a_parcel_with_two_contacts_has_trouble_once(reports: list[Report]) -> None:
    for report in reports:
        assert find(report, "partner_trouble", partner="PakketSnel", region="stad", size="klein").value == 1
        assert find(report, "partner_tied", partner="PakketSnel").value == 3


def test_how_hard_a_parcel_is_comes_from_its_order(reports: list[Report]) -> None:
    """A region where it is said, else the first two digits of the postcode, never more of it."""
    for report in reports:
        assert find(report, "partner_parcels", partner="PakketSnel", region="stad", size="klein").value == 6
        assert find(report, "partner_parcels", partner="PakketSnel", region="74", size="groot").value == 4
        assert find(report, "partner_parcels", partner="Karrevracht", region="stad", size="").value == 10


def test_promises_kept_are_a_share_of_what_was_due(reports: list[Report]) -> None:
    for report in reports:
        found = find(report, "partner_on_time", partner="PakketSnel")
        assert (found.value, found.n) == (0.8, 10)


def test_satisfaction_is_that_of_the_caused_contacts(reports: list[Report]) -> None:
    for report in reports:
        found = find(report, "partner_csat", partner="PakketSnel")
        assert (found.value, found.n) == (0.5, 2)
        assert find(report, "partner_friendliness", partner="PakketSnel").value is None
