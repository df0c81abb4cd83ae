"""The ledger of a month is right to the cent over many contacts; the campaign does the same over a million."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from benchmarks.speed import _ledger
from django.db import connection
from tests import cast

from wortel.metrics.queries import read_ledger
from wortel.metrics.reckoning.cells import Question
from wortel.metrics.reckoning.engines import PostgresEngine
from wortel.metrics.reckoning.reckon import reckon
from wortel.metrics.reckoning.store import Store
from wortel.problems import queries

pytestmark = pytest.mark.django_db(transaction=True)

CONTACTS = 4_000


def test_thousands_of_contacts_come_to_the_total_to_the_cent(tmp_path: Path) -> None:
    cast.shop()
    _ledger.fill(CONTACTS)
    with closing(psycopg.connect(**connection.get_connection_params(), autocommit=True)) as raw:
        built = _ledger.build(CONTACTS, raw)
        assert Store(tmp_path).sync(raw) == [_ledger.MONTH]
    question = Question(_ledger.MONTH, _ledger.AFTER, timedelta(hours=168), answer_within=20, short=5)
    with closing(PostgresEngine.connect(**connection.get_connection_params())) as engine:
        lines = [(one.charged_to, one.line, one.contacts, one.cents) for one in reckon(question, engine).ledger]
    assert lines == [(one.charged_to, one.line, one.contacts, one.cents) for one in read_ledger(_ledger.MONTH)]
    assert built.lines > 2 * _ledger.PROBLEMS
    assert built.off_cents == 0
    # Every line is rounded once, and so is a share of it.
    assert abs(built.charged_cents - built.one_by_one_cents) <= built.lines / 2
    standing = queries.list_standing(_ledger.MONTH)
    assert sum(-one.cents if one.charged_to == "total" else one.cents for one in standing) == 0
    assert {one.charged_to for one in standing} >= {"Afdeling 0", "unassigned", "customer_service", "not_charged"}
    assert isinstance(standing[0].posting.at, datetime)
