"""PostgreSQL, DuckDB over Parquet, and the plain computations give the same figures of the worked month."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from tests.fixture_a import AS_OF_A, MONTH_A, PATTERNS, contacts_a, tables_a
from tests.metrics.quiet import let_others_finish

from wortel.analysis import cost, repeats, surveys, waiting
from wortel.analysis.facts import Contact as Fact
from wortel.metrics.reckoning.cells import Question
from wortel.metrics.reckoning.engines import DuckEngine, PostgresEngine
from wortel.metrics.reckoning.reckon import reckon_for_pages
from wortel.metrics.reckoning.store import Store
from wortel.metrics.report import Report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("worked_contacts")]

ZONE = ZoneInfo("Europe/Amsterdam")
QUESTION = Question(MONTH_A, AS_OF_A, timedelta(hours=168), answer_within=30, short=5)


@pytest.fixture(scope="module")
def connection(worked_contacts: object, django_db_blocker: Any) -> Iterator[psycopg.Connection[Any]]:
    from django.db import connection as django_connection

    with (
        django_db_blocker.unblock(),
        closing(psycopg.connect(**django_connection.get_connection_params(), autocommit=True)) as connection,
    ):
        yield connection


@pytest.fixture(scope="module")
def on_postgres(connection: psycopg.Connection[Any]) -> Report:
    return reckon_for_pages(QUESTION, PostgresEngine(connection))


@pytest.fixture(scope="module")
def on_duckdb(connection: psycopg.Connection[Any], tmp_path_factory: pytest.TempPathFactory) -> Report:
    store = Store(tmp_path_factory.mktemp("facts"))
    store.sync(connection)
    with closing(DuckEngine(store.files())) as engine:
        return reckon_for_pages(QUESTION, engine)


def value(report: Report, figure: str, **dims: str) -> float | None:
    return next(one.value for one in report.figures if one.figure == figure and dict(one.dims) == dims)


def test_both_engines_give_every_figure_and_line_alike(on_postgres: Report, on_duckdb: Report) -> None:
    assert on_postgres.figures == on_duckdb.figures
    assert on_postgres.ledger == on_duckdb.ledger


def test_chains_are_those_of_the_plain_computation(on_duckdb: Report) -> None:
    tally = repeats.count_repeats(repeats.find_chains(facts(), as_of=AS_OF_A), month=MONTH_A, zone=ZONE)
    assert value(on_duckdb, "fcr_chain") == tally.total.fcr_chain.value
    assert value(on_duckdb, "fcr_strict") == tally.total.fcr_strict.value
    for reason in PATTERNS:
        assert value(on_duckdb, "fcr_chain", reason=reason) == tally.by_reason[reason].fcr_chain.value
        assert value(on_duckdb, "repeat_rate", reason=reason) == tally.by_reason[reason].repeat_rate


def test_the_silo_figure_is_that_of_the_plain_computation(on_duckdb: Report) -> None:
    chains = repeats.find_silo_chains(facts(), as_of=AS_OF_A)
    silo = repeats.count_repeats(chains, month=MONTH_A, zone=ZONE)
    assert value(on_duckdb, "silo_fcr") == silo.total.fcr_chain.value == 4460 / 4720
    assert value(on_duckdb, "silo_fcr", reason="R4") == 470 / 510


def test_routes_are_those_of_the_plain_computation(on_duckdb: Report) -> None:
    chains = [chain for chain in repeats.find_chains(facts(), as_of=AS_OF_A) if len(chain.contacts) > 1]
    routes = {">".join(route): count for route, count in repeats.count_routes(chains).items()}
    found = {one.dims["route"]: one.value for one in on_duckdb.figures if one.figure == "route"}
    assert found == routes
    assert (value(on_duckdb, "returning_chains"), value(on_duckdb, "cross_channel_chains")) == (735, 565)


def test_the_ledger_is_that_of_the_plain_computation(on_duckdb: Report) -> None:
    chains = repeats.find_chains(facts(), as_of=AS_OF_A)
    priced, warnings = cost.price_contacts(
        chains, month=MONTH_A, zone=ZONE, prices=prices(), problems=problems(), failure=frozenset({"R1", "R3", "R4"})
    )
    ledger = cost.draw_ledger(priced, problems=problems(), budget=prices().budgets[MONTH_A])
    plain = [(one.charged_to, one.line, one.contacts, float(one.minutes), int(one.eur * 100)) for one in ledger.lines]
    stored = [(one.charged_to, one.line, one.contacts, one.minutes, one.cents) for one in on_duckdb.ledger]
    assert stored == plain
    assert not warnings


def test_surveys_and_calls_are_those_of_the_plain_computation(on_duckdb: Report) -> None:
    rows = contacts_a()
    nps = surveys.estimate_promoters(int(row["survey_nps"]) for row in rows if row.get("survey_nps"))
    assert value(on_duckdb, "nps") == nps.score.value
    calls = waiting.measure_waiting(facts(), answer_within=30)
    assert value(on_duckdb, "sl", channel="phone") == calls.sl.value
    assert value(on_duckdb, "asa", channel="phone") == calls.asa


def test_owners_hear_of_each_customer_once(on_duckdb: Report) -> None:
    assert value(on_duckdb, "customers", problem="P1") == 1050
    assert value(on_duckdb, "customers", charged_to="PakketSnel") == 630


def facts() -> list[Fact]:
    return [
        Fact(
            contact_id=row["contact_id"],
            customer=row["customer"],
            channel=row["channel"],
            started_at=datetime.fromisoformat(row["started_at"]),
            ended_at=datetime.fromisoformat(row["ended_at"]),
            reason=row.get("reason", ""),
            minutes=Decimal(row["minutes"]) if row.get("minutes") else None,
            transfers=int(row.get("transfers") or 0),
            wait_seconds=float(row["wait_seconds"]) if row.get("wait_seconds") else None,
            answered=row.get("answered") != "0",
        )
        for row in contacts_a()
    ]


def problems() -> list[cost.Problem]:
    return [
        cost.Problem(row["problem"], owners={row["owner"]: Decimal(row["share"])}, rule=cost.read_rule(row["rule"]))
        for row in tables_a()["problems"]
    ]


def prices() -> cost.Prices:
    tables = tables_a()
    return cost.Prices(
        fees=cost.Dated((row["channel"], day(row), Decimal(row["fee_eur"])) for row in tables["rates_fees"]),
        minutes=cost.Dated(
            ((row["reason"], row["channel"]), day(row), Decimal(row["minutes"])) for row in tables["rates_minutes"]
        ),
        budgets={MONTH_A: cost.Budget(Decimal(36000), Decimal(48000))},
    )


def day(row: dict[str, str]) -> Any:
    return datetime.fromisoformat(row["valid_from"]).date()


def test_the_store_keeps_one_file_a_month(connection: psycopg.Connection[Any], tmp_path: Path) -> None:
    store = Store(tmp_path)
    let_others_finish()
    assert store.sync(connection) == [MONTH_A]
    assert [path.name for path in store.files()["fact_contact"]] == [f"{MONTH_A}.parquet"]
    assert store.sync(connection) == []


def test_customers_lost_hours_on_the_phone_and_each_reason_its_part(on_postgres: Report) -> None:
    """Example A4: 348.33 hours of talking and 36.00 of waiting."""
    assert value(on_postgres, "customer_hours") == pytest.approx(384.33, abs=0.005)
    reasons = [one for one in on_postgres.figures if one.figure == "customer_hours" and one.dims]
    assert len(reasons) == 8
    assert sum(one.value or 0 for one in reasons) == pytest.approx(384.33, abs=0.005)
